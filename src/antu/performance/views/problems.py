"""Pages of problems and measures: the list, one problem; entered, corrected, voided."""

from __future__ import annotations

from typing import Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate

from antu.kernel.errors import BadInput
from antu.performance.access import PROBLEMS
from antu.performance.forms import entered_problem, place_of, problem_form, seen_entry
from antu.performance.models import ProblemAndMeasure
from antu.performance.selectors.measures import all_problems, named_rules, with_rules
from antu.performance.services.problems import REASON_MAX, correct_problem, enter_problem, void_problem
from antu.performance.tables.problems import (
    EFFECTS,
    HAS_EFFECT,
    NO_EFFECT,
    RULED,
    matching,
    problem_facts,
    problem_listing,
    rules_table,
)
from antu.platform.attachments.panel import draw_files
from antu.platform.confirming import Confirmation, ask_then, reason_form
from antu.platform.display import HOME, Action, Cell, Crumb, Fact, Head, marks
from antu.platform.entry import EntryForm, asks_for_rows, typed_again
from antu.platform.journal_pages import entries_about, journal_table
from antu.platform.links import record_url
from antu.platform.listing import LIST_METHODS, AskedList, choice_filter, list_page, text_filter
from antu.platform.pages import actor_of, page
from antu.platform.panels import draw, draw_table

METHODS: Final = ("GET", "HEAD", "POST")
LIST: Final = Crumb(PROBLEMS, "/problems/")
ENTRIES_SHOWN: Final = 20
_TITLE_MAX: Final = 30


@page("report.view", "register.view", methods=LIST_METHODS, whole_district=PROBLEMS)
def problems(request: HttpRequest) -> HttpResponseBase:
    """The problems of all years with what was done about them."""
    actor = actor_of(request)
    known = list(with_rules(all_problems()))
    years = sorted({each.year for each in known}, reverse=True)
    sources = sorted({each.source for each in known if each.source})
    filters = [
        text_filter(request, "q", "问题、措施或单位"),
        choice_filter(request, "year", "年度", [(str(year), f"{year}年") for year in years]),
        choice_filter(request, "source", "来源", [(source, source) for source in sources]),
        choice_filter(request, "effect", "效果", EFFECTS),
        choice_filter(request, "ruled", "制度", RULED),
    ]
    new = (Action("登记问题与措施", reverse("problem-new"), is_primary=True),) if actor.may("problem.edit") else ()
    said = "绩效报告第四部分由它们写成"
    head = Head(PROBLEMS, (HOME, Crumb(PROBLEMS)), subtitle=said, actions=new)
    return list_page(AskedList(request, problem_listing(actor), filters, matching(known, filters)), head)


@page("report.view", "register.view", whole_district=PROBLEMS)
def problem(request: HttpRequest, pk: int) -> HttpResponse:
    """One problem with the rules that it led to."""
    shown = get_object_or_404(with_rules(ProblemAndMeasure.objects.all()), pk=pk)
    may_edit = actor_of(request).may("problem.edit") and not shown.is_voided
    actions = (
        Action("更正问题与措施", reverse("problem-edit", args=[pk])),
        Action("作废问题与措施", reverse("problem-void", args=[pk])),
    )
    chips = marks(is_sample=shown.is_sample, is_voided=shown.is_voided)
    head = Head(
        _title(shown),
        (HOME, LIST, Crumb(f"{shown.year}年")),
        subtitle=f"{shown.year}年",
        chips=(HAS_EFFECT if shown.effect else NO_EFFECT, *chips),
        actions=actions if may_edit else (),
    )
    panels = [
        draw(request, "facts", "登记内容", "antu/facts.html", {"facts": problem_facts(shown)}),
        draw_table(request, "rules", "印发的制度", rules_table(named_rules(shown))),
        *draw_files(request, shown),
        draw_table(request, "journal", "日志", journal_table(entries_about(shown)[:ENTRIES_SHOWN])),
    ]
    return render(request, "antu/detail.html", {"head": head, "panels": panels})


@page("problem.edit", methods=METHODS, whole_district=PROBLEMS)
def enter(request: HttpRequest) -> HttpResponse:
    """Enter a problem."""
    today = localdate()
    head = Head("登记问题与措施", (HOME, LIST, Crumb("登记")), subtitle="问题必填，其余可以以后补")
    form = problem_form(None, today)
    if request.method != "POST":
        return _drawn(request, head, form)
    form = typed_again(form, request.POST)
    if asks_for_rows(request.POST):
        return _drawn(request, head, form)
    try:
        entered = enter_problem(actor_of(request), entered_problem(request.POST, form), today=today)
    except BadInput as error:
        return _drawn(request, head, form.with_problems(error.problems, place_of))
    messages.success(request, f"已登记：{_title(entered)}")
    return redirect(record_url(entered))


@page("problem.edit", methods=METHODS, whole_district=PROBLEMS)
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct a problem, or tell its effect."""
    shown, today = get_object_or_404(with_rules(ProblemAndMeasure.objects.standing()), pk=pk), localdate()
    crumbs = (HOME, LIST, Crumb(_title(shown), record_url(shown)), Crumb("更正"))
    head = Head("更正问题与措施", crumbs, chips=marks(is_sample=shown.is_sample))
    form = problem_form(shown, today)
    if request.method != "POST":
        return _drawn(request, head, form)
    form = typed_again(form, request.POST)
    if asks_for_rows(request.POST):
        return _drawn(request, head, form)
    seen = seen_entry(request.POST)
    try:
        correct_problem(actor_of(request), shown, entered_problem(request.POST, form), seen, today=today)
    except BadInput as error:
        return _drawn(request, head, form.with_problems(error.problems, place_of))
    messages.success(request, f"已保存：{_title(shown)}")
    return redirect(record_url(shown))


@page("problem.edit", methods=METHODS, whole_district=PROBLEMS)
def void(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a problem back, with the reason, after asking once more."""
    shown = get_object_or_404(ProblemAndMeasure.objects.standing(), pk=pk)
    back = record_url(shown)
    head = Head("作废问题与措施", (HOME, LIST, Crumb(_title(shown), back), Crumb("作废")))
    facts = (Fact("年度", Cell(str(shown.year))), Fact("问题", Cell(shown.problem, back)))
    effects = (f"{shown.year}年绩效报告不再写这个问题；日志里仍可查。",)
    form = reason_form("作废原因", submit_label="作废问题与措施", cancel_url=back, length_max=REASON_MAX)
    question = Confirmation(head, facts, effects, form)
    return ask_then(
        request,
        question,
        lambda: void_problem(actor_of(request), shown, request.POST.get("reason", "")),
        f"已作废：{_title(shown)}",
        "problems",
    )


def _title(shown: ProblemAndMeasure) -> str:
    return shown.problem if len(shown.problem) <= _TITLE_MAX else f"{shown.problem[:_TITLE_MAX]}…"


def _drawn(request: HttpRequest, head: Head, form: EntryForm) -> HttpResponse:
    status = 400 if form.problems else 200
    return render(request, "performance/form.html", {"head": head, "form": form}, status=status)
