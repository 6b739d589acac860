"""Panels for pages of earlier rooms, and the records that may be browsed."""

from __future__ import annotations

from typing import Any, Final

from django.http import HttpRequest

from antu.clearing.models import RemainingRecord
from antu.clearing.selectors import remaining_records
from antu.platform.display import Cell, Column, Kind, Row, Table, marks
from antu.platform.links import record_url
from antu.platform.panels import Panel
from antu.platform.records import open_records
from antu.platform.wording import UNKNOWN, day_text, joined, number_text

_COLUMNS: Final = (
    Column("记录日期"),
    Column("剩余", "户", Kind.NUMBER),
    Column("剩余坟墓", "座", Kind.NUMBER),
    Column("参与力量", kind=Kind.LONG),
    Column("完成日期"),
    Column("说明", kind=Kind.LONG),
)


def remaining_of_project(request: HttpRequest, project: int) -> dict[str, Any] | None:  # noqa: ARG001 - a panel's signature
    """What was left of the project, until it was cleared; no panel where nothing was recorded."""
    rows = [_row(record) for record in remaining_records().filter(project=project)]
    return {"table": Table(_COLUMNS, rows)} if rows else None


def _row(record: RemainingRecord) -> Row:
    return Row(
        (
            Cell(day_text(record.recorded_on), url=record_url(record), chips=marks(is_sample=record.is_sample)),
            Cell(number_text(record.households)),
            Cell(number_text(record.graves)),
            Cell(joined(record.forces)),
            Cell(day_text(record.cleared_on), title="" if record.cleared_on else "尚未清零"),
            Cell(joined(("多年未完成" if record.is_longstanding else "", record.note), "；") or UNKNOWN),
        )
    )


PANELS: tuple[object, ...] = (
    Panel("project", "remaining", "清零扫尾", "antu/table.html", remaining_of_project),
    *open_records(RemainingRecord),
)
