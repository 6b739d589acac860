"""Forms of dispatch: a meeting, what is assigned, and what happens to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from antu.dispatch.domain.course import Deed
from antu.dispatch.models import Assignment, Importance, Meeting
from antu.dispatch.services import (
    DEED_FORMS,
    EVERY_TOWN,
    ITEM_COLUMNS,
    MEETING_COLUMNS,
    MINUTES,
    OWN_COLUMNS,
    SOURCE_COLUMNS,
    people_of,
)
from antu.kernel.errors import Problem
from antu.organisations.models import OrganisationKind
from antu.organisations.selectors import standing_organisations
from antu.platform.actor import Actor
from antu.platform.entry import EntryField, EntryForm, EntryGrid, EntrySection, FieldPlace, Option
from antu.platform.entry.by_column import field_of
from antu.platform.links import record_url
from antu.projects.models import Project

GRID: Final = "items"
_NAMES: Final = "几个用顿号分开"
_ITEM_ORDER: Final = ("what", "leads", "due_on", "partners", "owner", "project", "importance")
_HELP: Final = {
    "held_on": "开会的那一天",
    "present": _NAMES,
    "partners": _NAMES,
    "owner": "责任单位里具体办理的人；可以不填",
    "source": "如 市重点办、区委督查室",
}
_SUBMITS: Final = {
    Deed.PROGRESS: "登记进展",
    Deed.DONE: "报告完成",
    Deed.CONFIRMED: "确认办结",
    Deed.SENT_BACK: "退回重办",
    Deed.POSTPONED: "登记延期",
    Deed.URGED: "催办",
    Deed.CANCELLED: "取消这一项",
}
"""What the button of a deed says."""


def submit_label(deed: Deed) -> str:
    """What the button of a deed says."""
    return _SUBMITS[deed]


def meeting_texts(meeting: Meeting) -> dict[str, str]:
    """What is recorded of a meeting, as the texts of its form."""
    return {
        "held_on": meeting.held_on.isoformat(),
        "title": meeting.title,
        "place": meeting.place,
        "chaired_by": meeting.chaired_by,
        "present": "、".join(meeting.present),
        "minutes": meeting.minutes,
    }


def meeting_form(texts: Mapping[str, str], *, cancel_url: str, version: str = "") -> EntryForm:
    """The form of a meeting; with a ``version`` it corrects a recorded one."""
    offered = {"present": _options(each.name for each in standing_organisations())}
    fields = [
        replace(
            field_of(column, texts.get(column.field, "")),
            help=_HELP.get(column.field, ""),
            options=offered.get(column.field, ()),
            has_focus=column.field == "held_on" and not version,
        )
        for column in MEETING_COLUMNS
    ]
    minutes = EntryField("minutes", MINUTES.label, "long", texts.get("minutes", ""), length_max=MINUTES.length_max)
    return EntryForm(
        (EntrySection("", (*fields, minutes)),),
        submit_label="保存更正" if version else "登记调度会",
        cancel_url=cancel_url,
        version=version,
        key="meeting-form",
    )


def assigning_form(actor: Actor, meeting: Meeting | None, *, cancel_url: str) -> EntryForm:
    """The form that assigns: a grid of items, below the source where it is no meeting's."""
    offered = {**_offered(actor), "leads": _options([EVERY_TOWN, *_organisation_names()])}
    columns = {column.field: column for column in ITEM_COLUMNS}
    fields = []
    for name in _ITEM_ORDER:
        field = field_of(columns[name], "")
        fields.append(replace(field, options=offered.get(name, field.options)))
    grid = EntryGrid(
        GRID,
        "交办事项",
        tuple(fields),
        may_withdraw=False,
        help=f"一行一项。责任单位写几个，就各登记一项；写“{EVERY_TOWN}”，每个镇街各一项。期限以后用“延期”改。",
    )
    source = [
        replace(field_of(each), help=_HELP.get(each.field, ""), has_focus=each.field == "source")
        for each in SOURCE_COLUMNS
    ]
    return EntryForm(
        () if meeting else (EntrySection("来文", tuple(source)),),
        (grid,),
        submit_label="登记交办事项",
        cancel_url=cancel_url,
        key="assign-form",
    )


def place_of(problem: Problem) -> FieldPlace | None:
    """Where a problem stands: in a row of the grid, or beside a field of the source."""
    row, column = problem.where.get("row"), str(problem.where.get("column", ""))
    if row:
        return FieldPlace(column, GRID, str(row))
    return FieldPlace(column) if column in {each.field for each in SOURCE_COLUMNS} else None


def correction_form(actor: Actor, assignment: Assignment, version: str) -> EntryForm:
    """The form that corrects an assignment; its day and who is responsible are not among it."""
    texts = {
        "what": assignment.what,
        "partners": "、".join(assignment.partners),
        "owner": assignment.owner_login,
        "project": assignment.project.name if assignment.project else "",
        "importance": assignment.importance,
    }
    people = tuple(Option(each.username, str(each)) for each in people_of(assignment.lead))
    offered = {**_offered(actor), "owner": people}
    fields = []
    for column in OWN_COLUMNS:
        field = field_of(column, texts[column.field])
        kind = {"what": "long", "owner": "choice"}.get(column.field, field.kind)
        options = offered.get(column.field, field.options)
        fields.append(replace(field, kind=kind, options=options, help=_HELP.get(column.field, "")))  # type: ignore[arg-type]
    return EntryForm(
        (EntrySection("", tuple(fields)),),
        submit_label="保存更正",
        cancel_url=record_url(assignment),
        version=version,
        key="assignment-form",
    )


def deed_form(assignment: Assignment, deed: Deed, today: date) -> EntryForm:
    """The form of a deed: its day, what more it asks, and the words."""
    asked = DEED_FORMS[deed]
    fields = [field_of(column, today.isoformat() if column.field == "on" else "") for column in asked.columns]
    if deed is Deed.POSTPONED:
        helps = {"due_on": "晚于现在的期限", "agreed_by": "谁同意延期，写姓名和职务"}
        fields = [replace(each, help=helps.get(each.name, "")) for each in fields]
    words = EntryField(
        "text",
        asked.text.label,
        "long",
        is_required=asked.text.is_required,
        length_max=asked.text.length_max,
        has_focus=True,
    )
    return EntryForm(
        (EntrySection("", (*fields, words)),),
        submit_label=submit_label(deed),
        cancel_url=record_url(assignment),
        key="deed-form",
    )


def _offered(actor: Actor) -> dict[str, tuple[Option, ...]]:
    projects = Project.objects.standing().seen_by(actor).order_by("code", "name")
    return {
        "partners": _options(_organisation_names()),
        "project": tuple(Option(each.name, each.name, each.code) for each in projects),
        "importance": tuple(Option(each.value, str(each.label)) for each in Importance),
    }


def _organisation_names() -> Sequence[str]:
    """The sub-districts first, since most is assigned to them."""
    known = standing_organisations()
    return [each.name for each in sorted(known, key=lambda each: each.kind != OrganisationKind.TOWN)]


def _options(words: Iterable[str]) -> tuple[Option, ...]:
    return tuple(Option(word, word) for word in dict.fromkeys(words))
