"""Sheets of the district workbook: 国有结算任务."""

from __future__ import annotations

from antu.platform.exchange import DistrictSheet, Reference, day, text, year
from antu.projects.models import Project
from antu.settlement.models import StateSettlementTask

STATE_TASKS = DistrictSheet(
    "国有结算任务",
    StateSettlementTask,
    columns=(
        year(),
        text("项目名称", "project", required=True),
        text("状态说明", "status_note"),
        day("基本完成日期", "basically_done_on"),
    ),
    identity=("year", "project"),
    references=(Reference("project", ("project",), Project),),
)

SHEETS: tuple[object, ...] = (STATE_TASKS,)
