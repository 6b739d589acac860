"""Forms of what is done of a remaining household."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Final

from antu.clearing.domain.stages import stages_of
from antu.clearing.models import NOTES
from antu.clearing.services import COLUMNS, SAID_LENGTH_MAX, STEP_COLUMNS
from antu.households.models import Household
from antu.platform.entry import EntryField, EntryForm, EntrySection, Option
from antu.platform.entry.by_column import field_of
from antu.platform.workbook import Column
from antu.projects.selectors import regime_of

LABELS: Final[Mapping[str, str]] = {
    "visit": "登记走访",
    "step": "登记下一步",
    "reason": "登记滞留原因",
    "stage": "登记法律程序",
}
_HELP: Final[Mapping[tuple[str, str], str]] = {
    ("visit", "visitors"): "几个人用顿号分开",
    ("visit", "result"): "例如：同意复核面积、约定下次见面",
    ("reason", "on"): "从哪天起是这个原因；以后换了原因再登记一条，原来的留着",
    ("step", "on"): "商定的那一天",
    ("stage", "stage"): "只记办到了哪一步；决定、送达和申请照原来的程序办",
    ("stage", "on"): "文书上的日期；送达、受理填实际的一天",
}
_LONG: Final = frozenset({"said", "reason", "step"})


def note_form(kind: str, household: Household, today: date, *, cancel_url: str) -> EntryForm:
    """The form that enters one row; a visit's also asks what is next, which may be left empty."""
    known = {"on": today.isoformat(), "visitors": household.officer, "by": household.officer}
    known |= {"on": ""} if kind == "stage" else {}
    fields = [_field(kind, column, known.get(column.field, "")) for column in COLUMNS[kind]]
    if kind == "stage":
        steps = stages_of(regime_of(household.project))
        fields[0] = replace(fields[0], options=tuple(Option(each.code, each.label) for each in steps))
    fields[0] = replace(fields[0], has_focus=True)
    sections = [EntrySection("", tuple(fields))]
    if kind == "visit":
        after = tuple(replace(_field("step", column, ""), is_required=False) for column in STEP_COLUMNS)
        sections.append(EntrySection("下一步", after, "商定了就一起登记，三项都填；没有商定就都留空。"))
    return EntryForm(tuple(sections), submit_label=LABELS[kind], cancel_url=cancel_url, key=f"{kind}-form")


def _field(kind: str, column: Column, value: str) -> EntryField:
    asked = NOTES[kind]._meta.get_field(column.field)
    most = getattr(asked, "max_length", None) or (SAID_LENGTH_MAX if column.field in _LONG else 0)
    drawn = replace(field_of(column, value), help=_HELP.get((kind, column.field), ""))
    if column.field in _LONG:
        drawn = replace(drawn, kind="long")
    return replace(drawn, length_max=most) if drawn.kind in {"text", "long"} else drawn
