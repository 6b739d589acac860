"""Forms of the timeline: a step, and what changes its limit."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from django.urls import reverse

from antu.kernel.calendar import Unit
from antu.kernel.errors import BadInput, Problem
from antu.kernel.text import entries
from antu.platform.entry import EntryField, EntryForm, EntrySection, Option, simple_form
from antu.platform.workbook.dates import written_day
from antu.projects.models import Project
from antu.timeline.domain.course import Placed
from antu.timeline.services import EnteredChange, EnteredStep

_LENGTHS: Final = {"document_no": 100, "issuer": 200, "note": 300, "reason": 300}


def step_form(project: Project, placed: Placed) -> EntryForm:
    """The form that records a step; one that hangs out also asks until when, and where."""
    is_notice = bool(placed.asked.minimums)
    fields = [
        EntryField("on", "发布日" if is_notice else "办理日期", "date", is_required=True),
        EntryField("document_no", "文号", length_max=_LENGTHS["document_no"]),
        EntryField("issuer", "发布或办理单位", length_max=_LENGTHS["issuer"]),
        EntryField("note", "备注", length_max=_LENGTHS["note"]),
    ]
    if is_notice:
        least = "、".join(limit.words for limit in placed.asked.minimums)
        help_words = f"不填按法定最短期限：{least}"
        fields[1:1] = [EntryField("until_on", "公告截止日", "date", help=help_words)]
        fields[-1:-1] = [EntryField("places", "张贴地点", help="几处用顿号分开")]
    return EntryForm(
        (EntrySection(f"登记「{placed.asked.title}」", tuple(fields)),),
        action=reverse("project-step", args=[project.pk, placed.asked.code]),
        submit_label=f"登记{placed.asked.title}",
        key="step",
    )


def entered_step(code: str, texts: Mapping[str, str]) -> EnteredStep:
    """What was typed, for the service. Raises BadInput (``T-STEP``) with all that cannot be read."""
    problems = _too_long(texts)
    on, until_on = _day(texts, "on", problems, is_required=True), _day(texts, "until_on", problems)
    places = tuple(entries(texts.get("places", "")))
    problems += [_wrong(f"「{place}」太长，每处最多 100 个字", "places") for place in places if len(place) > 100]  # noqa: PLR2004
    if problems or on is None:
        raise BadInput(problems)
    rest = {name: texts.get(name, "") for name in ("document_no", "issuer", "note")}
    return EnteredStep(code, on, until_on, places=places, **rest)


def change_form(project: Project, code: str) -> EntryForm:
    """The form that pauses or extends a limit."""
    units = tuple(Option(unit.value, unit.value) for unit in Unit)
    return simple_form(
        EntryField("amount", "延长", "number", is_summed=False, help="或填中止的起止"),
        EntryField("unit", "单位", "choice", value=Unit.DAY.value, options=units),
        EntryField("from_on", "中止自", "date"),
        EntryField("until_on", "中止至", "date"),
        EntryField("reason", "原因", is_required=True, length_max=_LENGTHS["reason"]),
        EntryField("document_no", "文号", length_max=_LENGTHS["document_no"]),
        action=reverse("limit-change", args=[project.pk, code]),
        submit_label="登记期限变动",
        key="change",
    )


def entered_change(code: str, texts: Mapping[str, str]) -> EnteredChange:
    """What was typed, for the service. Raises BadInput (``T-STEP``) with all that cannot be read."""
    problems = _too_long(texts)
    from_on, until_on = _day(texts, "from_on", problems), _day(texts, "until_on", problems)
    amount = texts.get("amount", "")
    if amount and not (amount.isascii() and amount.isdigit() and len(amount) <= 4):  # noqa: PLR2004 - of any use
        problems.append(_wrong(f"「{amount}」不是正整数；请只填数字，如 30", "amount"))
    if problems:
        raise BadInput(problems)
    number = int(amount) if amount else None
    unit = texts.get("unit", "") if number is not None else ""
    return EnteredChange(code, texts["reason"], texts["document_no"], from_on, until_on, number, unit)


def _day(texts: Mapping[str, str], name: str, problems: list[Problem], *, is_required: bool = False) -> date | None:
    text = texts.get(name, "")
    if not text:
        if is_required:
            problems.append(_wrong("请填写日期", name))
        return None
    if day := written_day(text):
        return day
    problems.append(_wrong(f"「{text}」不是日期；请按 2023-05-08 的样子填写", name))
    return None


def _too_long(texts: Mapping[str, str]) -> list[Problem]:
    return [
        _wrong(f"最多 {most} 个字；请缩短", name) for name, most in _LENGTHS.items() if len(texts.get(name, "")) > most
    ]


def _wrong(message: str, column: str) -> Problem:
    return Problem("T-STEP", message, {"column": column})
