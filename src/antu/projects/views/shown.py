"""Pages of projects: the list, and one project with what every room knows of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from antu.platform.attachments.panel import draw_files
from antu.platform.display import HOME, VOIDED, Action, Crumb, Head, KeyFigure, marks
from antu.platform.journal_pages import entries_about, journal_table
from antu.platform.listing import LIST_METHODS, AskedList, Filter, choice_filter, list_page, text_filter
from antu.platform.pages import actor_of, page
from antu.platform.panels import DrawnPanel, completed_head, contributed_panels, draw, draw_table
from antu.platform.papers import offered_papers, paper_table
from antu.projects.access import may_change
from antu.projects.domain.state import ProjectState
from antu.projects.models import Land, Project
from antu.projects.selectors import (
    DatedProject,
    event_years,
    project_on,
    projects_on,
    regime_of,
    towns_of,
    withdrawn_events,
)
from antu.projects.tables import (
    area_text,
    date_facts,
    document_papers,
    event_table,
    matching,
    project_facts,
    project_listing,
    state_chip,
    state_figures,
    withdrawn_table,
)

ENTRIES_SHOWN = 20


@page("register.view", "report.view", methods=LIST_METHODS)
def projects(request: HttpRequest) -> HttpResponseBase:
    """The list of projects in their state today, or at the end of the year that the URL names."""
    actor = actor_of(request)
    year = choice_filter(request, "year", "状态截至", [(str(each), f"{each}年末") for each in event_years(actor)])
    day = date(int(year.value), 12, 31) if year.value else timezone.localdate()
    known = projects_on(actor, day)
    filters = [*_filters(request, known), year]
    asked = AskedList(request, project_listing(actor), filters, matching(known, filters))
    actions = (Action("登记项目", reverse("project-enter"), is_primary=True),) if actor.may("project.edit") else ()
    subtitle = f"状态截至 {day.isoformat()}"
    return list_page(asked, Head("项目", (HOME, Crumb("项目")), subtitle=subtitle, actions=actions))


@page("register.view", "report.view")
def project(request: HttpRequest, pk: int) -> HttpResponse:
    """One project."""
    today = timezone.localdate()
    shown = project_on(get_object_or_404(Project.objects.seen_by(actor_of(request)), pk=pk), today)
    head = completed_head(request, _head(request, shown), "project", pk)
    return render(request, "antu/detail.html", {"head": head, "panels": _panels(request, shown)})


def _filters(request: HttpRequest, known: list[DatedProject]) -> list[Filter]:
    towns = towns_of([each.project for each in known], actor_of(request).reach)
    return [
        text_filter(request, "q", "名称或编号"),
        choice_filter(request, "state", "状态", [(state.code, state.value) for state in ProjectState]),
        choice_filter(request, "land", "土地性质", Land.choices),
        choice_filter(request, "town", "镇街", [(town, town) for town in towns]),
    ]


def _may_change(request: HttpRequest, record: Project) -> bool:
    return not record.is_voided and may_change(actor_of(request), record.name, record.town_forms)


def _head(request: HttpRequest, shown: DatedProject) -> Head:
    record = shown.project
    correct = (Action("更正项目", reverse("project-edit", args=[record.pk])),) if _may_change(request, record) else ()
    chips = (state_chip(shown.state), *marks(is_sample=record.is_sample))
    return Head(
        record.name,
        (HOME, Crumb("项目", "/projects/"), Crumb(record.code or record.name)),
        subtitle=" · ".join(part for part in (record.code, record.owner, Land(regime_of(record)).label) if part),
        chips=(*chips, VOIDED) if record.is_voided else chips,
        actions=correct,
        figures=(KeyFigure("征收面积", area_text(record.area, record.area_unit)), *state_figures(shown)),
    )


def _panels(request: HttpRequest, shown: DatedProject) -> list[DrawnPanel]:
    record = shown.project
    facts = {"facts": project_facts(record), "dates": date_facts(record)}
    papers = [*offered_papers(request, "project", record.pk), *document_papers(shown)]
    entries = journal_table(entries_about(record)[:ENTRIES_SHOWN])
    return [
        draw(request, "record", "项目登记", "projects/record.html", facts),
        _events(request, shown),
        *contributed_panels(request, "project", record.pk),
        draw_table(request, "papers", "文书与表格", paper_table(papers)),
        *draw_files(request, record),
        draw_table(request, "journal", "日志", entries),
    ]


def _events(request: HttpRequest, shown: DatedProject) -> DrawnPanel:
    record, may = shown.project, _may_change(request, shown.project)
    context = {
        "table": event_table(shown.events, may_void=may),
        "voided": withdrawn_table(withdrawn_events(record)),
    }
    title = f"项目事件（{len(shown.events)}）" if shown.events else "项目事件"
    enter = (Action("登记事件", reverse("project-event-enter", args=[record.pk])),) if may else ()
    return replace(draw(request, "events", title, "projects/events.html", context), actions=enter)
