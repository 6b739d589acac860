"""Plans as pages show them: the list of versions, a version's tasks, what it changes, what was completed outside it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any, Final

from django.urls import reverse

from antu.planning.domain.comparing import TaskChange
from antu.planning.domain.versions import in_force_on
from antu.planning.models import PlanVersion
from antu.planning.selectors import Completion
from antu.planning.selectors.standing import LandSum, StandingTask, StandingVersion, StandingYear
from antu.platform.actor import Actor
from antu.platform.display import Cell, Chip, Column, Kind, Row, Table, Tone, marks
from antu.platform.figures import exact_text
from antu.platform.links import record_url
from antu.platform.listing import Empty, ListColumn, Listing, by_value
from antu.platform.wording import UNKNOWN, day_text
from antu.projects.models import AreaUnit, Land
from antu.projects.selectors import STATE_TONES, ProjectState, unit_of

DRAFT: Final = Chip("草稿", Tone.DUE, title="还没有批准，不计入任何数字")
FROZEN: Final = Chip("已定稿", title="批准以后不能再改，网页和导入都不能")
IN_PLAN: Final = Chip("计划内", Tone.DONE, title="完成那天执行的版本里有这个项目")
OUT_OF_PLAN: Final = Chip("计划外", Tone.DUE, title="完成那天执行的版本里没有这个项目，或者当年还没有批准的计划")
STATES: Final = (("draft", "草稿"), ("in_force", "执行中"), ("replaced", "已被替代"))


@dataclass(frozen=True, slots=True)
class ListedVersion:
    """A row of the list of versions."""

    standing: StandingVersion
    day: date

    @property
    def state(self) -> str:
        """The code of its state by the day."""
        if self.standing.version.is_draft:
            return "draft"
        return "in_force" if self.standing.is_in_force else "replaced"

    @property
    def chip(self) -> Chip:
        """Its state as a word in its colour."""
        if self.state == "draft":
            return DRAFT
        if self.state == "replaced":
            return Chip("已被替代", title="后一版批准以后，不再执行")
        if self.day.year > self.standing.version.year:
            return Chip("执行至年末", Tone.DONE)
        return Chip("执行中", Tone.GOING)


@dataclass(frozen=True, slots=True)
class ListedTask:
    """A row of a version's tasks."""

    standing: StandingTask
    state: ProjectState


def listed_versions(years: Iterable[StandingYear], day: date) -> list[ListedVersion]:
    """The versions of all years, newest first."""
    return [ListedVersion(each, day) for year in years for each in year.versions]


def area_cell(area: Fraction | None) -> Cell:
    """An area with all its decimals."""
    return Cell(UNKNOWN, title="没有填任务量") if area is None else Cell(exact_text(area))


def _sum_columns(land: Land, words: str) -> Iterable[ListColumn]:
    unit = AreaUnit(unit_of(land)).label

    def column(key: str, label: str, shown_unit: str, value: Callable[[LandSum], int | Fraction]) -> ListColumn:
        def of(each: ListedVersion) -> Fraction:
            return Fraction(value(each.standing.of(land)))

        header = Column(f"{words}{label}", shown_unit, Kind.NUMBER)
        return ListColumn(f"{land}_{key}", header, lambda each: Cell(exact_text(of(each))), by_value(of))

    yield column("count", "任务", "个", lambda total: total.count)
    yield column("area", "任务", unit, lambda total: total.area)
    yield column("done", "完成", "个", lambda total: total.done)
    yield column("done_area", "完成", unit, lambda total: total.done_area)


def version_listing(actor: Actor) -> Listing:
    """The list of versions; what is completed in a version is what its projects completed within its year."""
    way = ("编制年度计划", reverse("plan-begin")) if actor.may("plan.edit") else ("", "")
    return Listing(
        "plans",
        "年度计划",
        (
            ListColumn("version", Column("版本"), _version_cell, by_value(lambda each: str(each.standing.version))),
            ListColumn(
                "state", Column("状态"), lambda each: Cell(chips=(each.chip,)), by_value(lambda each: each.state)
            ),
            _text("document", Column("文号"), lambda version: version.document_no),
            _text("approved", Column("批准日期", is_day=True), lambda version: day_text(version.approved_on)),
            *_sum_columns(Land.COLLECTIVE, "集体"),
            *_sum_columns(Land.STATE, "国有"),
            _text("reason", Column("调整原因", kind=Kind.LONG), lambda version: version.reason, is_shown=False),
            _text("issuer", Column("下达单位"), lambda version: version.issuer, is_shown=False),
        ),
        Empty("还没有年度计划。可以在这里编制，也可以随年度工作簿导入。", *way),
        counter="版",
        key_of=lambda each: each.standing.version.pk,
        url_of=lambda each: record_url(each.standing.version),
        is_picked=False,
    )


def _version_cell(each: ListedVersion) -> Cell:
    version = each.standing.version
    named = f"{version.year}年{version.label}"
    return Cell(named, record_url(version), chips=marks(is_sample=version.is_sample), note=version.reason)


def _text(key: str, column: Column, text: Callable[[PlanVersion], str], *, is_shown: bool = True) -> ListColumn:
    def of(each: ListedVersion) -> str:
        return text(each.standing.version) or UNKNOWN

    return ListColumn(key, column, lambda each: Cell(of(each)), by_value(of), is_shown=is_shown)


def task_listing() -> Listing:
    """A version's tasks, each by what its project completed within the plan's year."""
    return Listing(
        "plan-tasks",
        "计划任务",
        (
            ListColumn(
                "project", Column("项目", kind=Kind.LONG), _project_cell, by_value(lambda each: _project(each).name)
            ),
            ListColumn("land", Column("土地性质"), lambda each: Cell(Land(each.standing.land).label), by_value(_land)),
            *_area_columns("area", "任务量", lambda each: each.standing.area, is_said=True),
            ListColumn(
                "state",
                Column("项目状态"),
                _state_cell,
                by_value(lambda each: list(ProjectState).index(each.state) + 1),
            ),
            ListColumn("done_on", Column("完成日期", is_day=True), _done_on_cell, by_value(_done_on)),
            *_area_columns("done_area", "完成量", lambda each: each.standing.done_area),
            ListColumn("inside", Column("计划内外"), _inside_cell, by_value(_inside)),
            _of_task("responsible", Column("责任单位", kind=Kind.LONG), lambda each: each.standing.task.responsible),
            _of_task("code", Column("项目编号"), lambda each: _project(each).code, is_shown=False),
            _of_task("towns", Column("镇街"), lambda each: "、".join(_project(each).towns), is_shown=False),
        ),
        Empty("这一版还没有任务。"),
        counter="个项目",
        totals=_task_totals,
        key_of=lambda each: each.standing.task.pk,
        url_of=lambda each: record_url(_project(each)),
        is_picked=False,
    )


def _project(each: ListedTask) -> Any:
    return each.standing.task.project


def _project_cell(each: ListedTask) -> Cell:
    project = _project(each)
    sample = project.is_sample or each.standing.task.is_sample
    return Cell(project.name, record_url(project), chips=marks(is_sample=sample))


def _land(each: ListedTask) -> str:
    return each.standing.land


def _area_columns(
    key: str, label: str, area: Callable[[ListedTask], Fraction | None], *, is_said: bool = False
) -> Iterable[ListColumn]:
    """The column of each unit, where it is that of the task's land; ``is_said``: what is missing shows as unknown."""

    def column(land: Land) -> ListColumn:
        def of(each: ListedTask) -> Fraction | None:
            return area(each) if _land(each) == land else None

        def cell(each: ListedTask) -> Cell:
            value = of(each)
            return area_cell(value) if value is not None or (is_said and _land(each) == land) else Cell()

        return ListColumn(
            f"{key}_{unit_of(land)}", Column(label, AreaUnit(unit_of(land)).label, Kind.NUMBER), cell, by_value(of)
        )

    return [column(land) for land in Land]


def _state_cell(each: ListedTask) -> Cell:
    return Cell(chips=(Chip(each.state.value, STATE_TONES.get(each.state, Tone.PLAIN)),))


def _done_on(each: ListedTask) -> str:
    done = each.standing.completion
    return day_text(done.event.on) if done else ""


def _done_on_cell(each: ListedTask) -> Cell:
    return Cell(_done_on(each))


def _inside(each: ListedTask) -> str:
    done = each.standing.completion
    return "" if done is None else "in" if done.is_in_plan else "out"


def _inside_cell(each: ListedTask) -> Cell:
    done = each.standing.completion
    return Cell(chips=() if done is None else (inside_chip(done),))


def inside_chip(done: Completion) -> Chip:
    """计划内 or 计划外."""
    return IN_PLAN if done.is_in_plan else OUT_OF_PLAN


def _of_task(key: str, column: Column, text: Callable[[ListedTask], str], *, is_shown: bool = True) -> ListColumn:
    return ListColumn(key, column, lambda each: Cell(text(each) or UNKNOWN), by_value(text), is_shown=is_shown)


def _task_totals(actor: Actor, found: Sequence[ListedTask]) -> Mapping[str, Cell]:  # noqa: ARG001 - the signature of ``totals``
    totals: dict[str, Cell] = {}
    for land in Land:
        those = [each.standing for each in found if each.standing.land == land]
        unit = unit_of(land)
        totals[f"area_{unit}"] = Cell(exact_text(sum((each.area or Fraction(0) for each in those), Fraction(0))))
        totals[f"done_area_{unit}"] = Cell(
            exact_text(sum((each.done_area or Fraction(0) for each in those), Fraction(0)))
        )
    return totals


_CHANGES: Final = (
    Column("项目", kind=Kind.LONG),
    Column("变动"),
    Column("土地性质"),
    Column("单位"),
    Column("原任务量", kind=Kind.NUMBER),
    Column("现任务量", kind=Kind.NUMBER),
    Column("增减", kind=Kind.NUMBER),
)


def change_table(changes: Iterable[TaskChange]) -> Table:
    """What one version changes of another, task by task."""
    return Table(_CHANGES, [_change_row(change) for change in changes], "两版的任务完全相同。")


def _change_row(change: TaskChange) -> Row:
    task = change.task
    before, after = (side.area if side else None for side in (change.before, change.after))
    unit = AreaUnit(unit_of(task.land)).label
    difference = signed((after or Fraction(0)) - (before or Fraction(0)))
    sides = (Cell(UNKNOWN if area is None else exact_text(area)) for area in (before, after))
    name = Cell(task.name, reverse("project", args=[task.project]))
    return Row((name, Cell(change.kind.value), Cell(Land(task.land).label), Cell(unit), *sides, Cell(difference)))


def signed(value: Fraction) -> str:
    """A difference with its sign."""
    return f"+{exact_text(value)}" if value > 0 else exact_text(value)


_TOTALS: Final = (
    Column("土地性质"),
    Column("原任务", "个", Kind.NUMBER),
    Column("现任务", "个", Kind.NUMBER),
    Column("增减", "个", Kind.NUMBER),
    Column("单位"),
    Column("原任务量", kind=Kind.NUMBER),
    Column("现任务量", kind=Kind.NUMBER),
    Column("增减", kind=Kind.NUMBER),
)


def totals_table(before: StandingVersion, after: StandingVersion) -> Table:
    """The sums of two versions side by side, by kind of land."""
    return Table(_TOTALS, [_totals_row(land, before.of(land), after.of(land)) for land in Land])


def _totals_row(land: Land, was: LandSum, now: LandSum) -> Row:
    counts = (str(was.count), str(now.count), signed(Fraction(now.count - was.count)))
    areas = (exact_text(was.area), exact_text(now.area), signed(now.area - was.area))
    texts = (land.label, *counts, AreaUnit(unit_of(land)).label, *areas)
    return Row(tuple(Cell(str(text)) for text in texts))


_OUTSIDE: Final = (
    Column("完成日期"),
    Column("项目", kind=Kind.LONG),
    Column("土地性质"),
    Column("完成量", "亩", Kind.NUMBER),
    Column("完成量", "㎡", Kind.NUMBER),
    Column("当日执行的版本"),
    Column("本版"),
)


def outside_table(year: StandingYear, shown: StandingVersion) -> Table:
    """The year's completions outside the plan then in force, and whether this version has the project."""
    versions = [each.version for each in year.versions]
    own = {each.task.project_id for each in shown.tasks}
    rows = []
    for done in year.outside:
        in_force = in_force_on(versions, done.event.on)
        area = exact_text(done.area(unit_of(done.land)))
        areas = (area, "") if done.land == Land.COLLECTIVE else ("", area)
        rows.append(
            Row(
                (
                    Cell(day_text(done.event.on), record_url(done.event)),
                    Cell(done.event.project.name, record_url(done.event.project)),
                    Cell(Land(done.land).label),
                    *(Cell(each) for each in areas),
                    Cell(in_force.label if in_force else "尚无批准的计划"),
                    Cell("列入" if done.event.project_id in own else "未列入"),
                )
            )
        )
    return Table(_OUTSIDE, rows, f"{year.year}年没有计划外完成的项目。")
