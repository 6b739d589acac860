"""Pages of questions and answers: the list, one, what is written, published, taken back; the leaflet."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, Final

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate

from antu.kernel.errors import BadInput
from antu.library.access import EDIT, MAY_SEE, WRITING, may_edit
from antu.library.forms.clauses import deed_form, leaflet_action, question_form
from antu.library.forms.texts import seen_entry
from antu.library.models import Question
from antu.library.models.questions import Audience, QuestionDeed
from antu.library.selectors.questions import bases_of, is_published, questions_seen
from antu.library.services.columns import wrong
from antu.library.services.compiling import write_leaflet
from antu.library.services.questions import (
    correct_question,
    enter_question,
    publish_question,
    void_question,
    withdraw_question,
)
from antu.library.tables.questions import event_table, question_chip, question_facts, question_listing
from antu.library.views.downloads import docx_response
from antu.library.views.texts import ENTRIES_SHOWN, METHODS
from antu.platform.actor import Actor
from antu.platform.confirming import Confirmation, ask, reason_form
from antu.platform.display import HOME, Action, Cell, Crumb, Fact, Head, marks
from antu.platform.entry import EntryForm, read_fields, typed_again
from antu.platform.journal_pages import entries_about, journal_table
from antu.platform.links import record_url
from antu.platform.listing import AskedList, choice_filter, list_page, text_filter
from antu.platform.pages import actor_of, page
from antu.platform.panels import draw, draw_table
from antu.platform.workbook.dates import written_day

TITLE: Final = "政策问答"
QUESTIONS: Final = Crumb(TITLE, "/library/questions/")
_ABOUT: Final = "群众常问的和标准的回答，各写明依据的条款"
_STATES: Final = (("published", "已发布"), ("draft", "草稿"))


@page(*MAY_SEE)
def questions(request: HttpRequest) -> HttpResponseBase:
    """The questions that the actor sees."""
    actor = actor_of(request)
    filters = [
        text_filter(request, "q", "问题或回答"),
        choice_filter(request, "audience", "对象", Audience.choices),
        choice_filter(request, "state", "状态", _STATES),
    ]
    typed, audience, state = (each.value for each in filters)
    found = questions_seen(actor)
    found = found.filter(Q(question__icontains=typed) | Q(answer__icontains=typed)) if typed else found
    found = found.filter(audience=audience) if audience else found
    is_out = Q(last=QuestionDeed.PUBLISHED)
    found = found.filter(is_out if state == "published" else ~is_out | Q(last=None)) if state else found
    may = may_edit(actor)
    enter_it = (Action("登记政策问答", reverse("library-question-new"), is_primary=True),) if may else ()
    head = Head(
        TITLE,
        (HOME, Crumb(TITLE)),
        subtitle=_ABOUT,
        actions=(*enter_it, leaflet_action(audience)),
    )
    return list_page(AskedList(request, question_listing(may_edit=may), filters, found), head)


@page(*MAY_SEE)
def question(request: HttpRequest, pk: int) -> HttpResponse:
    """One question with its answer and what it rests on."""
    actor = actor_of(request)
    shown = get_object_or_404(Question.objects.seen_by(actor), pk=pk)
    last = QuestionDeed.PUBLISHED if is_published(shown) else None
    bases = [(str(each), record_url(each)) for each in bases_of([shown]).get(pk, [])]
    panels = [
        draw(request, "answer", "回答", "library/answer.html", {"question": shown, "bases": bases}),
        draw(request, "facts", "登记内容", "antu/facts.html", {"facts": question_facts(shown)}),
        draw_table(request, "events", "发布", event_table(shown.events.filter(is_voided=False))),
        draw_table(request, "journal", "日志", journal_table(entries_about(shown)[:ENTRIES_SHOWN])),
    ]
    head = Head(
        shown.question,
        (HOME, QUESTIONS, Crumb(shown.question)),
        chips=(question_chip(last), *marks(is_sample=shown.is_sample, is_voided=shown.is_voided)),
        actions=_actions(actor, shown, is_out=last is not None),
    )
    return render(request, "antu/detail.html", {"head": head, "panels": panels})


def _actions(actor: Actor, shown: Question, *, is_out: bool) -> tuple[Action, ...]:
    if not may_edit(actor) or shown.is_voided:
        return ()
    publish_it = Action("发布问答", reverse("library-question-publish", args=[shown.pk]), is_primary=True)
    take_back = Action("撤下问答", reverse("library-question-withdraw", args=[shown.pk]))
    return (
        take_back if is_out else publish_it,
        Action("更正问答", reverse("library-question-edit", args=[shown.pk])),
        Action("作废问答", reverse("library-question-void", args=[shown.pk])),
    )


@page(EDIT, methods=METHODS, whole_district=WRITING)
def enter(request: HttpRequest) -> HttpResponse:
    """Enter a question; it is a draft until it is published."""
    head = Head("登记政策问答", (HOME, QUESTIONS, Crumb("登记")), subtitle="保存后是草稿，核对了再发布")

    def save(texts: dict[str, str]) -> Question:
        return enter_question(actor_of(request), texts, localdate())

    return _written(request, head, question_form(None, []), save)


@page(EDIT, methods=METHODS, whole_district=WRITING)
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct a question, also a published one."""
    shown = get_object_or_404(Question.objects.standing(), pk=pk)
    crumbs = (HOME, QUESTIONS, Crumb(shown.question, record_url(shown)), Crumb("更正"))
    head = Head("更正问答", crumbs, chips=marks(is_sample=shown.is_sample))

    def save(texts: dict[str, str]) -> Question:
        return correct_question(actor_of(request), pk, texts, localdate(), seen_entry(request.POST))

    return _written(request, head, question_form(shown, bases_of([shown]).get(pk, [])), save)


def _written(
    request: HttpRequest, head: Head, form: EntryForm, save: Callable[[dict[str, str]], Question]
) -> HttpResponse:
    if request.method == "POST":
        form = typed_again(form, request.POST)
        try:
            saved = save(read_fields(request.POST, form))
        except BadInput as error:
            form = form.with_problems(error.problems)
        else:
            messages.success(request, f"已保存：{saved}")
            return redirect(record_url(saved))
    return render(request, "library/form.html", {"head": head, "form": form}, status=400 if form.problems else 200)


@page(EDIT, methods=METHODS, whole_district=WRITING)
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Publish a question, after a look at it."""
    effects = ("各岗位都能查到，也印进宣传单和政策汇编。", "以后还可以更正或撤下。")
    return _deed(request, pk, "发布问答", effects, publish_question)


@page(EDIT, methods=METHODS, whole_district=WRITING)
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a published question back: it is a draft again."""
    return _deed(request, pk, "撤下问答", ("别的岗位看不到它，宣传单和政策汇编不再收。",), withdraw_question)


def _deed(
    request: HttpRequest, pk: int, label: str, effects: tuple[str, ...], deed: Callable[..., Any]
) -> HttpResponse:
    shown, today = get_object_or_404(Question.objects.standing(), pk=pk), localdate()
    head = Head(label, (HOME, QUESTIONS, Crumb(shown.question, record_url(shown)), Crumb(label)))
    bases = "、".join(str(each) for each in bases_of([shown]).get(pk, [])) or "没有写依据"
    facts = (Fact("问题", Cell(shown.question)), Fact("回答", Cell(shown.answer)), Fact("依据", Cell(bases)))
    asked = Confirmation(head, facts, effects, deed_form(shown, label, today), voids=False)
    if request.method != "POST":
        return ask(request, asked)
    try:
        deed(actor_of(request), pk, _day(request.POST.get("on", "")), today=today)
    except BadInput as error:
        return ask(request, asked, error.problems)
    messages.success(request, f"已{label[:2]}：{shown}")
    return redirect(record_url(shown))


def _day(typed: str) -> date:
    day = written_day(typed)
    if day is None:
        raise BadInput(wrong("on", "R-DATE", f"「{typed}」不是日期；请按 2023-05-08 的样子填写"))
    return day


@page(EDIT, methods=METHODS, whole_district=WRITING)
def void(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back a question that was entered by mistake, after asking once more."""
    shown = get_object_or_404(Question.objects.standing(), pk=pk)
    back = record_url(shown)
    head = Head("作废问答", (HOME, QUESTIONS, Crumb(shown.question, back), Crumb("作废")))
    facts = (Fact("问题", Cell(shown.question, back)), Fact("回答", Cell(shown.answer)))
    form = reason_form("作废原因", submit_label="作废问答", cancel_url=back)
    asked = Confirmation(head, facts, ("不再出现在列表和宣传单里；日志里仍可查。",), form)
    if request.method != "POST":
        return ask(request, asked)
    try:
        void_question(actor_of(request), pk, request.POST.get("reason", ""))
    except BadInput as error:
        return ask(request, asked, error.problems)
    messages.success(request, f"已作废：{shown}")
    return redirect("library-questions")


@page(*MAY_SEE)
def leaflet(request: HttpRequest) -> HttpResponse:
    """The published questions as a leaflet, for one audience or all."""
    audience = request.GET.get("audience", "")
    audience = audience if audience in Audience.values else ""
    label = Audience(audience).label if audience else "全部"
    return docx_response(write_leaflet(actor_of(request), audience, localdate()), f"政策问答宣传单-{label}.docx")
