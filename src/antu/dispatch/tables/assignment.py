"""One assignment with its events, and the short table of assignments on other pages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from django.urls import reverse

from antu.dispatch.models import AssignmentEvent, Importance
from antu.dispatch.selectors import DatedAssignment
from antu.dispatch.tables.assignments import (
    Around,
    due_cell,
    project_cell,
    source_words,
    state_chip,
    what_cell,
)
from antu.platform.display import Cell, Column, Fact, Kind, Row, Table, marks
from antu.platform.links import record_url
from antu.platform.wording import UNKNOWN, day_text, joined

_SHORT: Final = (
    Column("事项", kind=Kind.LONG),
    Column("责任单位"),
    Column("期限", is_day=True),
    Column("状态"),
)
_EVENTS: Final = (
    Column("日期", is_day=True),
    Column("办理"),
    Column("内容", kind=Kind.LONG),
    Column("经办人", kind=Kind.MINOR),
    Column("作废"),
)


def short_table(found: Iterable[DatedAssignment], beside: Around, empty: str = "还没有交办事项。") -> Table:
    """Assignments on another page."""
    rows = [
        Row(
            (
                what_cell(each),
                Cell(each.assignment.lead.name),
                due_cell(each, beside),
                Cell(chips=(state_chip(each),)),
            ),
            record_url(each.assignment),
        )
        for each in found
    ]
    return Table(_SHORT, rows, empty)


def assignment_facts(each: DatedAssignment, beside: Around) -> list[Fact]:
    """What was assigned to whom."""
    row = each.assignment
    source = Cell(source_words(row), record_url(row.meeting) if row.meeting else "")
    due = due_cell(each, beside)
    moved = [Fact("原定期限", Cell(day_text(row.due_on)))] if each.standing.due_on != row.due_on else []
    return [
        Fact("交办事项", Cell(row.what)),
        Fact("责任单位", Cell(row.lead.name)),
        Fact("责任人", Cell(beside.names.get(row.owner_login) or UNKNOWN)),
        Fact("配合单位", Cell(joined(row.partners))),
        Fact("办理期限", due),
        *moved,
        Fact("重要程度", Cell(Importance(row.importance).label if row.importance else UNKNOWN)),
        Fact("项目", project_cell(row, beside)),
        Fact("来源", source),
        Fact("交办日", Cell(day_text(row.given_on))),
        Fact("交办人", Cell(row.assigned_by)),
        *([Fact("作废原因", Cell(row.void_reason))] if row.is_voided else []),
    ]


def event_table(events: Sequence[AssignmentEvent], voidable: frozenset[int]) -> Table:
    """What happened, the latest first; withdrawn records too. The last column stands where there is any to withdraw."""
    columns = _EVENTS if voidable else _EVENTS[:-1]
    rows = [Row(_event_cells(each, voidable)[: len(columns)]) for each in reversed(events)]
    return Table(columns, rows, "还没有办理记录。责任单位点“登记进展”填写办理情况。")


def _event_cells(event: AssignmentEvent, voidable: frozenset[int]) -> tuple[Cell, ...]:
    more = f"新期限 {event.due_on}，{event.agreed_by}同意" if event.due_on else ""
    void = Cell()
    if event.pk in voidable:
        void = Cell("作废", reverse("assignment-event-void", args=[event.pk]), f"作废：{event.on} {event.word}")
    return (
        Cell(day_text(event.on)),
        Cell(event.word, chips=marks(is_sample=False, is_voided=event.is_voided), note=event.void_reason),
        Cell(joined((more, event.text), "；")),
        Cell(event.by_name),
        void,
    )
