"""The list of households, and one household with what every room knows of it."""

from __future__ import annotations

from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from antu.households.domain.layout import SUBJECT_SHEET
from antu.households.models import Household
from antu.households.selectors.register_list import listed_households, with_days
from antu.households.tables.record import household_facts, layouts_under, register_tables
from antu.households.tables.register_list import filtered, household_filters, household_table, state_chips
from antu.platform.attachments.panel import draw_files
from antu.platform.display import HOME, Crumb, Head, KeyFigure, marks
from antu.platform.journal_pages import entries_about, journal_table
from antu.platform.links import record_url
from antu.platform.listing import added_notices, added_to, filter_chips, page_of
from antu.platform.pages import actor_of, page
from antu.platform.panels import DrawnPanel, completed_head, contributed_panels, draw, draw_table
from antu.platform.wording import day_text, joined
from antu.regulations.selectors import pack_named

ENTRIES_SHOWN: Final = 20


@page("register.view")
def households(request: HttpRequest) -> HttpResponse:
    """The households of all projects."""
    actor, filters = actor_of(request), household_filters(request, None)
    found = filtered(listed_households(actor), filters)
    shown = page_of(request, found)
    added = added_to("households")
    table = household_table(actor, shown.rows, found, added, with_project=True)
    notices = added_notices(added, actor, found)
    head = Head("台账", (HOME, Crumb("台账")), subtitle=f"共 {shown.count} 户（含村组集体）", notices=notices)
    context = {"head": head, "table": table, "page": shown, "filters": filters}
    return render(request, "antu/list.html", {**context, "filter_chips": filter_chips(request, filters)})


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
    in_clear = actor_of(request).may("personal.view")
    layouts = layouts_under(pack_named(record.project.pack_id))
    facts = {"facts": household_facts(record, layouts[SUBJECT_SHEET], in_clear=in_clear), "is_masked": not in_clear}
    tables = register_tables(record, layouts, in_clear=in_clear)
    return [
        draw(request, "record", "户登记", "households/record.html", facts),
        *(draw_table(request, each.key, each.title, each.table, may_share=True) for each in tables),
        *contributed_panels(request, "household", record.pk),
        *draw_files(request, record),
        draw_table(request, "journal", "日志", journal_table(entries_about(record)[:ENTRIES_SHOWN])),
    ]
