"""The procedure by which a drafted plan version is approved and frozen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from antu.kernel.errors import Problem
from antu.planning.domain.approval import Approval
from antu.planning.domain.versions import INITIAL
from antu.planning.models import PlanVersion
from antu.planning.selectors.drafts import APPROVAL, last_entry
from antu.planning.services import approve_version, problems_of_tasks
from antu.platform.actor import Actor
from antu.platform.display import Cell, Column, Kind, Row, Table
from antu.platform.procedure_kinds import Ending, Outcome, ProcedureKind
from antu.platform.versions import writers_of
from antu.platform.wording import UNKNOWN, number_text
from antu.policy.schema import ColumnType, FactColumn, Value


def _drafts(actor: Actor) -> QuerySet[PlanVersion]:
    if not actor.reach.everything:
        return PlanVersion.objects.none()
    return PlanVersion.objects.standing().filter(approved_on=None).order_by("-year", "label")


def _facts(version: PlanVersion) -> Mapping[str, Value]:
    tasks = version.tasks.standing().count()
    return {"is_initial": version.label == INITIAL, "tasks": Decimal(tasks)}


def _problems(_actor: Actor, version: PlanVersion) -> Iterable[Problem]:
    if not version.is_draft:
        yield Problem("N-FROZEN", f"{version}不是草稿，不用再审批")
    yield from problems_of_tasks(version)


def _tasks(version: PlanVersion) -> Table:
    """The tasks that are approved."""
    names = ("土地性质", "任务量", "单位", "责任单位")
    columns = (Column("项目", kind=Kind.LONG), *(Column(name) for name in names))
    rows = []
    for task in version.tasks.standing().select_related("project").order_by("source_row", "id"):
        quantity = (number_text(task.quantity), task.get_unit_display())
        texts = (task.project.name, task.get_land_display(), *quantity, task.responsible or UNKNOWN)
        rows.append(Row(tuple(Cell(text) for text in texts)))
    return Table(columns, rows)


def _approve(actor: Actor, version: PlanVersion, ending: Ending) -> None:
    answers = ending.answers
    approved_on: Any = answers.get("approved_on")
    approval = Approval(
        str(answers.get("document_no") or ""),
        approved_on,
        str(answers.get("issuer") or ""),
        "" if version.label == INITIAL else str(answers.get("reason") or ""),
    )
    approve_version(actor, version.pk, approval, last_entry(version), today=timezone.localdate())


def _text(name: str, label: str, *, required: bool = True) -> FactColumn:
    return FactColumn(name, label, label, ColumnType.TEXT, required=required)


PROCEDURES: tuple[object, ...] = (
    ProcedureKind(
        APPROVAL,
        "年度计划（调整）审批",
        PlanVersion,
        "plan.edit",
        {
            "approved": Outcome(
                "批准定稿", _approve, needs=("reason", "document_no", "approved_on"), lends=("plan.edit",)
            ),
            "refused": Outcome("不予批准，仍是草稿"),
        },
        _drafts,
        facts=(
            FactColumn("is_initial", "是年初计划", "是年初计划", ColumnType.BOOLEAN, required=True),
            FactColumn("tasks", "任务数", "任务数", ColumnType.INTEGER, required=True, digits=6, decimals=0),
        ),
        facts_of=_facts,
        asked=(
            _text("reason", "编制或调整的原因"),
            _text("document_no", "批准文号"),
            FactColumn("approved_on", "批准日期", "批准日期", ColumnType.DATE, required=True),
            _text("issuer", "下达单位", required=False),
        ),
        problems_of=_problems,
        authors_of=writers_of,
        version_of=lambda version: str(last_entry(version)),
        content_of=_tasks,
        places=("plan",),
    ),
)
