"""Pages of assignments: the list, the board, one with its events, and what is assigned from above."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from antu.dispatch.access import ASSIGN, MAY_SEE, WHOLE, may_assign, require_assigning
from antu.dispatch.domain.course import State
from antu.dispatch.forms import assigning_form, correction_form, place_of
from antu.dispatch.models import Assignment
from antu.dispatch.selectors import DatedAssignment, assignments_seen, dated, state_counts
from antu.dispatch.services import assign_from_above, correct_assignment, void_assignment
from antu.dispatch.tables.assignments import LATENESS, SOURCES, around, assignment_listing, matching
from antu.dispatch.tables.board import KINDS, board_listing, charged
from antu.dispatch.views.meetings import FORM_PAGE, METHODS
from antu.kernel.errors import BadInput
from antu.organisations.models import OrganisationKind
from antu.organisations.selectors import organisations_in_being
from antu.platform.confirming import Confirmation, ask_then, reason_form
from antu.platform.display import HOME, Action, Cell, Crumb, Fact, Head, KeyFigure
from antu.platform.entry import EntryForm, asks_for_rows, read_fields, read_grid, typed_again
from antu.platform.links import record_url
from antu.platform.listing import LIST_METHODS, AskedList, Filter, choice_filter, list_page, text_filter
from antu.platform.pages import actor_of, page
from antu.platform.versions import version_of

TITLE: Final = "交办事项"
LIST: Final = Crumb(TITLE, "/assignments/")
_IN_HEAD: Final = (State.LATE, State.NEAR, State.REPORTED)


@page(*MAY_SEE, methods=LIST_METHODS)
def assignments(request: HttpRequest) -> HttpResponseBase:
    """The assignments that the actor sees in their state today, what is late first."""
    actor = actor_of(request)
    known = dated(assignments_seen(actor), timezone.localdate())
    filters = _filters(request, known)
    found = matching(known, filters)
    may = may_assign(actor)
    board = Action("调度看板", reverse("dispatch-board"))
    enter = (Action("登记上级交办", reverse("assignment-enter"), is_primary=True),) if may else ()
    figures = tuple(_figure(known, state) for state in _IN_HEAD) if known else ()
    subtitle = f"状态按今天（{timezone.localdate()}）计算；逾期的在前"
    head = Head(TITLE, (HOME, LIST), subtitle=subtitle, actions=(*enter, board), figures=figures)
    listing = assignment_listing(around(actor_of(request), found, timezone.localdate()), may_assign=may)
    return list_page(AskedList(request, listing, filters, found), head)


def _figure(known: Sequence[DatedAssignment], state: State) -> KeyFigure:
    count = sum(each.state is state for each in known)
    return KeyFigure(state.value, str(count), "项", url=f"?state={state.code}")


def _filters(request: HttpRequest, known: Sequence[DatedAssignment]) -> list[Filter]:
    rows = [each.assignment for each in known]
    leads = {str(row.lead_id): row.lead.name for row in rows}
    projects = {str(row.project_id): row.project.name for row in rows if row.project}
    return [
        text_filter(request, "q", "事项、会议或文号"),
        choice_filter(request, "state", "状态", [(state.code, state.value) for state in State]),
        choice_filter(request, "late", "逾期", LATENESS),
        choice_filter(request, "lead", "责任单位", list(leads.items())),
        _year(request, known),
        choice_filter(request, "project", "项目", list(projects.items())),
        choice_filter(request, "source", "来源", SOURCES),
    ]


def _year(request: HttpRequest, known: Sequence[DatedAssignment]) -> Filter:
    years = sorted({each.assignment.given_on.year for each in known}, reverse=True)
    return choice_filter(request, "year", "年度", [(str(each), f"{each}年") for each in years])


@page(*MAY_SEE, methods=LIST_METHODS)
def board(request: HttpRequest) -> HttpResponseBase:
    """How many assignments each responsible organisation has in each state."""
    actor, today = actor_of(request), timezone.localdate()
    known = dated(assignments_seen(actor), today)
    year, kind = _year(request, known), choice_filter(request, "kind", "单位", KINDS)
    of_year = [each for each in known if year.value in {"", str(each.assignment.given_on.year)}]
    in_being = organisations_in_being(today) if actor.reach.everything else []
    towns = [each for each in in_being if each.kind == OrganisationKind.TOWN]
    found = [each for each in charged(state_counts(of_year), towns) if kind.value in {"", each.kind}]
    subtitle = "各单位的交办事项按状态计数，点数字看是哪些"
    head = Head("调度看板", (HOME, LIST, Crumb("调度看板")), subtitle=subtitle)
    return list_page(AskedList(request, board_listing(year.value), [kind, year], found), head)


@page(ASSIGN, methods=METHODS, whole_district=WHOLE)
def enter(request: HttpRequest) -> HttpResponse:
    """Assign what a superior asks."""
    actor = actor_of(request)
    form = assigning_form(actor, None, cancel_url=reverse("assignments"))
    said = "上级来文、来电交办的任务，登记来源和要办的事；会上议定的事项，请从调度会的页面登记。"
    head = Head("登记上级交办", (HOME, LIST, Crumb("登记上级交办")), subtitle=said)
    if request.method != "POST":
        return _drawn(request, head, form)
    form = typed_again(form, request.POST)
    if asks_for_rows(request.POST):
        return _drawn(request, head, form)
    rows = read_grid(request.POST, form.grids[0])
    try:
        made = assign_from_above(actor, read_fields(request.POST, form), rows, timezone.localdate())
    except BadInput as error:
        return _drawn(request, head, form.with_problems(error.problems, place_of), status=400)
    messages.success(request, f"已登记 {len(made)} 项交办，责任单位在工作台上能看到。")
    return redirect(record_url(made[0]) if len(made) == 1 else "assignments")


@page(ASSIGN, methods=METHODS)
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct what is said of an assignment."""
    shown = held_assignment(request, pk)
    said = "责任单位填错的，作废后重新登记；期限要改，登记延期。"
    head = Head(f"更正：{shown}", (HOME, LIST, Crumb(shown.lead.name, record_url(shown)), Crumb("更正")), subtitle=said)
    version = str(version_of(shown))
    shown.refresh_from_db()
    form = correction_form(actor_of(request), shown, version)
    if request.method != "POST":
        return _drawn(request, head, form)
    form, seen = typed_again(form, request.POST), request.POST.get("version", "")
    try:
        correct_assignment(actor_of(request), pk, read_fields(request.POST, form), int(seen) if seen.isdecimal() else 0)
    except BadInput as error:
        return _drawn(request, head, replace(form, version=seen).with_problems(error.problems), status=400)
    messages.success(request, "已保存更正")
    return redirect(record_url(shown))


@page(ASSIGN, methods=METHODS)
def void(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraw what was entered by mistake, after asking once more."""
    shown = held_assignment(request, pk)
    head = Head("作废交办事项", (HOME, LIST, Crumb(shown.lead.name, record_url(shown)), Crumb("作废")))
    facts = (Fact("责任单位", Cell(shown.lead.name)), Fact("交办事项", Cell(shown.what)))
    form = reason_form("作废原因", submit_label="作废这一项", cancel_url=record_url(shown))
    effects = ("这一项不再出现在清单和计数里；办理记录和日志都保留。", "登记对了、后来不用办的，请用“取消”，不要作废。")
    question = Confirmation(head, facts, effects, form)
    return ask_then(
        request,
        question,
        lambda: void_assignment(actor_of(request), shown, request.POST.get("reason", "")),
        f"已作废：{shown}",
        "assignments",
    )


def held_assignment(request: HttpRequest, pk: int) -> Assignment:
    """The assignment, for who assigns."""
    shown = get_object_or_404(assignments_seen(actor_of(request)), pk=pk)
    require_assigning(actor_of(request))
    return shown


def _drawn(request: HttpRequest, head: Head, form: EntryForm, *, status: int = 200) -> HttpResponse:
    return render(request, FORM_PAGE, {"head": head, "form": form}, status=status)
