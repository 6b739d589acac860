"""Pages without business: a record, the journal."""

from __future__ import annotations

from typing import Final

from django.db import models
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render

from antu.platform.attachments.panel import draw_files
from antu.platform.display import HOME, Crumb, Head, marks
from antu.platform.journal_pages import entries_about, journal_list, journal_table
from antu.platform.links import OWN_PAGES, record_url
from antu.platform.listing import LIST_METHODS, list_page
from antu.platform.pages import NotPermitted, actor_of, page
from antu.platform.panels import DrawnPanel, draw, draw_table
from antu.platform.records import RecordKind, children_of, facts_of, record_kind

#: Journal entries shown on a record's own page; the journal has them all.
ENTRIES_SHOWN: Final = 50


@page()
def record(request: HttpRequest, label: str, pk: int) -> HttpResponse:
    """One row of a listed table, with its parents, children and journal."""
    listed, obj = _listed_record(request, label, pk)
    if listed.leads_to:
        return redirect(record_url(getattr(obj, listed.leads_to)))
    if obj._meta.label_lower in OWN_PAGES:
        return redirect(record_url(obj))
    kind = str(obj._meta.verbose_name)
    chips = marks(is_sample=getattr(obj, "is_sample", False), is_voided=getattr(obj, "is_voided", False))
    head = Head(str(obj), (HOME, Crumb(kind)), subtitle=kind, chips=chips)
    return render(request, "antu/detail.html", {"head": head, "panels": _record_panels(request, listed, obj)})


@page("register.view", "report.view", methods=LIST_METHODS)
def journal(request: HttpRequest) -> HttpResponseBase:
    """What was done in the system, newest first."""
    head = Head("日志", (HOME, Crumb("日志")), subtitle="每次写入都在同一事务中记入日志；日志不能修改或删除。")
    return list_page(journal_list(request), head)


def _listed_record(request: HttpRequest, label: str, pk: int) -> tuple[RecordKind, models.Model]:
    kind = record_kind(label)
    if kind is None:
        raise Http404(label)
    if not kind.may_be_opened_by(actor_of(request)):
        raise NotPermitted(kind.permissions)
    obj: models.Model = get_object_or_404(kind.rows_seen_by(actor_of(request)), pk=pk)
    return kind, obj


def _record_panels(request: HttpRequest, kind: RecordKind, obj: models.Model) -> list[DrawnPanel]:
    panels = [draw(request, "facts", "登记内容", "antu/facts.html", {"facts": facts_of(actor_of(request), kind, obj)})]
    for number, (title, table) in enumerate(children_of(actor_of(request), obj)):
        panels.append(draw_table(request, f"children-{number}", title, table))
    panels += draw_files(request, obj)
    panels.append(draw_table(request, "journal", "日志", journal_table(entries_about(obj)[:ENTRIES_SHOWN])))
    return panels
