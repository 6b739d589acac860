"""Sheets of the district workbook: 计划, 计划任务, 重点项目."""

from __future__ import annotations

from django.db.models import Q

from antu.planning.contributions.frozen import frozen_tasks_stay, frozen_versions_stay
from antu.planning.models import KeyProject, PlanTask, PlanVersion
from antu.platform.exchange import (
    DistrictSheet,
    Reference,
    area,
    area_unit,
    choice,
    day,
    keeps_the_decimals_of_its_unit,
    name,
    text,
    year,
)
from antu.projects.models import LAND_WORDS, Land, Project

VERSIONS = DistrictSheet(
    "计划",
    PlanVersion,
    columns=(
        year(),
        name("版本", "label", required=True),
        text("下达单位", "issuer"),
        text("文号", "document_no"),
        day("批准日期", "approved_on", required=True),
        text("调整原因", "reason"),
    ),
    identity=("year", "label"),
    known_by=(("year", "label"),),
    rules=(frozen_versions_stay,),
    exported=Q(approved_on__isnull=False),
)

TASKS = DistrictSheet(
    "计划任务",
    PlanTask,
    columns=(
        year(),
        name("版本", "label", required=True),
        text("项目名称", "project", required=True),
        choice("土地性质", "land", Land, also=LAND_WORDS),
        area("任务量", "quantity", unit_field="unit"),
        area_unit("unit"),
        text("责任单位", "responsible"),
    ),
    identity=("version", "project"),
    references=(
        Reference("version", ("year", "label"), PlanVersion),
        Reference("project", ("project",), Project),
    ),
    rules=(keeps_the_decimals_of_its_unit("quantity", "unit"), frozen_tasks_stay),
    exported=Q(version__approved_on__isnull=False),
)

KEY_PROJECTS = DistrictSheet(
    "重点项目",
    KeyProject,
    columns=(
        year(),
        text("项目名称", "project", required=True),
        text("级别", "level"),
        text("联系领导", "leader"),
    ),
    identity=("year", "project"),
    references=(Reference("project", ("project",), Project),),
)

SHEETS: tuple[object, ...] = (VERSIONS, TASKS, KEY_PROJECTS)
