"""Projects as pages show them: the list with its filters, and a project's own tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final

from django.urls import reverse

from antu.kernel.rounding import half_up
from antu.platform.actor import Actor
from antu.platform.confirming import Confirmation, reason_form
from antu.platform.display import (
    HOME,
    Cell,
    Chip,
    Column,
    Crumb,
    Fact,
    Head,
    KeyFigure,
    Kind,
    Row,
    Table,
    Tone,
    marks,
)
from antu.platform.links import record_url
from antu.platform.listing import Empty, Filter, ListColumn, Listing, by_value
from antu.platform.papers import Paper
from antu.platform.wording import UNKNOWN, day_text, fen_text, joined, m2_text, number_text
from antu.projects.domain.regime import M2, MU, area_in, unit_of
from antu.projects.domain.state import ProjectState
from antu.projects.models import AreaUnit, Land, Project, ProjectEvent, ProjectEventKind
from antu.projects.selectors import STATE_TONES, DatedProject, regime_of
from antu.regulations.selectors import pack_shelf

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
    return Chip(state.value, STATE_TONES.get(state, Tone.PLAIN))


def matching(projects: Iterable[DatedProject], filters: Sequence[Filter]) -> list[DatedProject]:
    """The projects that the filters let through, told apart by the filters' names."""
    wanted = {each.name: each.value for each in filters if each.value}
    return [each for each in projects if _matches(each, wanted)]


def _matches(each: DatedProject, wanted: dict[str, str]) -> bool:
    project = each.project
    words = f"{project.name} {project.former_name} {project.code}".casefold()
    return (
        wanted.get("state", each.state.code) == each.state.code
        and wanted.get("land", regime_of(project)) == regime_of(project)
        and ("town" not in wanted or wanted["town"] in project.towns)
        and wanted.get("q", "").casefold() in words
    )


def project_listing(actor: Actor) -> Listing:
    """The list of projects, of which all are held in memory: their state is a question with a day."""
    way = ("登记项目", reverse("project-enter")) if actor.may("project.edit") else ("", "")
    return Listing(
        "projects",
        "项目",
        _PROJECT_COLUMNS,
        Empty("还没有登记任何项目，或者都不在您的查看范围内。项目在页面上登记，或随年度工作簿、台账导入。", *way),
        counter="个项目",
        totals=_totals,
        key_of=lambda each: each.project.pk,
        url_of=lambda each: record_url(each.project),
    )


def _name_cell(each: DatedProject) -> Cell:
    project = each.project
    return Cell(project.name, url=record_url(project), chips=marks(is_sample=project.is_sample))


def _area_column(key: str, unit: str) -> ListColumn:
    def value(each: DatedProject) -> Decimal | None:
        return each.project.area if each.project.area_unit == unit else None

    words = AreaUnit(unit).label
    return ListColumn(
        key, Column("征收面积", words, Kind.NUMBER), lambda each: _area_cell(each.project, unit), by_value(value)
    )


def _text_column(key: str, column: Column, text: Callable[[Project], str], *, is_shown: bool = True) -> ListColumn:
    return ListColumn(
        key,
        column,
        lambda each: Cell(text(each.project) or UNKNOWN),
        by_value(lambda each: text(each.project)),
        is_shown=is_shown,
    )


_PROJECT_COLUMNS: Final = (
    ListColumn("name", Column("项目名称", kind=Kind.LONG), _name_cell, by_value(lambda each: each.project.name)),
    ListColumn(
        "state",
        Column("状态"),
        lambda each: Cell(chips=(state_chip(each.state),)),
        by_value(lambda each: list(ProjectState).index(each.state) + 1),
    ),
    _text_column("land", Column("土地性质"), lambda project: Land(regime_of(project)).label),
    _text_column("towns", Column("镇街"), lambda project: "、".join(project.towns)),
    _text_column("owner", Column("业主单位", kind=Kind.MINOR), lambda project: project.owner),
    _area_column("mu", MU),
    _area_column("m2", M2),
    ListColumn(
        "estimate",
        Column("概算", "元", Kind.MINOR_NUMBER),
        lambda each: Cell(fen_text(each.project.estimate_fen)),
        by_value(lambda each: each.project.estimate_fen),
    ),
    _text_column("code", Column("项目编号"), lambda project: project.code, is_shown=False),
    _text_column("category", Column("类别"), lambda project: project.category, is_shown=False),
    _text_column("funder", Column("出资单位"), lambda project: project.funder, is_shown=False),
    _text_column("approval", Column("批文号"), lambda project: project.approval_no, is_shown=False),
    _text_column("notice", Column("公告日", is_day=True), lambda project: day_text(project.notice_on), is_shown=False),
    _text_column("note", Column("备注", kind=Kind.LONG), lambda project: project.note, is_shown=False),
)


def _area_cell(project: Project, unit: str) -> Cell:
    if project.area is None:
        return Cell(UNKNOWN, title="面积未登记") if unit_of(regime_of(project)) == unit else Cell()
    return Cell(number_text(project.area)) if project.area_unit == unit else Cell()


def _totals(actor: Actor, everything: Sequence[DatedProject]) -> dict[str, Cell]:  # noqa: ARG001 - the signature of ``totals``
    estimates = [each.project.estimate_fen for each in everything if each.project.estimate_fen is not None]
    return {
        "mu": Cell(number_text(_area_total(everything, MU))),
        "m2": Cell(number_text(_area_total(everything, M2))),
        "estimate": Cell(fen_text(sum(estimates) if estimates else None)),
    }


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
        ("适用办法", _pack_words(project.pack_id)),
        ("应拆栋数", number_text(project.due_buildings)),
        ("应拆户数", number_text(project.due_households)),
        ("应拆合法面积（㎡）", m2_text(project.due_lawful_m2)),
        ("应拆违章面积（㎡）", m2_text(project.due_unlawful_m2)),
        ("应动迁人口", number_text(project.due_people)),
        ("应付补偿款（元）", fen_text(project.due_payable_fen)),
        ("备注", project.note),
    )
    return [Fact(label, Cell(text)) for label, text in named if text and text != UNKNOWN]


def _pack_words(name: str) -> str:
    """The pack by its title; by its name where the shelf does not have it."""
    known = {each.id for each in pack_shelf().folders()} if name else set()
    return f"《{pack_shelf().get(name).title}》" if name.partition("@")[0] in known else name


def date_facts(project: Project) -> list[Fact]:
    """The days on which the compensation of the project's households depends."""
    named: tuple[tuple[str, date | None], ...] = (
        ("公告日", project.notice_on),
        ("安置人口截止日", project.population_cutoff_on),
        ("签约期首日", project.sign_start_on),
        ("腾地期限末日", project.vacate_by_on),
    )
    return [Fact(label, Cell(day_text(day))) for label, day in named if day]


def document_papers(shown: DatedProject) -> list[Paper]:
    """The documents that the project's own record and its events name, each with its 文号."""
    project = shown.project
    approval = [Paper("征收批文", "#record", project.approval_no, "登记在项目上")] if project.approval_no else []
    named = (event for event in shown.events if event.document_no)
    return approval + [
        Paper(event.get_kind_display(), record_url(event), event.document_no, f"{day_text(event.on)} 的项目事件")
        for event in named
    ]


def area_text(area: Decimal | None, unit: str) -> str:
    """An area with its unit as it was given: ``138.239 亩``."""
    return UNKNOWN if area is None else f"{number_text(area)} {AreaUnit(unit).label if unit else ''}".strip()


def state_figures(shown: DatedProject) -> tuple[KeyFigure, ...]:
    """What the state follows from: what is done, or the parts; since when it is paused, and why."""
    return tuple(_state_figures(shown))


def _state_figures(shown: DatedProject) -> Iterator[KeyFigure]:
    project = shown.project
    done = shown.last(ProjectEventKind.DONE)
    if shown.state is ProjectState.DONE and done:
        yield KeyFigure("完成面积", area_text(done.area, done.area_unit), note=f"{day_text(done.on)} 完成")
    elif shown.parts:
        unit = project.area_unit or shown.parts[0].area_unit
        total = sum((area_in(unit, part.area, part.area_unit) for part in shown.parts), Fraction(0))
        label = AreaUnit(unit).label if unit else ""
        yield KeyFigure(
            "部分完成", f"{number_text(half_up(total, 4))} {label}".strip(), note=f"共 {len(shown.parts)} 次"
        )
    pause = shown.last(ProjectEventKind.PAUSED)
    if shown.state is ProjectState.PAUSED and pause:
        yield KeyFigure("暂停", f"{day_text(pause.on)} 起", note=pause.reason)


def event_table(events: Iterable[ProjectEvent], *, may_void: bool = False) -> Table:
    """The project's events by date; what its state follows from."""
    columns = (*_EVENT_COLUMNS, Column("作废")) if may_void else _EVENT_COLUMNS
    rows = [Row((*_event_cells(event), *((_void_cell(event),) if may_void else ()))) for event in events]
    return Table(columns, rows, "还没有登记事件，项目按「未启动」显示。")


def withdrawn_table(events: Iterable[ProjectEvent]) -> Table:
    """The events that were withdrawn, each with the reason."""
    rows = [Row((*_event_cells(event), Cell(event.void_reason or UNKNOWN))) for event in events]
    return Table((*_EVENT_COLUMNS, Column("作废原因", kind=Kind.LONG)), rows)


def _event_cells(event: ProjectEvent) -> tuple[Cell, ...]:
    return (
        Cell(day_text(event.on), record_url(event), chips=marks(is_sample=event.is_sample, is_voided=event.is_voided)),
        Cell(event.get_kind_display()),
        Cell(area_text(event.area, event.area_unit)),
        Cell(event.reason or UNKNOWN),
        Cell(event.document_no or UNKNOWN),
        Cell(event.note or UNKNOWN),
    )


def _void_cell(event: ProjectEvent) -> Cell:
    said = f"作废：{day_text(event.on)} {event.get_kind_display()}"
    return Cell("作废", reverse("project-event-void", args=[event.pk]), said)


def voiding_of(event: ProjectEvent) -> Confirmation:
    """The question before an event is withdrawn."""
    project = event.project
    back = f"{record_url(project)}#events"
    crumbs = (HOME, Crumb("项目", "/projects/"), Crumb(project.name, record_url(project)), Crumb("作废事件"))
    head = Head("作废项目事件", crumbs, chips=marks(is_sample=event.is_sample, is_voided=event.is_voided))
    told = {
        "项目": project.name,
        "日期": day_text(event.on),
        "事件": event.get_kind_display(),
        "面积": area_text(event.area, event.area_unit),
        "原因": event.reason,
        "文号": event.document_no,
    }
    facts = tuple(Fact(label, Cell(text)) for label, text in told.items() if text and text != UNKNOWN)
    effects = (
        "项目的状态改由其余事件推算，以前各年的状态和报告也随之更正。",
        "事件和作废原因留在项目页和日志里；再导入工作簿也不会恢复它。登记错的，作废后重新登记。",
    )
    form = reason_form("作废原因", submit_label="作废事件", cancel_url=back)
    return Confirmation(head, facts, effects, form)
