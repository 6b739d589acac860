"""Forms of plans: the year of a new version, the grid of a draft's tasks, and its approval."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from django.urls import reverse

from antu.kernel.errors import Problem
from antu.planning.domain.approval import Approval
from antu.planning.domain.draft import TypedTask
from antu.planning.domain.versions import INITIAL
from antu.planning.models import PlanTask, PlanVersion
from antu.platform.entry import EntryField, EntryForm, EntryGrid, EntrySection, FieldPlace, Option, read_grid
from antu.platform.links import record_url
from antu.platform.wording import number_text
from antu.platform.workbook.dates import written_day
from antu.projects.models import AreaUnit, Project

GRID: Final = "tasks"


def begin_form(year: str) -> EntryForm:
    """The form that begins a version."""
    field = EntryField(
        "year",
        "计划年度",
        "number",
        value=year,
        is_required=True,
        length_max=4,
        has_focus=True,
        help="当年还没有计划的，起草年初计划；已有计划的，起草下一版调整计划，任务照抄上一版",
    )
    return EntryForm(
        (EntrySection("", (field,)),),
        action=reverse("plan-begin"),
        submit_label="起草计划",
        cancel_url=reverse("plans"),
        key="plan-begin",
    )


def task_form(draft: PlanVersion, tasks: Iterable[PlanTask], projects: Iterable[Project], seen: int) -> EntryForm:
    """The draft's tasks as a grid."""
    options = tuple(Option(project.name, project.name, project.code) for project in projects)
    grid = EntryGrid(
        GRID,
        "计划任务",
        (
            EntryField(
                "project", "项目", "choice", options=options, is_required=True, help="输入名称、编号或拼音首字母"
            ),
            EntryField("quantity", "任务量", "number"),
            EntryField("unit", "单位", "choice", options=_units(), help="留空即集体亩、国有㎡"),
            EntryField("responsible", "责任单位"),
        ),
        help="一行一个项目。集体土地以亩计，国有土地以㎡计。批准以前可以没有任务量。勾“作废”的行保存后从这一版删去。",
    )
    rows = tuple(grid.row(str(task.pk), _texts(task)) for task in tasks)
    return EntryForm(
        grids=(replace(grid, rows=rows),),
        action=reverse("plan-edit", args=[draft.pk]),
        submit_label="保存草稿",
        cancel_url=record_url(draft),
        version=str(seen),
        key="plan-tasks",
    )


def _units() -> tuple[Option, ...]:
    return tuple(Option(unit.value, str(unit.label)) for unit in AreaUnit)


def _texts(task: PlanTask) -> Mapping[str, str]:
    quantity = "" if task.quantity is None else number_text(task.quantity)
    return {
        "project": task.project.name,
        "quantity": quantity,
        "unit": task.unit,
        "responsible": task.responsible,
    }


def typed_tasks(form: EntryForm, post: Mapping[str, str]) -> list[TypedTask]:
    """The rows as typed, without those that are to be withdrawn."""
    units = {word: unit.value for unit in AreaUnit for word in (unit.value, str(unit.label))}
    rows = [row for row in read_grid(post, form.grids[0]) if not row.is_withdrawn]
    return [
        TypedTask(
            row.key,
            row.texts.get("project", ""),
            row.texts.get("quantity", ""),
            units.get(row.texts.get("unit", ""), row.texts.get("unit", "")),
            row.texts.get("responsible", ""),
        )
        for row in rows
    ]


def place_of(problem: Problem) -> FieldPlace | None:
    """Where in the grid a problem of a row stands."""
    row = problem.where.get("row")
    return FieldPlace(str(problem.where.get("column", "")), GRID, str(row)) if row else None


def approval_form(draft: PlanVersion, issuer: str, seen: int) -> EntryForm:
    """The form that approves a draft; an adjustment says why."""
    fields = [
        EntryField("document_no", "文号", is_required=True, length_max=100, has_focus=True),
        EntryField("approved_on", "批准日期", "date", is_required=True, help="从这一天起执行这一版"),
        EntryField("issuer", "下达单位", value=issuer, length_max=200),
    ]
    if draft.label != INITIAL:
        fields.append(EntryField("reason", "调整原因", "long", is_required=True, length_max=500))
    return EntryForm(
        (EntrySection("", tuple(fields)),),
        submit_label="批准定稿",
        cancel_url=record_url(draft),
        version=str(seen),
        key="plan-approval",
    )


def typed_approval(texts: Mapping[str, str]) -> Approval:
    """What was typed in the form; a day that cannot be read is none."""
    return Approval(
        document_no=texts.get("document_no", "").strip(),
        approved_on=written_day(texts.get("approved_on", "")),
        issuer=texts.get("issuer", "").strip(),
        reason=texts.get("reason", "").strip(),
    )


def seen_entry(post: Mapping[str, str]) -> int:
    """The journal's entry at which the page was opened."""
    version = post.get("version", "")
    return int(version) if version.isdecimal() else 0
