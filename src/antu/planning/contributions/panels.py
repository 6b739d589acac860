"""Panels for pages of earlier rooms, and the records that may be browsed."""

from __future__ import annotations

from typing import Any, Final

from django.http import HttpRequest

from antu.planning.models import KeyProject, PlanTask, PlanVersion
from antu.planning.tables import DRAFT
from antu.platform.display import Cell, Column, Kind, Row, Table, marks
from antu.platform.links import record_url
from antu.platform.panels import Panel
from antu.platform.records import open_records
from antu.platform.wording import UNKNOWN, day_text, number_text

_TASKS: Final = (
    Column("计划版本"),
    Column("批准日期"),
    Column("任务量", kind=Kind.NUMBER),
    Column("责任单位", kind=Kind.LONG),
    Column("文号", kind=Kind.LONG),
)
_KEY_YEARS: Final = (Column("年度"), Column("级别"), Column("联系领导", kind=Kind.LONG))


def plans_of_project(request: HttpRequest, project: int) -> dict[str, Any]:  # noqa: ARG001 - a panel's signature
    """The plan versions that have the project, and the years in which leaders follow it."""
    tasks = PlanTask.objects.standing().filter(project=project, version__is_voided=False).select_related("version")
    keys = KeyProject.objects.standing().filter(project=project).order_by("year")
    ordered = tasks.order_by("version__year", "version__approved_on", "version_id")
    return {
        "tasks": Table(_TASKS, [_task_row(task) for task in ordered], "没有列入任何年度计划（计划外项目）。"),
        "key_years": Table(_KEY_YEARS, [_key_row(key) for key in keys]),
    }


def _task_row(task: PlanTask) -> Row:
    version = task.version
    unit = task.get_unit_display()
    draft = (DRAFT,) if version.is_draft else ()
    return Row(
        (
            Cell(str(version), url=record_url(task), chips=(*marks(is_sample=task.is_sample), *draft)),
            Cell(day_text(version.approved_on)),
            Cell(f"{number_text(task.quantity)} {unit}".strip()),
            Cell(task.responsible or UNKNOWN),
            Cell(version.document_no or UNKNOWN),
        )
    )


def _key_row(key: KeyProject) -> Row:
    first = Cell(f"{key.year}年", url=record_url(key), chips=marks(is_sample=key.is_sample))
    return Row((first, Cell(key.level or UNKNOWN), Cell(key.leader or UNKNOWN)))


PANELS: tuple[object, ...] = (
    Panel("project", "plans", "计划与重点", "planning/project_panel.html", plans_of_project),
    *open_records(PlanVersion, PlanTask, KeyProject),
)
