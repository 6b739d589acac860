"""Sheets of the district workbook: 项目, 项目事件."""

from __future__ import annotations

from collections.abc import Iterator

from antu.kernel.errors import Problem
from antu.kernel.naming import Contradiction, KnownNames, Naming
from antu.platform.exchange import (
    DistrictSheet,
    Matches,
    Reference,
    Values,
    area,
    area_unit,
    choice,
    code,
    day,
    keeps_the_decimals_of_its_unit,
    money,
    text,
)
from antu.platform.workbook import Row, SheetReading
from antu.projects.domain.precedence import kept_of_district_row
from antu.projects.models import LAND_WORDS, Land, Project, ProjectEvent, ProjectEventKind

_MEASURED = {ProjectEventKind.DONE, ProjectEventKind.PARTLY_DONE}


def same_projects(reading: SheetReading) -> Matches:
    """Which project on record each row means; two rows of one project, and a number that contradicts a name."""
    known: KnownNames[int] = KnownNames(
        (project.pk, Naming(project.name, project.code, project.former_name)) for project in Project.objects.all()
    )
    first_rows: dict[int, int] = {}
    problems = []
    for row in reading.rows:
        naming = _naming(row)
        try:
            key = known.meant_by(naming) or -row.number
        except Contradiction:
            what = f"项目编号「{naming.code}」与项目名称「{naming.name}」在已有记录里不是同一个项目；请核对编号和名称"
            problems.append(reading.problem(row, "code", "R-DUPLICATE", what))
            continue
        if first_rows.setdefault(key, row.number) == row.number:
            known.note(key, naming)
        else:
            what = f"与第 {first_rows[key]} 行是同一个项目（编号、名称或曾用名相同）；请只留一行"
            problems.append(reading.problem(row, "name", "R-DUPLICATE", what))
    return Matches({number: key for key, number in first_rows.items() if key > 0}, tuple(problems))


def _naming(row: Row) -> Naming:
    return Naming(*(str(row.values.get(field) or "") for field in ("name", "code", "former_name")))


def keep_what_registers_gave(project: Project, values: Values) -> Values:
    """What pages and registers gave stays as ADR 0017 says; what the district no longer gives is emptied."""
    return kept_of_district_row(values, project.given_by_district, project.given_by_page)


def keep_what_pages_gave(event: ProjectEvent, values: Values) -> Values:
    """An event that was entered or withdrawn in a page stays so."""
    return {} if event.is_from_page else values


def completed_area_is_given(reading: SheetReading) -> Iterator[Problem]:
    """完成 and 部分完成 say how much."""
    for row in reading.rows:
        if row.values.get("kind") in _MEASURED and row.readable("area") and "area" not in row.given:
            label = ProjectEventKind(str(row.values["kind"])).label
            yield reading.problem(row, "area", "R-REQUIRED", f"事件「{label}」没有填面积；请补上")


PROJECTS = DistrictSheet(
    "项目",
    Project,
    columns=(
        text("项目名称", "name", required=True, also=("工程名称",)),
        text("曾用名", "former_name"),
        code("项目编号", "code", also=("项目代码",)),
        choice("土地性质", "land", Land, also=LAND_WORDS),
        text("类别", "category"),
        text("业主单位", "owner"),
        text("出资单位", "funder"),
        text("镇街", "towns"),
        text("坐落", "location"),
        area("征收面积", "area", unit_field="area_unit"),
        area_unit("area_unit"),
        money("概算", "estimate_fen"),
    ),
    identity=("name",),
    known_by=(("name",), ("former_name",)),
    rules=(keeps_the_decimals_of_its_unit("area", "area_unit"),),
    match=same_projects,
    adapt=keep_what_registers_gave,
    also=("项目信息",),
)

EVENTS = DistrictSheet(
    "项目事件",
    ProjectEvent,
    columns=(
        text("项目名称", "project", required=True, also=("工程名称",)),
        day("日期", "on", required=True),
        choice("事件", "kind", ProjectEventKind, required=True),
        area("面积", "area", unit_field="area_unit"),
        area_unit("area_unit"),
        text("原因", "reason"),
        text("文号", "document_no"),
        text("备注", "note"),
    ),
    identity=("project", "on", "kind"),
    references=(Reference("project", ("project",), Project),),
    adapt=keep_what_pages_gave,
    rules=(completed_area_is_given, keeps_the_decimals_of_its_unit("area", "area_unit")),
)

SHEETS: tuple[object, ...] = (PROJECTS, EVENTS)
