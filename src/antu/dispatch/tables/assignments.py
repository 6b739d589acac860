"""Assignments as pages show them: the list, one with its events, and the short tables of other pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.urls import reverse

from antu.dispatch.domain.course import Deed, State
from antu.dispatch.models import Assignment, Importance
from antu.dispatch.selectors import DatedAssignment, names_of, openable_projects
from antu.kernel.calendar import WorkingDays, left_words
from antu.platform.actor import Actor
from antu.platform.display import Cell, Chip, Column, Kind, Tone, marks
from antu.platform.links import record_url
from antu.platform.listing import Empty, Filter, ListColumn, Listing, by_value
from antu.platform.wording import UNKNOWN, day_text, joined
from antu.regulations.selectors import working_days

TONES: Final = {
    State.LATE: Tone.STOPPED,
    State.NEAR: Tone.DUE,
    State.GOING: Tone.GOING,
    State.NOT_STARTED: Tone.PLAIN,
    State.REPORTED: Tone.DUE,
    State.CLOSED: Tone.DONE,
    State.CANCELLED: Tone.PLAIN,
}
SOURCES: Final = (("meeting", "调度会"), ("above", "上级交办"))
LATENESS: Final = (("now", "正在逾期"), ("was", "逾期后才完成"), ("no", "没有逾期"))


@dataclass(frozen=True, slots=True)
class Around:
    """What a list needs beside its rows: the calendar, the day, people by login, and the projects one may open."""

    calendar: WorkingDays
    today: date
    names: Mapping[str, str]
    projects: frozenset[int]


def around(actor: Actor, found: Sequence[DatedAssignment], today: date) -> Around:
    """What a list of these needs for the actor."""
    rows = [each.assignment for each in found]
    names = names_of(row.owner_login for row in rows)
    return Around(working_days(), today, names, openable_projects(actor, rows))


def state_chip(each: DatedAssignment) -> Chip:
    """The state in its colour."""
    return Chip(each.state.value, TONES[each.state])


def left_note(each: DatedAssignment, beside: Around) -> str:
    """How much is left, or how late it is or was; nothing of what was in time."""
    if each.state.is_open:
        return left_words(each.standing.due_on, beside.calendar, beside.today)
    late = each.standing.days_late
    return f"逾期 {late} 天才报告完成" if late else ""


def source_words(assignment: Assignment) -> str:
    """Where it comes from."""
    if assignment.meeting:
        return str(assignment.meeting)
    return joined((assignment.source, assignment.document_no), " ")


def what_cell(each: DatedAssignment) -> Cell:
    """What is to be done, leading to its page."""
    assignment = each.assignment
    weight = (
        () if assignment.importance in {"", Importance.NORMAL} else (Chip(Importance(assignment.importance).label),)
    )
    return Cell(assignment.what, record_url(assignment), chips=(*weight, *marks(is_sample=assignment.is_sample)))


def due_cell(each: DatedAssignment, beside: Around) -> Cell:
    """The day as postponed, with how much is left."""
    return Cell(day_text(each.standing.due_on), note=left_note(each, beside))


def project_cell(assignment: Assignment, beside: Around) -> Cell:
    """The project, a link for who may open it."""
    if assignment.project is None:
        return Cell(UNKNOWN)
    url = record_url(assignment.project) if assignment.project_id in beside.projects else ""
    return Cell(assignment.project.name, url)


def last_cell(each: DatedAssignment) -> Cell:
    """What was last written down."""
    last = each.last
    if last is None:
        return Cell(UNKNOWN)
    return Cell(f"{last.word}：{last.text}".removesuffix("："), title=f"{last.on} {last.by_name}")


def assignment_listing(beside: Around, *, may_assign: bool) -> Listing:
    """The list: what is late first. Printed, it is the 调度清单."""
    enter = ("登记上级交办", reverse("assignment-enter")) if may_assign else ("", "")
    return Listing(
        "assignments",
        "调度清单",
        _columns(beside),
        Empty("还没有交办事项，或者都不在您的查看范围内。在调度会的页面登记议定的事项，或登记上级交办。", *enter),
        counter="项",
        key_of=lambda each: each.assignment.pk,
        url_of=lambda each: record_url(each.assignment),
    )


def _columns(beside: Around) -> tuple[ListColumn, ...]:
    def name(each: DatedAssignment) -> str:
        return beside.names.get(each.assignment.owner_login, "")

    return (
        *_WHAT,
        ListColumn(
            "due",
            Column("期限", is_day=True),
            lambda each: due_cell(each, beside),
            by_value(lambda each: each.standing.due_on),
        ),
        ListColumn("left", Column("还剩或已过"), lambda each: Cell(left_note(each, beside) or UNKNOWN), is_shown=False),
        ListColumn("lead", Column("责任单位"), lambda each: Cell(_lead_name(each)), by_value(_lead_name)),
        ListColumn("owner", Column("责任人"), lambda each: Cell(name(each) or UNKNOWN), by_value(name)),
        _PARTNERS,
        ListColumn("project", Column("项目", kind=Kind.LONG), lambda each: project_cell(each.assignment, beside)),
        *_HOW_FAR,
    )


def _state_order(each: DatedAssignment) -> int:
    return list(State).index(each.state) + 1


def _lead_name(each: DatedAssignment) -> str:
    return each.assignment.lead.name


def matching(found: Iterable[DatedAssignment], filters: Sequence[Filter]) -> list[DatedAssignment]:
    """Those that all filters let through."""
    wanted = {each.name: each.value for each in filters if each.value}
    return [each for each in found if _fits(each, wanted)]


def _fits(each: DatedAssignment, wanted: Mapping[str, str]) -> bool:
    row = each.assignment
    words = f"{row.what} {row.document_no} {row.source} {row.meeting.title if row.meeting else ''}".casefold()
    return (
        wanted.get("state", each.state.code) == each.state.code
        and wanted.get("lead", str(row.lead_id)) == str(row.lead_id)
        and wanted.get("project", str(row.project_id)) == str(row.project_id)
        and wanted.get("source", "") in {"", "meeting" if row.meeting else "above"}
        and wanted.get("year", str(row.given_on.year)) == str(row.given_on.year)
        and wanted.get("late", "") in {"", lateness(each)}
        and wanted.get("q", "").casefold() in words
    )


def lateness(each: DatedAssignment) -> str:
    """A key of :data:`LATENESS`."""
    if not each.standing.days_late:
        return "no"
    return "now" if each.state is State.LATE else "was"


_WHAT: Final = (
    ListColumn("what", Column("交办事项", kind=Kind.LONG), what_cell),
    ListColumn("state", Column("状态"), lambda each: Cell(chips=(state_chip(each),)), by_value(_state_order)),
)
_PARTNERS: Final = ListColumn(
    "partners", Column("配合单位"), lambda each: Cell(joined(each.assignment.partners)), is_shown=False
)
_HOW_FAR: Final = (
    ListColumn("last", Column("最近办理", kind=Kind.LONG), last_cell),
    ListColumn(
        "last-on",
        Column("最近办理日", is_day=True),
        lambda each: Cell(day_text(each.last.on if each.last else None)),
        by_value(lambda each: each.last.on if each.last else None),
        is_shown=False,
    ),
    ListColumn(
        "source",
        Column("来源", kind=Kind.LONG),
        lambda each: Cell(source_words(each.assignment)),
        by_value(lambda each: source_words(each.assignment)),
    ),
    ListColumn(
        "given",
        Column("交办日", is_day=True),
        lambda each: Cell(day_text(each.assignment.given_on)),
        by_value(lambda each: each.assignment.given_on),
        is_shown=False,
    ),
    ListColumn(
        "late",
        Column("逾期", "天", Kind.NUMBER),
        lambda each: Cell(str(each.standing.days_late)),
        by_value(lambda each: each.standing.days_late),
        is_shown=False,
    ),
    ListColumn(
        "urged",
        Column("催办", "次", Kind.NUMBER),
        lambda each: Cell(str(each.count(Deed.URGED))),
        by_value(lambda each: each.count(Deed.URGED)),
        is_shown=False,
    ),
)
