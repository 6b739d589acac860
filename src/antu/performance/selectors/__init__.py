"""Reads of the yearly report: its figures with their rows, its identities, and the unit's own records."""

from __future__ import annotations

from typing import Final

from django.db.models import QuerySet

from antu.kernel.errors import BadInput, Problem
from antu.performance.domain.identities import CheckedIdentity, check_identities, print_so_that_sums_show
from antu.performance.models import BudgetEntry, Expenditure, Milestone, ProblemAndMeasure
from antu.platform.actor import Actor
from antu.platform.contributions import collected
from antu.platform.figures import Figure, FigureSource
from antu.platform.remembering import records_seen, remembered

#: What a figure is about, by the first part of its id, in the order of the report.
GROUPS: Final = {
    "org": "机构人员",
    "budget": "预算收支",
    "settlement": "结算",
    "clearing": "清零扫尾",
    "outreach": "宣传",
    "training": "培训",
    "plan": "年度计划",
    "done": "完成情况",
    "key": "重点项目",
}

#: What a label leaves to its sentence in the report, by how the figure's id begins; the first that fits.
TITLES: Final = (
    ("key.total", ""),
    ("key.partial.", "重点项目部分完成："),
    ("key.", "重点项目"),
    ("done.out_of_plan.count", ""),
    ("done.out_of_plan.area", ""),
    ("done.out_of_plan.", "计划外完成："),
)


def sees_report(actor: Actor) -> bool:
    """Whether the actor may see the report: it counts all of the district's rows, so nobody sees a part of it."""
    return actor.may("report.view") and actor.reach.everything


def report_years() -> list[int]:
    """The years of which there is any row that feeds the report, latest first."""
    return sorted({year for source in collected(FigureSource) for year in source.years()}, reverse=True)


def is_reported(year: int) -> bool:
    """Whether there is any row of the year that feeds the report; asks no further than the first room that has one."""
    return any(year in source.years() for source in collected(FigureSource))


def report_figures(year: int) -> tuple[Figure, ...]:
    """The figures of the year in the order of the report, printed so that its identities show.

    They are counted once while no record is changed. Raises BadInput (``F-YEAR``) for a year of which there is no row.
    """
    return remembered(records_seen(), ("report-figures", year), lambda: _shown(_counted_figures(year)))


def report_identities(figures: tuple[Figure, ...]) -> tuple[CheckedIdentity, ...]:
    """Each identity of these figures, checked on exact values."""
    return check_identities(figures)


def figure_rows(year: int, figure_id: str) -> Figure:
    """One figure with its rows; also one that the report leaves out because it is zero.

    Raises BadInput: ``F-YEAR``, or ``F-UNKNOWN`` for an id that the year's report does not have.
    """
    counted = _counted_figures(year)
    figures = {figure.id: figure for figure in (*counted, *_shown(counted))}
    if figure_id not in figures:
        message = f"{year} 年的报告没有指标「{figure_id}」。请用 report {year} --json 查看全部指标代号"
        raise BadInput(Problem("F-UNKNOWN", message))
    return figures[figure_id]


def figure_title(figure: Figure) -> str:
    """The figure's label as it reads outside its sentence: 「已完成」 of key projects becomes 「重点项目已完成」."""
    for beginning, said_before in TITLES:
        if figure.id.startswith(beginning):
            return f"{said_before}{figure.label}"
    return figure.label


def figure_url(year: int, figure_id: str) -> str:
    """The path of the page that lists the figure's rows."""
    return f"/report/{year}/figures/{figure_id}/"


def budget_entries(year: int) -> QuerySet[BudgetEntry]:
    """The year's budget rows that stand, in the order of their rows."""
    return BudgetEntry.objects.standing().filter(year=year).order_by("source_row", "id")


def expenditures(year: int) -> QuerySet[Expenditure]:
    """The year's spending rows that stand, by month, then row."""
    return Expenditure.objects.standing().filter(year=year).order_by("month", "source_row", "id")


def budget_years() -> set[int]:
    """The years of which there are budget or spending rows."""
    entries = BudgetEntry.objects.standing().values_list("year", flat=True)
    return {*entries, *Expenditure.objects.standing().values_list("year", flat=True)}


def problems(year: int) -> QuerySet[ProblemAndMeasure]:
    """The year's problems and measures that stand, in the order of their rows."""
    return ProblemAndMeasure.objects.standing().filter(year=year).order_by("source_row", "id")


def milestones(year: int) -> QuerySet[Milestone]:
    """The year's milestones that stand and whose project, if any, stands; by date, then row."""
    standing = Milestone.objects.standing().exclude(project__is_voided=True)
    return standing.filter(on__year=year).order_by("on", "source_row", "id")


def _counted_figures(year: int) -> list[Figure]:
    if not is_reported(year):
        message = f"没有 {year} 年的任何记录，不能出 {year} 年的报告。请先导入该年的年度工作簿，或核对年份"
        raise BadInput(Problem("F-YEAR", message))
    figures = [figure for source in collected(FigureSource) for figure in source.figures(year)]
    order = list(GROUPS)
    return sorted(figures, key=lambda figure: order.index(figure.id.partition(".")[0]))


def _shown(counted: list[Figure]) -> tuple[Figure, ...]:
    """Without those that are left out for being zero, printed so that the identities show."""
    return print_so_that_sums_show(each for each in counted if each.value or not each.only_when_not_zero)
