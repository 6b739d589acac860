"""The list of households, and one household with what every room knows of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render

from antu.households.domain.layout import SUBJECT_SHEET
from antu.households.models import Household
from antu.households.selectors.register_list import with_days
from antu.households.tables.household_form import place_url, sheets_of
from antu.households.tables.record import household_facts, layouts_under, register_tables
from antu.households.tables.register_list import household_list, state_chips
from antu.platform.attachments.panel import draw_files
from antu.platform.display import HOME, Action, Crumb, Head, KeyFigure, marks
from antu.platform.journal_pages import entries_about, journal_table
from antu.platform.links import record_url
from antu.platform.listing import LIST_METHODS, list_page
from antu.platform.pages import actor_of, page
from antu.platform.panels import DrawnPanel, completed_head, contributed_panels, draw, draw_table
from antu.platform.wording import day_text, joined
from antu.platform.workbook import SheetLayout
from antu.projects.models import Project
from antu.regulations.selectors import pack_named

ENTRIES_SHOWN: Final = 20


@page("register.view", methods=LIST_METHODS)
def households(request: HttpRequest) -> HttpResponseBase:
    """The households of all projects."""
    return list_page(household_list(request), Head("台账", (HOME, Crumb("台账")), subtitle="含村组集体"))


@page("register.view", methods=LIST_METHODS)
def project_households(request: HttpRequest, project: int) -> HttpResponseBase:
    """The households of one project, on a page of their own; its files and deeds also serve the project's page."""
    found = get_object_or_404(Project.objects.seen_by(actor_of(request)), pk=project)
    way = (HOME, Crumb("项目", "/projects/"), Crumb(found.name, record_url(found)), Crumb("台账"))
    return list_page(household_list(request, found), Head(f"{found.name} · 台账", way, subtitle="含村组集体"))


@page("register.view")
def household(request: HttpRequest, pk: int) -> HttpResponse:
    """One household: people, property, and what later rooms compute and register for it."""
    record = get_object_or_404(with_days(Household.objects.seen_by(actor_of(request))), pk=pk)
    head = completed_head(request, _head(record), "household", pk)
    return render(request, "antu/detail.html", {"head": head, "panels": _panels(request, record)})


def _head(record: Any) -> Head:
    project = record.project
    way = (HOME, Crumb("项目", "/projects/"), Crumb(project.name, record_url(project)), Crumb(record.code))
    place = joined((record.town, record.village, record.group), "")
    chips = (*state_chips(record), *marks(is_sample=record.is_sample, is_voided=record.is_voided))
    return Head(
        f"{record.code} {record.head_name}",
        way,
        subtitle=joined((record.get_kind_display(), place, project.name), " · "),
        chips=chips,
        figures=(
            KeyFigure("签约日", day_text(record.day_signed)),
            KeyFigure("腾地日", day_text(record.day_vacated)),
        ),
    )


def _panels(request: HttpRequest, record: Household) -> list[DrawnPanel]:
    in_clear, may_edit = actor_of(request).may("personal.view"), _may_edit(request, record)
    layouts = layouts_under(pack_named(record.project.pack_id))
    facts: dict[str, Any] = {"facts": household_facts(record, layouts[SUBJECT_SHEET], in_clear=in_clear)}
    facts["is_masked"] = not in_clear
    tables = list(register_tables(record, layouts, in_clear=in_clear))
    if may_edit:
        facts["unregistered"] = _unregistered(record, layouts, {each.key for each in tables})
    own = draw(request, "record", "户登记", "households/record.html", facts)
    rows = (draw_table(request, each.key, each.title, each.table, may_share=True) for each in tables)
    titles = {each.key: each.title for each in tables}
    return [
        replace(own, actions=(Action("更正户登记", place_url(record.pk)),)) if may_edit else own,
        *(_editable(panel, titles[panel.key], record) if may_edit else panel for panel in rows),
        *contributed_panels(request, "household", record.pk),
        *draw_files(request, record),
        draw_table(request, "journal", "日志", journal_table(entries_about(record)[:ENTRIES_SHOWN])),
    ]


def _may_edit(request: HttpRequest, record: Household) -> bool:
    return actor_of(request).may("register.edit") and not record.is_voided and bool(record.project.pack_id)


def _editable(panel: DrawnPanel, title: str, record: Household) -> DrawnPanel:
    """The panel with the way to its place on the form."""
    return replace(panel, actions=(Action(f"更正{title}", place_url(record.pk, panel.key)),))


def _unregistered(record: Household, layouts: Mapping[str, SheetLayout], shown: Collection[str]) -> list[Action]:
    """Where what the household has none of so far is entered."""
    missing = (key for key in sheets_of(record.kind, layouts) if key not in shown)
    return [Action(f"登记{layouts[key].name}", place_url(record.pk, key)) for key in missing]
