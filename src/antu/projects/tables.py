"""Projects as pages show them: the list with its filters, and a project's own tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from antu.platform.actor import Actor
from antu.platform.display import Cell, Chip, Column, Fact, Kind, Row, Table, Tone, marks
from antu.platform.links import record_url
from antu.platform.listing import Filter, ListColumns, added_cells, added_columns, added_totals
from antu.platform.wording import UNKNOWN, day_text, fen_text, joined, number_text
from antu.projects.domain.regime import M2, MU, unit_of
from antu.projects.domain.state import ProjectState
from antu.projects.models import AreaUnit, Land, Project, ProjectEvent
from antu.projects.selectors import DatedProject, regime_of

TONES: Final = {
    ProjectState.DONE: Tone.DONE,
    ProjectState.IN_PROGRESS: Tone.GOING,
    ProjectState.PARTLY_DONE: Tone.GOING,
    ProjectState.PAUSED: Tone.STOPPED,
}
#: A project in several towns is found under each of them.
EMPTY_LIST: Final = "没有符合条件的项目。可清空筛选条件；还没有项目时，请从「导入」导入年度工作簿或台账。"
_COLUMNS: Final = (
    Column("项目名称", kind=Kind.LONG),
    Column("状态"),
    Column("土地性质"),
    Column("镇街"),
    Column("业主单位", kind=Kind.MINOR),
    Column("征收面积", "亩", Kind.NUMBER),
    Column("征收面积", "㎡", Kind.NUMBER),
    Column("概算", "元", Kind.MINOR_NUMBER),
)
_EVENT_COLUMNS: Final = (
    Column("日期"),
    Column("事件"),
    Column("面积", kind=Kind.NUMBER),
    Column("原因", kind=Kind.LONG),
    Column("文号"),
    Column("备注", kind=Kind.LONG),
)


def state_chip(state: ProjectState) -> Chip:
    """The state as a word in its colour."""
    return Chip(state.value, TONES.get(state, Tone.PLAIN))


def state_code(state: ProjectState) -> str:
    """The state as URLs name it."""
    return state.name.lower()


def matching(projects: Iterable[DatedProject], filters: Sequence[Filter]) -> list[DatedProject]:
    """The projects that the filters let through, told apart by the filters' names."""
    wanted = {each.name: each.value for each in filters if each.value}
    return [each for each in projects if _matches(each, wanted)]


def _matches(each: DatedProject, wanted: dict[str, str]) -> bool:
    project = each.project
    words = f"{project.name} {project.former_name} {project.code}".casefold()
    return (
        wanted.get("state", state_code(each.state)) == state_code(each.state)
        and wanted.get("land", regime_of(project)) == regime_of(project)
        and ("town" not in wanted or wanted["town"] in project.towns)
        and wanted.get("q", "").casefold() in words
    )


def project_table(
    actor: Actor, page: Sequence[DatedProject], everything: Sequence[DatedProject], added: Sequence[ListColumns]
) -> Table:
    """A page of the list, with totals of everything that the filters let through."""
    keys = [each.project.pk for each in page]
    cells = added_cells(added, actor, keys)
    rows = [_project_row(each, cells[each.project.pk]) for each in page]
    totals = (*_totals(everything), *added_totals(added, actor, [each.project.pk for each in everything]))
    return Table((*_COLUMNS, *added_columns(added)), rows, EMPTY_LIST, totals if rows else (), "项目列表")


def _project_row(each: DatedProject, added: tuple[Cell, ...]) -> Row:
    project, url = each.project, record_url(each.project)
    own = (
        Cell(project.name, url=url, chips=marks(is_sample=project.is_sample)),
        Cell(chips=(state_chip(each.state),)),
        Cell(Land(regime_of(project)).label),
        Cell(joined(project.towns)),
        Cell(project.owner or UNKNOWN),
        _area_cell(project, MU),
        _area_cell(project, M2),
        Cell(fen_text(project.estimate_fen)),
    )
    return Row((*own, *added), url)


def _area_cell(project: Project, unit: str) -> Cell:
    if project.area is None:
        return Cell(UNKNOWN, title="面积未登记") if unit_of(regime_of(project)) == unit else Cell()
    return Cell(number_text(project.area)) if project.area_unit == unit else Cell()


def _totals(everything: Sequence[DatedProject]) -> tuple[Cell, ...]:
    estimates = [each.project.estimate_fen for each in everything if each.project.estimate_fen is not None]
    areas = (Cell(number_text(_area_total(everything, unit))) for unit in (MU, M2))
    blanks = (Cell(), Cell(), Cell(), Cell())
    return (
        Cell(f"合计 {len(everything)} 个项目"),
        *blanks,
        *areas,
        Cell(fen_text(sum(estimates) if estimates else None)),
    )


def _area_total(everything: Iterable[DatedProject], unit: str) -> Decimal:
    areas = (each.project.area for each in everything if each.project.area_unit == unit)
    return sum((area for area in areas if area is not None), Decimal(0))


def project_facts(project: Project) -> list[Fact]:
    """What is recorded of the project itself."""
    named = (
        ("项目编号", project.code),
        ("曾用名", project.former_name),
        ("土地性质", Land(regime_of(project)).label),
        ("类别", project.category),
        ("业主单位", project.owner),
        ("出资单位", project.funder),
        ("镇街", joined(project.towns)),
        ("坐落", project.location),
        ("征收面积", area_text(project.area, project.area_unit)),
        ("概算（元）", fen_text(project.estimate_fen)),
        ("批文号", project.approval_no),
        ("区片", project.zone),
        ("备注", project.note),
    )
    return [Fact(label, Cell(text)) for label, text in named if text and text != UNKNOWN]


def date_facts(project: Project) -> list[Fact]:
    """The days on which the compensation of the project's households depends."""
    named: tuple[tuple[str, date | None], ...] = (
        ("公告日", project.notice_on),
        ("安置人口截止日", project.population_cutoff_on),
        ("签约期首日", project.sign_start_on),
        ("腾地期限末日", project.vacate_by_on),
    )
    return [Fact(label, Cell(day_text(day))) for label, day in named if day]


def area_text(area: Decimal | None, unit: str) -> str:
    """An area with its unit as it was given: ``138.239 亩``."""
    return UNKNOWN if area is None else f"{number_text(area)} {AreaUnit(unit).label if unit else ''}".strip()


def event_table(events: Iterable[ProjectEvent]) -> Table:
    """The project's events by date; what its state follows from."""
    rows = [
        Row(
            (
                Cell(day_text(event.on), url=record_url(event), chips=marks(is_sample=event.is_sample)),
                Cell(event.get_kind_display()),
                Cell(area_text(event.area, event.area_unit)),
                Cell(event.reason or UNKNOWN),
                Cell(event.document_no or UNKNOWN),
                Cell(event.note or UNKNOWN),
            )
        )
        for event in events
    ]
    return Table(_EVENT_COLUMNS, rows, "还没有登记事件，项目按「未启动」显示。事件随年度工作簿「项目事件」表导入。")
