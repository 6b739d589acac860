"""One assignment with what happened to it, and the pages on which it is written down."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from antu.dispatch.access import ASSIGN, MAY_SEE, may_assign
from antu.dispatch.domain.course import Deed, State
from antu.dispatch.forms import deed_form, submit_label
from antu.dispatch.models import Assignment, AssignmentEvent
from antu.dispatch.selectors import DatedAssignment, dated_assignment
from antu.dispatch.services import OWN_DEEDS, enter_event, open_deeds, require_deed, void_event
from antu.dispatch.tables.assignment import assignment_facts, event_table
from antu.dispatch.tables.assignments import around, due_cell, left_note, state_chip
from antu.dispatch.views.assignments import LIST
from antu.dispatch.views.meetings import METHODS
from antu.kernel.errors import BadInput
from antu.platform.actor import Actor
from antu.platform.attachments.panel import draw_files
from antu.platform.confirming import Confirmation, ask, ask_then, reason_form
from antu.platform.display import HOME, Action, Cell, Crumb, Fact, Head, KeyFigure, marks
from antu.platform.entry import read_fields, typed_again
from antu.platform.journal_pages import entries_about_parts, journal_table
from antu.platform.links import record_url
from antu.platform.pages import actor_of, page
from antu.platform.panels import DrawnPanel, draw, draw_table

#: What may stand in the head, the next first.
_FIRST: Final[tuple[Deed, ...]] = (Deed.CONFIRMED, Deed.SENT_BACK, Deed.DONE, Deed.URGED, Deed.PROGRESS)
_EFFECTS: Final = {
    Deed.PROGRESS: ("交办人和责任单位都能看到；状态成为“进行中”。",),
    Deed.DONE: ("状态成为“已完成待确认”，由交办人确认办结，或退回重办。", "自己报告的完成，不能由自己确认。"),
    Deed.CONFIRMED: ("这一项办结，不再催办，也不再登记进展。",),
    Deed.SENT_BACK: ("回到办理中，期限不变；责任单位重新办理、重新报告。",),
    Deed.POSTPONED: ("以后按新期限计算临期和逾期；原定期限仍然看得到。",),
    Deed.URGED: ("记下由谁在哪一天催办；一天只能催办一次。",),
    Deed.CANCELLED: ("这一项不用再办，不再催办；已有的办理记录都保留。",),
}


@page(*MAY_SEE)
def assignment(request: HttpRequest, pk: int) -> HttpResponse:
    """One assignment: what, whose, by when, and what happened."""
    rows = Assignment.objects.seen_by(actor_of(request)).select_related("meeting", "project", "lead")
    shown = dated_assignment(get_object_or_404(rows, pk=pk), timezone.localdate())
    return render(request, "antu/detail.html", {"head": _head(request, shown), "panels": _panels(request, shown)})


def _open_deeds(request: HttpRequest, shown: DatedAssignment) -> list[Deed]:
    """What the actor may do now, the next first."""
    order = [*_FIRST, *(deed for deed in Deed if deed not in _FIRST)]
    return sorted(open_deeds(actor_of(request), shown, timezone.localdate()), key=order.index)


def _in_head(deeds: Sequence[Deed]) -> list[Deed]:
    """The two or three next; the rest stands above the events."""
    return [deed for deed in deeds if deed in {*_FIRST}][:3]


def _head(request: HttpRequest, shown: DatedAssignment) -> Head:
    row, actor = shown.assignment, actor_of(request)
    first = _in_head(_open_deeds(request, shown))
    actions = [Action(submit_label(deed), deed_url(row, deed), is_primary=deed is first[0]) for deed in first]
    beside = around(actor_of(request), [shown], timezone.localdate())
    own = shown.state is State.REPORTED and shown.reported_by == actor.login and may_assign(actor)
    return Head(
        str(row),
        (HOME, LIST, Crumb(row.lead.name)),
        subtitle=f"{row.given_on} 由{row.assigned_by}交办",
        chips=(state_chip(shown), *marks(is_sample=row.is_sample, is_voided=row.is_voided)),
        actions=tuple(actions),
        notices=("完成是您自己报告的，请由交办的其他同志确认。",) if own else (),
        figures=(
            KeyFigure("办理期限", due_cell(shown, beside).text, note=left_note(shown, beside)),
            KeyFigure("催办", str(shown.count(Deed.URGED)), "次"),
        ),
    )


def _panels(request: HttpRequest, shown: DatedAssignment) -> list[DrawnPanel]:
    row, actor = shown.assignment, actor_of(request)
    facts = draw(
        request,
        "record",
        "交办",
        "antu/facts.html",
        {"facts": assignment_facts(shown, around(actor_of(request), [shown], timezone.localdate()))},
    )
    if may_assign(actor) and not row.is_voided:
        correct, void = reverse("assignment-edit", args=[row.pk]), reverse("assignment-void", args=[row.pk])
        facts = replace(facts, actions=(Action("更正", correct), Action("作废这一项", void)))
    events = list(row.events.all())
    voidable = frozenset(each.pk for each in events if not each.is_voided and _may_void(actor, each))
    table = event_table(events, frozenset() if row.is_voided else voidable)
    deeds = _open_deeds(request, shown)
    rest = [deed for deed in deeds if deed not in _in_head(deeds)]
    more = tuple(Action(submit_label(deed), deed_url(row, deed)) for deed in rest)
    return [
        replace(draw_table(request, "events", "办理情况", table), actions=more),
        facts,
        *draw_files(request, row),
        draw_table(request, "journal", "日志", journal_table(entries_about_parts(row, row.events.all()))),
    ]


def _may_void(actor: Actor, event: AssignmentEvent) -> bool:
    return may_assign(actor) or event.by_login == actor.login


def deed_url(row: Assignment, deed: Deed) -> str:
    """The page on which this is written down."""
    name = "assignment-report" if deed in OWN_DEEDS else "assignment-decide"
    return reverse(name, args=[row.pk, deed.value])


@page("register.view", ASSIGN, methods=METHODS)
def report(request: HttpRequest, pk: int, deed: str) -> HttpResponse:
    """What the responsible organisation writes down: progress, and that it is done."""
    return _deed(request, pk, deed, OWN_DEEDS)


@page(ASSIGN, methods=METHODS)
def decide(request: HttpRequest, pk: int, deed: str) -> HttpResponse:
    """What who assigns writes down: confirmed, sent back, postponed, urged, cancelled."""
    return _deed(request, pk, deed, frozenset(Deed) - OWN_DEEDS)


def _deed(request: HttpRequest, pk: int, code: str, allowed: frozenset[Deed]) -> HttpResponse:
    actor, today = actor_of(request), timezone.localdate()
    rows = Assignment.objects.standing().seen_by(actor).select_related("meeting", "project", "lead")
    row = get_object_or_404(rows, pk=pk)
    deed = next((each for each in allowed if each.value == code), None)
    if deed is None:
        raise Http404(code)
    require_deed(actor, row, deed)
    question = _question(request, dated_assignment(row, today), deed)
    if request.method != "POST":
        return ask(request, question)
    texts = read_fields(request.POST, typed_again(question.form, request.POST))
    try:
        enter_event(actor, row, deed, texts, today)
    except BadInput as error:
        return ask(request, question, error.problems)
    messages.success(request, f"已登记：{deed.word}")
    return redirect(record_url(row))


def _question(request: HttpRequest, shown: DatedAssignment, deed: Deed) -> Confirmation:
    row, beside = shown.assignment, around(actor_of(request), [shown], timezone.localdate())
    label = submit_label(deed)
    head = Head(label, (HOME, LIST, Crumb(row.lead.name, record_url(row)), Crumb(label)), chips=(state_chip(shown),))
    last = shown.last
    facts = (
        Fact("交办事项", Cell(row.what)),
        Fact("责任单位", Cell(row.lead.name)),
        Fact("办理期限", due_cell(shown, beside)),
        *([Fact("最近办理", Cell(f"{last.on} {last.word}", note=last.text))] if last else []),
    )
    form = deed_form(row, deed, timezone.localdate())
    return Confirmation(head, facts, _EFFECTS[deed], form, voids=deed is Deed.CANCELLED)


@page("register.view", ASSIGN, methods=METHODS)
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back what was written down wrongly, after asking once more."""
    actor = actor_of(request)
    rows = AssignmentEvent.objects.standing().seen_by(actor).select_related("assignment__lead")
    event = get_object_or_404(rows, pk=pk)
    back = record_url(event.assignment)
    head = Head("作废办理记录", (HOME, LIST, Crumb(event.assignment.lead.name, back), Crumb("作废办理记录")))
    facts = (
        Fact("办理", Cell(f"{event.on} {event.word}", note=event.text)),
        Fact("经办人", Cell(event.by_name)),
    )
    form = reason_form("作废原因", submit_label="作废办理记录", cancel_url=back)
    effects = ("状态按没有这条记录重新计算；记录和日志都保留，标为作废。",)
    question = Confirmation(head, facts, effects, form)
    return ask_then(
        request, question, lambda: void_event(actor, event, request.POST.get("reason", "")), "已作废这条办理记录", back
    )
