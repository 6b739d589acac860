"""Pages of cases: all of them, one with what is to be done, and how one is begun, sent back, taken back, followed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from antu.inbox.selectors import is_watched, seats_of
from antu.inbox.services import unwatch, watch
from antu.kernel.errors import BadInput, Problem
from antu.platform.confirming import Confirmation, ask, ask_then, reason_form
from antu.platform.display import HOME, Action, Cell, Crumb, Fact, Head, KeyFigure
from antu.platform.entry import EntryForm, read_fields, typed_again
from antu.platform.journal_pages import entries_about, journal_table
from antu.platform.links import record_url
from antu.platform.listing import LIST_METHODS, AskedList, choice_filter, list_page, text_filter
from antu.platform.models import sees
from antu.platform.pages import actor_of, page
from antu.platform.panels import DrawnPanel, draw, draw_table
from antu.platform.procedure_kinds import procedure_kind, procedure_kinds
from antu.policy.schema import Value
from antu.procedures.access import MAY_SEE
from antu.procedures.domain.drawing import Act, Decision
from antu.procedures.forms import back_form, step_form
from antu.procedures.models import CaseStep, ProcedureCase
from antu.procedures.selectors.cases import (
    bar_for,
    done_among,
    earlier_steps,
    open_among,
    open_steps,
    posts_words,
    reaches,
    steps_of,
    who_can,
)
from antu.procedures.selectors.drawings import kind_of, runnable
from antu.procedures.selectors.facts import read_kept
from antu.procedures.selectors.shown import WATCHED, asked_before, case_chip, listed_cases
from antu.procedures.services.cases import Word, complete_step, send_back, start_case, withdraw_case
from antu.procedures.tables import SANDBOX, case_listing, fact_text, history_table, subject_cell
from antu.procedures.views.drawings import flow_context, keeps

POSTS: Final = ("GET", "HEAD", "POST")
LIST: Final = Crumb("办件", "/cases/")
STATES: Final = (("open", "在办"), ("late", "逾期"), ("ended", "已结束"), ("mine", "我发起的"))


@page(*MAY_SEE, methods=LIST_METHODS)
def cases(request: HttpRequest) -> HttpResponseBase:
    """All cases that the actor sees."""
    actor, today = actor_of(request), timezone.localdate()
    kinds = procedure_kinds()
    filters = [
        text_filter(request, "q", "编号或事项"),
        choice_filter(request, "procedure", "流程", [(kind.key, kind.title) for kind in kinds]),
        choice_filter(request, "state", "状态", STATES),
    ]
    wanted = {each.name: each.value for each in filters}
    found = listed_cases(actor)
    if wanted["q"]:
        found = found.filter(about__icontains=wanted["q"]) | found.filter(number__icontains=wanted["q"])
    if wanted["procedure"]:
        found = found.filter(key=wanted["procedure"])
    narrowed: dict[str, dict[str, Any]] = {
        "open": {"ended_at": None},
        "late": {"ended_at": None, "due_on__lt": today},
        "ended": {"ended_at__isnull": False},
        "mine": {"started_by_login": actor.login},
    }
    found = found.filter(**narrowed.get(wanted["state"], {}))
    head = Head("办件", (HOME, Crumb("办件")), actions=(Action("看流程", reverse("procedures")),))
    return list_page(AskedList(request, case_listing(today, kinds), filters, found), head)


@page(*MAY_SEE)
def case(request: HttpRequest, pk: int) -> HttpResponse:
    """One case: where it stands, what the actor may do, and all that was said."""
    return _shown(request, _seen(request, pk))


def _seen(request: HttpRequest, pk: int) -> ProcedureCase:
    actor = actor_of(request)
    found = get_object_or_404(ProcedureCase.objects.select_related("drawing"), pk=pk)
    if not (keeps(actor) or sees(actor, found) or _is_deputy(request, found)):
        raise Http404
    if found.is_sandbox and not keeps(actor):
        raise Http404
    return found


def _is_deputy(request: HttpRequest, found: ProcedureCase) -> bool:
    """Whether an open step waits for the actor as somebody's deputy, whose reach is another one."""
    login, today = actor_of(request).login, timezone.localdate()
    seats = [seat for seat in seats_of(login, today) if seat.principal and reaches(seat.reach, found)]
    open_at = {post for step in open_steps(found) for post in step.posts}
    return any(seat.post.code in open_at for seat in seats)


def _shown(
    request: HttpRequest, found: ProcedureCase, typed: EntryForm | None = None, status: int = 200
) -> HttpResponse:
    """The case's page; ``typed`` is a form that was refused, in the place of its like."""
    today, kind = timezone.localdate(), procedure_kind(found.key)
    if kind is None:
        raise Http404
    steps, drawing = steps_of(found), runnable(found.drawing).drawing
    waiting = open_among(steps)
    if typed:
        _tell_apart(request, waiting, typed)
    done = [step.step for step in done_among(steps)]
    here = {step.step: f"{posts_words(drawing.steps[step.step])} {_since(step)} 起" for step in waiting}
    panels: list[DrawnPanel] = []
    for step in waiting:
        panels += _to_do(request, step, steps, typed)
    content = None if found.is_sandbox or found.ended_at else kind.content_of(found.subject)
    if content:
        panels.append(draw_table(request, "content", "审批的内容", content))
    panels += [
        draw(request, "flow", "走到哪里", "procedures/flow.html", flow_context(found.drawing, here, done)),
        draw_table(request, "history", "办理过程", history_table(steps, drawing, today)),
        draw(request, "facts", "事项", "antu/facts.html", {"facts": _facts(found, steps)}),
        draw_table(request, "journal", "日志", journal_table(entries_about(found)[:50])),
    ]
    due_on = min((step.due_on for step in waiting if step.due_on), default=None)
    chips = (case_chip(found, today, due_on), *((SANDBOX,) if found.is_sandbox else ()))
    head = Head(
        f"{found.number} {found.about}",
        (HOME, LIST, Crumb(found.number)),
        subtitle=f"{kind.title}（{found.drawing}）　{found.started_by_name} 发起",
        chips=chips,
        actions=_actions(request, found),
        notices=tuple(_stuck(found, steps)),
        figures=_figures(found, waiting),
    )
    return render(request, "procedures/drawn.html", {"head": head, "panels": panels}, status=status)


def _tell_apart(request: HttpRequest, waiting: list[CaseStep], typed: EntryForm) -> None:
    """A refused form whose step is open no longer: why, and what was typed, above the page."""
    paths = {reverse(name, args=[step.pk]) for step in waiting for name in ("case-step", "case-step-back")}
    if typed.action in paths:
        return
    for problem in typed.problems:
        messages.error(request, problem.message)
    written = next((field.value for field in typed.all_fields() if field.name == "opinion" and field.value), "")
    if written:
        messages.info(request, f"您写的意见没有存下：{written}")


def _figures(found: ProcedureCase, waiting: list[CaseStep]) -> tuple[KeyFigure, ...]:
    drawing, today = runnable(found.drawing).drawing, timezone.localdate()
    figures = []
    for step in waiting:
        who = posts_words(drawing.steps[step.step])
        figures.append(KeyFigure("当前环节", step.name, note=f"{who} · {_since(step)} 起"))
        if step.due_on:
            left = (step.due_on - today).days
            note = f"期限 {step.due_on.isoformat()}{'（暂定）' if step.is_provisional else ''}"
            figures.append(KeyFigure("逾期" if left < 0 else "还剩", str(abs(left)), "天", note=note))
    return tuple(figures)


def _since(step: CaseStep) -> str:
    return timezone.localtime(step.opened_at).date().isoformat()


def _stuck(found: ProcedureCase, steps: list[CaseStep]) -> list[str]:
    """Steps that nobody may do as things are, with the way out."""
    if found.is_sandbox:
        return []
    return [
        f"“{step.name}”现在没有人能办：这个岗位的人办过前一环节，或是提出的人。请增加这个岗位的人，或由岗位上的人授权他人代办。"
        for step in open_among(steps)
        if not who_can(step, steps, timezone.localdate())
    ]


def _to_do(request: HttpRequest, step: CaseStep, steps: list[CaseStep], typed: EntryForm | None) -> list[DrawnPanel]:
    """The forms of an open step, or why the actor has none."""
    actor, found = actor_of(request), step.case
    node, kind = runnable(found.drawing).drawing.steps[step.step], kind_of(found.key)
    if not found.is_sandbox:
        bar = bar_for(actor, step, steps, timezone.localdate())
        if bar.seat is None:
            who = "、".join(who_can(step, steps, timezone.localdate()))
            barred = {"why": bar.words, "who": who}
            return [draw(request, f"step-{step.pk}", f"在办：{step.name}", "procedures/barred.html", barred)]
    form = step_form(step, node, kind.asked, asked_before(found, steps))
    earlier = earlier_steps(step, steps)
    back = back_form(step, earlier) if earlier else None
    if typed and typed.action == form.action:
        form = typed
    if back and typed and typed.action == back.action:
        back = typed
    sent = next((each for each in reversed(steps) if each.sent_back_to == step.step), None)
    context = {"form": form, "back": back, "sent": sent}
    return [draw(request, f"step-{step.pk}", "轮到您办理", "procedures/to_do.html", context)]


def _facts(found: ProcedureCase, steps: list[CaseStep]) -> list[Fact]:
    kind = kind_of(found.key)
    facts = [Fact("事项", subject_cell(found, kind))]
    done = done_among(steps)
    values: Mapping[str, Value]
    if found.is_sandbox:
        values = read_kept(found.key, found.facts)
    else:
        values = read_kept(found.key, done[-1].facts) if found.ended_at and done else kind.facts_of(found.subject)
    facts += [Fact(column.label, Cell(fact_text(column, values.get(column.name)))) for column in kind.facts]
    answered = asked_before(found, steps)
    facts += [Fact(column.label, Cell(answered[column.name])) for column in kind.asked if column.name in answered]
    return facts


def _actions(request: HttpRequest, found: ProcedureCase) -> tuple[Action, ...]:
    actor, args = actor_of(request), [found.pk]
    watched = is_watched(actor.login, WATCHED, found.pk)
    actions = (
        [Action("取消关注" if watched else "关注", reverse("case-watch", args=args))] if not found.is_sandbox else []
    )
    if found.started_by_login == actor.login and found.ended_at is None:
        actions.append(Action("撤回办件", reverse("case-withdraw", args=args)))
    return tuple(actions)


@page(*MAY_SEE, methods=POSTS)
def step(request: HttpRequest, pk: int) -> HttpResponse:
    """Do an open step; asked by a link, it leads to its case."""
    found = get_object_or_404(CaseStep.objects.select_related("case__drawing"), pk=pk)
    shown = _seen(request, found.case_id)
    if request.method != "POST":
        return redirect(record_url(shown))
    node = runnable(shown.drawing).drawing.steps[found.step]
    form = typed_again(step_form(found, node, kind_of(shown.key).asked, {}), request.POST)
    texts = read_fields(request.POST, form)
    decides = node.rules.act is Act.DECIDE
    try:
        decision = _decision(texts.get("decision", "")) if decides else Decision.AGREE
        word = Word(decision, texts.get("opinion", ""), texts)
        after = complete_step(actor_of(request), pk, word, timezone.localdate())
    except BadInput as error:
        return _shown(request, shown, form.with_problems(error.problems), 400)
    messages.success(request, f"已办理：{found.name}" + (f"；办件结束：{after.end_name}" if after.ended_at else ""))
    return redirect(record_url(shown))


def _decision(text: str) -> Decision:
    """What was chosen. Raises BadInput (``B-ANSWER``) where nothing was."""
    if text not in {*Decision}:
        raise BadInput(Problem("B-ANSWER", "请选择同意或不同意", {"column": "decision"}))
    return Decision(text)


@page(*MAY_SEE, methods=("POST",))
def back(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a case back."""
    found = get_object_or_404(CaseStep.objects.select_related("case__drawing"), pk=pk)
    shown = _seen(request, found.case_id)
    steps = steps_of(shown)
    earlier = earlier_steps(next(each for each in steps if each.pk == pk), steps)
    if not earlier:
        messages.error(request, f"「{found.name}」现在不能退回；请看办件现在的情况")
        return redirect(record_url(shown))
    form = typed_again(back_form(found, earlier), request.POST)
    texts = read_fields(request.POST, form)
    target = int(texts["to"]) if texts.get("to", "").isdigit() else 0
    try:
        send_back(actor_of(request), pk, target, texts.get("opinion", ""), timezone.localdate())
    except BadInput as error:
        return _shown(request, shown, form.with_problems(error.problems), 400)
    messages.success(request, "已退回")
    return redirect(record_url(shown))


@page(*MAY_SEE, methods=POSTS)
def start(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    """Begin the procedure for a row, after asking once more."""
    actor, kind = actor_of(request), procedure_kind(key)
    if kind is None:
        raise Http404
    model: Any = kind.model
    subject = get_object_or_404(model.objects.seen_by(actor), pk=pk)
    crumbs = (HOME, LIST, Crumb(kind.words(subject), kind.url_of(subject)), Crumb("送审"))
    facts = [Fact("事项", Cell(kind.words(subject)))]
    facts += [Fact(each.label, Cell(fact_text(each, kind.facts_of(subject).get(each.name)))) for each in kind.facts]
    form = EntryForm(submit_label=f"发起“{kind.title}”", cancel_url=kind.url_of(subject), key="confirm")
    effects = ("办件进入第一个环节的待办；结束以前不能再发起一次，发起人可以撤回。",)
    question = Confirmation(Head(f"送审：{kind.words(subject)}", crumbs), tuple(facts), effects, form, voids=False)
    if request.method != "POST":
        return ask(request, question)
    try:
        begun = start_case(actor, key, subject, timezone.localdate())
    except BadInput as error:
        return ask(request, question, error.problems)
    messages.success(request, f"已发起：{begun.number}")
    return redirect(record_url(begun))


@page(*MAY_SEE, methods=POSTS)
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a case back, with the reason."""
    found = _seen(request, pk)
    form = reason_form("撤回的原因", submit_label="撤回办件", cancel_url=record_url(found))
    crumbs = (HOME, LIST, Crumb(found.number, record_url(found)), Crumb("撤回"))
    facts = (Fact("办件", Cell(str(found))),)
    question = Confirmation(
        Head(f"撤回：{found}", crumbs), facts, ("各环节的待办一并取消；已办的过程留着可查。",), form
    )
    return ask_then(
        request,
        question,
        lambda: withdraw_case(actor_of(request), found, request.POST.get("reason", "")),
        f"已撤回：{found}",
        record_url(found),
    )


@page(*MAY_SEE, methods=POSTS)
def follow(request: HttpRequest, pk: int) -> HttpResponse:
    """Follow a case, or no longer."""
    found, actor = _seen(request, pk), actor_of(request)
    watched = is_watched(actor.login, WATCHED, found.pk)
    deed = "取消关注" if watched else "关注"
    if request.method != "POST":
        crumbs = (HOME, LIST, Crumb(found.number, record_url(found)), Crumb(deed))
        form = EntryForm(submit_label=deed, cancel_url=record_url(found), key="confirm")
        effects = ("关注的办件在“待办”的“我关注的”里，看得到它走到哪里。",)
        return ask(
            request, Confirmation(Head(deed, crumbs), (Fact("办件", Cell(str(found))),), effects, form, voids=False)
        )
    (unwatch if watched else watch)(actor, WATCHED, found.pk)
    messages.success(request, f"已{deed}")
    return redirect(record_url(found))
