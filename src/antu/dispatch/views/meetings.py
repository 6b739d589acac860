"""Pages of meetings: the list, one with what came of it, and what is entered at it."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from antu.dispatch.access import ASSIGN, MAY_SEE, WHOLE, may_assign, require_assigning
from antu.dispatch.forms import assigning_form, meeting_form, meeting_texts, place_of
from antu.dispatch.models import Meeting
from antu.dispatch.selectors import assignments_seen, dated, meetings_seen
from antu.dispatch.services import assign_from_meeting, correct_meeting, enter_meeting, void_meeting
from antu.dispatch.tables.assignment import short_table
from antu.dispatch.tables.assignments import around
from antu.dispatch.tables.meetings import meeting_facts, meeting_listing
from antu.kernel.errors import BadInput
from antu.platform.attachments.panel import draw_files
from antu.platform.confirming import Confirmation, ask_then, reason_form
from antu.platform.display import HOME, Action, Cell, Crumb, Fact, Head, marks
from antu.platform.entry import EntryForm, asks_for_rows, read_fields, read_grid, typed_again
from antu.platform.journal_pages import entries_about, journal_table
from antu.platform.links import record_url
from antu.platform.listing import LIST_METHODS, AskedList, choice_filter, day_filter, list_page, text_filter
from antu.platform.pages import actor_of, page
from antu.platform.panels import DrawnPanel, draw, draw_table
from antu.platform.versions import version_of

METHODS: Final = ("GET", "HEAD", "POST")
LIST: Final = Crumb("调度会", "/meetings/")
FORM_PAGE: Final = "projects/form.html"


@page(*MAY_SEE, methods=LIST_METHODS)
def meetings(request: HttpRequest) -> HttpResponseBase:
    """The meetings that the actor sees, the latest first."""
    actor = actor_of(request)
    found = meetings_seen(actor)
    years = found.order_by().values_list("held_on__year", flat=True).distinct()
    filters = [
        text_filter(request, "q", "名称、主持人或纪要"),
        choice_filter(request, "year", "年度", [(str(each), f"{each}年") for each in sorted(years, reverse=True)]),
        day_filter(request, "from", "日期自"),
        day_filter(request, "to", "日期至"),
    ]
    text, year, first, last = (each.value for each in filters)
    if text:
        found = found.filter(Q(title__icontains=text) | Q(chaired_by__icontains=text) | Q(minutes__icontains=text))
    found = found.filter(held_on__year=int(year)) if year else found
    found = found.filter(held_on__gte=first) if first else found
    found = found.filter(held_on__lte=last) if last else found
    enter = (Action("登记调度会", reverse("meeting-enter"), is_primary=True),) if may_assign(actor) else ()
    head = Head("调度会", (HOME, LIST), subtitle="会上议定的事项成为交办事项，到期以前一直有人追", actions=enter)
    return list_page(AskedList(request, meeting_listing(may_assign=may_assign(actor)), filters, found), head)


@page(*MAY_SEE)
def meeting(request: HttpRequest, pk: int) -> HttpResponse:
    """One meeting: what was recorded, what was assigned at it and how far that is, its files."""
    actor = actor_of(request)
    shown = get_object_or_404(Meeting.objects.seen_by(actor), pk=pk)
    may = may_assign(actor) and not shown.is_voided
    actions = (
        Action("登记交办事项", reverse("meeting-assign", args=[pk]), is_primary=True),
        Action("更正会议", reverse("meeting-edit", args=[pk])),
        Action("作废会议", reverse("meeting-void", args=[pk])),
    )
    head = Head(
        shown.title,
        (HOME, LIST, Crumb(shown.title)),
        subtitle=" · ".join(part for part in (shown.held_on.isoformat(), shown.chaired_by, shown.place) if part),
        chips=marks(is_sample=shown.is_sample, is_voided=shown.is_voided),
        actions=actions if may else (),
    )
    return render(request, "antu/detail.html", {"head": head, "panels": _panels(request, shown)})


def _panels(request: HttpRequest, shown: Meeting) -> list[DrawnPanel]:
    found = dated(assignments_seen(actor_of(request)).filter(meeting=shown), timezone.localdate())
    empty = "还没有登记会上议定的事项。"
    minutes = {"text": shown.minutes, "facts": meeting_facts(shown)}
    return [
        draw(request, "record", "会议", "dispatch/meeting.html", minutes),
        draw_table(
            request,
            "assignments",
            "交办事项",
            short_table(found, around(actor_of(request), found, timezone.localdate()), empty),
        ),
        *draw_files(request, shown),
        draw_table(request, "journal", "日志", journal_table(entries_about(shown))),
    ]


@page(ASSIGN, methods=METHODS, whole_district=WHOLE)
def enter(request: HttpRequest) -> HttpResponse:
    """Enter a meeting that was held."""
    form = meeting_form({}, cancel_url=reverse("meetings"))
    head = Head(
        "登记调度会", (HOME, LIST, Crumb("登记调度会")), subtitle="保存以后，登记会上议定的事项，上传会议纪要。"
    )
    if request.method != "POST":
        return _drawn(request, head, form)
    form = typed_again(form, request.POST)
    try:
        entered = enter_meeting(actor_of(request), read_fields(request.POST, form), timezone.localdate())
    except BadInput as error:
        return _drawn(request, head, form.with_problems(error.problems), status=400)
    messages.success(request, f"已登记：{entered}。请登记会上议定的事项。")
    return redirect(record_url(entered))


@page(ASSIGN, methods=METHODS)
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct a meeting; who wrote in between is told, and nothing is lost."""
    shown = _held(request, pk)
    head = Head(f"更正：{shown}", (HOME, LIST, Crumb(shown.title, record_url(shown)), Crumb("更正会议")))
    version = str(version_of(shown))
    shown.refresh_from_db()
    form = meeting_form(meeting_texts(shown), cancel_url=record_url(shown), version=version)
    if request.method != "POST":
        return _drawn(request, head, form)
    form, seen = typed_again(form, request.POST), request.POST.get("version", "")
    texts = read_fields(request.POST, form)
    try:
        correct_meeting(actor_of(request), pk, texts, int(seen) if seen.isdecimal() else 0, timezone.localdate())
    except BadInput as error:
        return _drawn(request, head, form.with_problems(error.problems), status=400)
    messages.success(request, f"已保存更正：{shown.title}")
    return redirect(record_url(shown))


@page(ASSIGN, methods=METHODS)
def void(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraw a meeting of which nothing came, after asking once more."""
    shown = _held(request, pk)
    head = Head("作废会议", (HOME, LIST, Crumb(shown.title, record_url(shown)), Crumb("作废会议")))
    facts = (Fact("会议", Cell(str(shown))), Fact("登记人", Cell(shown.entered_by)))
    form = reason_form("作废原因", submit_label="作废会议", cancel_url=record_url(shown))
    effects = ("会议不再出现在列表里；它和附件、日志都保留，标为作废。", "还有交办事项的会议不能作废。")
    question = Confirmation(head, facts, effects, form)
    return ask_then(
        request,
        question,
        lambda: void_meeting(actor_of(request), shown, request.POST.get("reason", "")),
        f"已作废：{shown}",
        "meetings",
    )


@page(ASSIGN, methods=METHODS)
def assign(request: HttpRequest, pk: int) -> HttpResponse:
    """Assign what the meeting decided."""
    shown = _held(request, pk)
    crumbs = (HOME, LIST, Crumb(shown.title, record_url(shown)), Crumb("登记交办事项"))
    head = Head("登记交办事项", crumbs, subtitle=f"{shown}，交办日 {shown.held_on}")
    form = assigning_form(actor_of(request), shown, cancel_url=record_url(shown))
    if request.method != "POST":
        return _drawn(request, head, form)
    form = typed_again(form, request.POST)
    if asks_for_rows(request.POST):
        return _drawn(request, head, form)
    try:
        made = assign_from_meeting(actor_of(request), shown, read_grid(request.POST, form.grids[0]))
    except BadInput as error:
        return _drawn(request, head, form.with_problems(error.problems, place_of), status=400)
    messages.success(request, f"已登记 {len(made)} 项交办，责任单位在工作台上能看到。")
    return redirect(record_url(shown))


def _held(request: HttpRequest, pk: int) -> Meeting:
    """The meeting, for who assigns."""
    shown = get_object_or_404(Meeting.objects.standing().seen_by(actor_of(request)), pk=pk)
    require_assigning(actor_of(request))
    return shown


def _drawn(request: HttpRequest, head: Head, form: EntryForm, *, status: int = 200) -> HttpResponse:
    seen = request.POST.get("version", "") if request.method == "POST" else form.version
    return render(request, FORM_PAGE, {"head": head, "form": replace(form, version=seen)}, status=status)
