"""The home page: a year in its figures, each one step from its rows."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from antu.overview.tables import end_of, figure_sections, identities_chip, leading_figures, state_figures
from antu.performance.selectors import report_figures, report_identities, report_years, sees_report
from antu.platform.display import Action, Crumb, Head
from antu.platform.figures import Figure
from antu.platform.pages import actor_of, page
from antu.platform.panels import DrawnPanel, contributed_panels, draw
from antu.projects.selectors import event_years, projects_on

NOTHING_TO_SEE = "您的岗位目前没有可查看的内容。如需查看台账或绩效报告，请联系系统管理员调整岗位。"
NO_RECORDS = "还没有任何年度的记录。请从「导入」导入年度工作簿或台账。"


@page()
def home(request: HttpRequest) -> HttpResponse:
    """The year that the URL names, else the latest with records."""
    actor = actor_of(request)
    reported = report_years() if sees_report(actor) else []
    years = sorted({*reported, *event_years(actor)}, reverse=True)
    asked = request.GET.get("year", "")
    year = int(asked) if asked in {str(known) for known in years} else next(iter(years), timezone.localdate().year)
    figures = report_figures(year) if year in reported else ()
    panels = [
        *_project_panels(request, year),
        *_figure_panels(request, year, figures),
        *contributed_panels(request, "home", year),
    ]
    context = {"head": _head(year, figures), "panels": panels, "years": years, "year": year}
    return render(request, "overview/home.html", {**context, "empty": _empty(years, panels)})


def _empty(years: list[int], panels: list[DrawnPanel]) -> str:
    if not years:
        return NO_RECORDS
    return "" if panels else NOTHING_TO_SEE


def _head(year: int, figures: tuple[Figure, ...]) -> Head:
    head = Head(f"{year}年工作台", (Crumb("工作台"),))
    if not figures:
        return head
    identities = report_identities(figures)
    chip = identities_chip(sum(each.holds for each in identities), len(identities))
    actions = (Action("打开绩效报告", f"/report/{year}/", is_primary=True),)
    return replace(head, chips=(chip,), actions=actions, figures=leading_figures(year, figures))


def _figure_panels(request: HttpRequest, year: int, figures: tuple[Figure, ...]) -> list[DrawnPanel]:
    sections = list(figure_sections(year, figures))
    return [draw(request, "figures", "年度数字", "overview/figures.html", {"sections": sections})] if sections else []


def _project_panels(request: HttpRequest, year: int) -> list[DrawnPanel]:
    actor = actor_of(request)
    if not (actor.may("register.view") or actor.may("report.view")):
        return []
    projects = projects_on(actor, end_of(year))
    if not projects:
        return []
    figures = {"figures": state_figures(projects, year)}
    return [draw(request, "states", f"项目状态（{year}年末）", "antu/strip.html", figures)]
