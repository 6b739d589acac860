"""The home page: what concerns the post first, the registers in charts, a year in its figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from enum import Enum, auto
from functools import cached_property
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from antu.clearing.selectors.households import late_steps
from antu.households.selectors.remaining import (
    RemainingSummary,
    remaining_summary,
)
from antu.households.selectors.state_counts import PlaceCount, counts_by_place
from antu.organisations.selectors import district_name
from antu.overview.selectors import ProjectProgress, progress_of
from antu.overview.tables.charts import plan_chart, project_chart, state_chart, town_chart
from antu.overview.tables.figures import OF_MONEY, end_of, figure_sections, identities_chip, leading_figures
from antu.overview.tables.money import MONEY, money_figures, money_table
from antu.overview.tables.register import first_things, register_figures
from antu.overview.tables.steps import first_steps
from antu.performance.selectors import report_figures, report_identities, report_years, sees_report
from antu.platform.actor import Actor
from antu.platform.charts import Chart, contributed_charts
from antu.platform.display import Action, Crumb, Head, KeyFigure
from antu.platform.figures import Figure
from antu.platform.pages import actor_of, page
from antu.platform.panels import DrawnPanel, completed_head, contributed_panels, draw, draw_table
from antu.projects.selectors import DatedProject, as_of, event_years, projects_on
from antu.settlement.selectors import ProjectMoney, money_of_projects

NOTHING_TO_SEE = "您的岗位目前没有可查看的内容。如需查看台账或绩效报告，请联系系统管理员调整岗位。"
NO_RECORDS = "还没有任何年度的记录。请从「导入」导入年度工作簿或台账，导入后这里显示进度和年度数字。"


class Focus(Enum):
    """What leads the page: the year's figures, the registers, or the money."""

    YEAR = auto()
    REGISTER = auto()
    MONEY = auto()


#: The panel that stands first.
FIRST: Final = {Focus.YEAR: "progress", Focus.REGISTER: "first", Focus.MONEY: MONEY}


def focus_of(actor: Actor) -> Focus:
    """Who enters money looks at it first; who keeps registers, or sees no report, at the registers."""
    if actor.may("settlement.enter"):
        return Focus.MONEY
    return Focus.REGISTER if actor.may("register.edit") or not sees_report(actor) else Focus.YEAR


class HomePage:
    """Everything that the home page of one person shows of one year; each thing is read once, when it is shown."""

    def __init__(self, request: HttpRequest, actor: Actor, years: list[int], year: int) -> None:
        self.request, self.actor, self.year = request, actor, year
        self.today = timezone.localdate()
        self.focus = focus_of(actor)
        self.sees_year = sees_report(actor) and year in years

    @property
    def sees_register(self) -> bool:
        """Whether the post shows households."""
        return self.actor.may("register.view")

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """The year's figures, for who sees the report."""
        return report_figures(self.year) if self.sees_year else ()

    @cached_property
    def projects(self) -> list[DatedProject]:
        """The projects with all events up to today or the year's end."""
        if not (self.sees_register or self.actor.may("report.view")):
            return []
        return projects_on(self.actor, max(self.today, end_of(self.year)))

    @cached_property
    def counted(self) -> Sequence[PlaceCount]:
        """The registers' subjects by place and rung."""
        return counts_by_place(self.actor) if self.sees_register else []

    @cached_property
    def progress(self) -> list[ProjectProgress]:
        """The projects as they stand today."""
        return progress_of(as_of(self.projects, self.today), self.counted, self.today)

    @cached_property
    def remaining(self) -> RemainingSummary:
        """What remains today."""
        return remaining_summary(self.actor, self.today)

    @cached_property
    def money(self) -> list[ProjectMoney]:
        """Owed, received and paid, for who sees settlements."""
        return money_of_projects(self.actor) if self.actor.may("settlement.view") else []

    @property
    def head(self) -> Head:
        """The title with at most six figures, and the ways on."""
        head = Head(f"{self.year}年工作台", (Crumb("工作台"),), actions=self._actions(), figures=self._head_figures())
        if not self.figures:
            return head
        identities = report_identities(self.figures)
        return replace(head, chips=(identities_chip(sum(each.holds for each in identities), len(identities)),))

    def _actions(self) -> tuple[Action, ...]:
        ways = []
        if self.figures:
            ways.append(Action("打开绩效报告", f"/report/{self.year}/", is_primary=self.focus is Focus.YEAR))
        if self.sees_register and self.projects:
            ways.append(Action("打开项目看板", reverse("board"), is_primary=self.focus is not Focus.YEAR))
        return tuple(ways)

    def _head_figures(self) -> tuple[KeyFigure, ...]:
        """At most six."""
        if self.focus is Focus.MONEY and self.money:
            return (*money_figures(self.money), *leading_figures(self.year, self.figures, OF_MONEY))
        if self.focus is Focus.REGISTER and self.sees_register and self.progress:
            return register_figures(self.progress, self.remaining)
        return leading_figures(self.year, self.figures)

    @property
    def panels(self) -> list[DrawnPanel]:
        """What concerns the post first stands first."""
        found = [*self._own_panels(), *contributed_panels(self.request, "home", self.year)]
        return sorted(found, key=lambda panel: panel.key != FIRST[self.focus])

    def _own_panels(self) -> list[DrawnPanel]:
        found = []
        if charts := self._charts():
            found.append(draw(self.request, "progress", "进度", "antu/charts.html", {"charts": charts}))
        if self.sees_register and self.progress:
            facts = {"facts": first_things(self.progress, self.remaining, late_steps(self.actor, self.today))}
            found.append(draw(self.request, "first", "先看这些", "overview/first_things.html", facts))
        if self.money:
            found.append(draw_table(self.request, MONEY, "应付、到位和已付", money_table(self.money)))
        if sections := list(figure_sections(self.year, self.figures)):
            found.append(draw(self.request, "figures", "年度数字", "overview/figures.html", {"sections": sections}))
        return found

    def _charts(self) -> list[Chart]:
        """At most four."""
        of_places = self.focus is not Focus.REGISTER or not self.actor.reach.town
        drawn = (
            state_chart(as_of(self.projects, end_of(self.year)), self.year),
            plan_chart(self.figures, self.year) if self.focus is not Focus.REGISTER else self._contributed(),
            project_chart(self.progress),
            town_chart(self.counted) if of_places else None,
        )
        in_order = drawn if self.focus is Focus.YEAR else (*drawn[2:], *drawn[:2])
        return [chart for chart in in_order if chart]

    def _contributed(self) -> Chart | None:
        """The chart of a room beside these, for who keeps registers."""
        return next(iter(contributed_charts(self.request, "home")), None)


@page()
def home(request: HttpRequest) -> HttpResponse:
    """The year that the URL names, else the one looked at last, else the latest with records."""
    actor = actor_of(request)
    reported = report_years() if sees_report(actor) else []
    years = sorted({*reported, *event_years(actor)}, reverse=True)
    shown = HomePage(request, actor, reported, _year(request, years))
    remember_place(request, shown.year if years else None)
    panels = shown.panels if years else []
    head = completed_head(request, shown.head, "home", shown.year)
    context = {"head": head, "panels": panels, "years": years, "year": shown.year}
    if not years:
        context["steps"] = first_steps(actor)
    return render(request, "overview/home.html", {**context, "empty": _empty(years, panels)})


def _year(request: HttpRequest, years: list[int]) -> int:
    known = {str(year): year for year in years}
    asked = request.GET.get("year") or str(request.session.get("year", ""))
    return known.get(asked) or next(iter(years), timezone.localdate().year)


def remember_place(request: HttpRequest, year: int | None) -> None:
    """Keep the district and the year that is looked at for the head of every page."""
    for name, value in (("district", district_name()), ("year", year)):
        if request.session.get(name) != value:
            request.session[name] = value


def _empty(years: list[int], panels: list[DrawnPanel]) -> str:
    if not years:
        return NO_RECORDS
    return "" if panels else NOTHING_TO_SEE
