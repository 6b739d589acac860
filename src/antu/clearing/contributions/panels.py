"""Panels for pages of earlier rooms, and the records that may be browsed."""

from __future__ import annotations

from typing import Any, Final
from weakref import WeakKeyDictionary

from django.http import HttpRequest
from django.urls import reverse
from django.utils.timezone import localdate

from antu.clearing.models import RemainingRecord
from antu.clearing.selectors import remaining_records
from antu.clearing.selectors.projects import ProjectClearing, project_clearing
from antu.clearing.tables.panels import cleared_chips, clearing_figures, contradictions
from antu.platform.display import Cell, Column, Kind, Row, Table, marks
from antu.platform.links import record_url
from antu.platform.pages import actor_of
from antu.platform.panels import HeadContribution, HeadPart, Panel
from antu.platform.records import open_records
from antu.platform.wording import UNKNOWN, day_text, joined, number_text
from antu.projects.models import Project

_COLUMNS: Final = (
    Column("记录日期"),
    Column("剩余", "户", Kind.NUMBER),
    Column("剩余坟墓", "座", Kind.NUMBER),
    Column("参与力量", kind=Kind.LONG),
    Column("完成日期"),
    Column("说明", kind=Kind.LONG),
)


#: What the head and the panel of one page both need.
_SHOWN: WeakKeyDictionary[HttpRequest, ProjectClearing | None] = WeakKeyDictionary()


def _clearing(request: HttpRequest, pk: int) -> ProjectClearing | None:
    """How far the project is cleared today, for who sees its register."""
    if request not in _SHOWN:
        actor = actor_of(request)
        project = Project.objects.seen_by(actor).filter(pk=pk).first() if actor.may("register.view") else None
        _SHOWN[request] = project_clearing(actor, project, localdate()) if project else None
    return _SHOWN[request]


def head_of_project(request: HttpRequest, pk: int) -> HeadPart:
    """已清零, where nothing remains; that a record and the register contradict each other, where they do."""
    clearing = _clearing(request, pk)
    if clearing is None:
        return HeadPart()
    return HeadPart(chips=cleared_chips(actor_of(request), clearing), notices=contradictions(clearing))


def remaining_of_project(request: HttpRequest, pk: int) -> dict[str, Any] | None:
    """What is left of the project, and what was recorded of it; no panel where neither register nor record has any."""
    rows = [_row(record) for record in remaining_records().filter(project=pk)]
    clearing = _clearing(request, pk)
    table = Table(_COLUMNS, rows) if rows else None
    if clearing is None or not clearing.registered:
        return {"table": table} if table else None
    url = reverse("project-clearing", args=[pk]) if clearing.left else ""
    return {"figures": clearing_figures(pk, clearing), "url": url, "table": table}


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
    HeadContribution("project", head_of_project),
    Panel("project", "remaining", "清零扫尾", "clearing/project_panel.html", remaining_of_project),
    *open_records(RemainingRecord),
)
