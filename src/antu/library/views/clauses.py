"""Pages of one clause: its words, who cites it, what it means; its explanation written and taken back."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate

from antu.kernel.errors import BadInput
from antu.library.access import EDIT, MAY_SEE, WRITING, may_edit
from antu.library.forms.clauses import explanation_form
from antu.library.forms.texts import seen_entry
from antu.library.models import ClauseExplanation, LegalClause
from antu.library.selectors.citing import citing_of_clause
from antu.library.selectors.questions import questions_of
from antu.library.selectors.texts import clauses_of_text, explanations_of
from antu.library.services.explaining import explain_clause, void_explanation
from antu.library.tables.clauses import back_to_text, citing_table, neighbours, question_table
from antu.library.tables.texts import state_chip
from antu.library.views.texts import ENTRIES_SHOWN, METHODS, TEXTS
from antu.platform.confirming import Confirmation, ask_then, reason_form
from antu.platform.display import HOME, Action, Cell, Crumb, Fact, Head, marks
from antu.platform.entry import read_fields, typed_again
from antu.platform.journal_pages import entries_about_parts, journal_table
from antu.platform.links import record_url
from antu.platform.pages import actor_of, page
from antu.platform.panels import draw, draw_table


@page(*MAY_SEE)
def clause(request: HttpRequest, pk: int) -> HttpResponse:
    """One clause with what hangs on it."""
    actor, today = actor_of(request), localdate()
    shown = get_object_or_404(LegalClause.objects.seen_by(actor).select_related("text__rule"), pk=pk)
    explanation = explanations_of([shown]).get(shown.pk)
    cited = [] if shown.is_voided else citing_of_clause(shown)
    context = {
        "clause": shown,
        "explanation": explanation,
        "may_edit": may_edit(actor) and not shown.is_voided,
        "neighbours": neighbours(shown, clauses_of_text(shown.text)),
    }
    entries = entries_about_parts(shown, shown.explanations.all())[:ENTRIES_SHOWN]
    panels = [
        draw(request, "clause", "条文和解释", "library/clause.html", context),
        draw_table(request, "cited", "引用它的补偿办法", citing_table(cited)),
        draw_table(request, "questions", "相关问答", question_table(questions_of(actor, [shown]).get(shown.pk, []))),
        draw_table(request, "journal", "日志", journal_table(entries)),
    ]
    label = shown.label or "（无条号）"
    head = Head(
        f"{shown.text}{label}",
        (HOME, TEXTS, Crumb(str(shown.text), back_to_text(shown)), Crumb(label)),
        subtitle=shown.heading,
        chips=(state_chip(shown.text, today), *marks(is_sample=shown.is_sample, is_voided=shown.is_voided)),
        actions=(Action("看全文", back_to_text(shown)),),
    )
    return render(request, "antu/detail.html", {"head": head, "panels": panels})


@page(EDIT, methods=METHODS, whole_district=WRITING)
def explain(request: HttpRequest, pk: int) -> HttpResponse:
    """Write, or write anew, what a clause means in plain words."""
    shown = get_object_or_404(LegalClause.objects.standing().select_related("text"), pk=pk)
    known = explanations_of([shown]).get(pk)
    form = explanation_form(shown, known)
    crumbs = (HOME, TEXTS, Crumb(str(shown.text), back_to_text(shown)), Crumb(shown.label, record_url(shown)))
    head = Head(f"解释：{shown}", (*crumbs, Crumb("解释")), chips=marks(is_sample=shown.is_sample))
    if request.method == "POST":
        form = typed_again(form, request.POST)
        words = read_fields(request.POST, form)["content"]
        try:
            explain_clause(actor_of(request), pk, words, localdate(), seen_entry(request.POST))
        except BadInput as error:
            form = form.with_problems(error.problems)
        else:
            messages.success(request, f"已保存解释：{shown}")
            return redirect(record_url(shown))
    context = {"head": head, "form": form, "clause": shown}
    return render(request, "library/explain.html", context, status=400 if form.problems else 200)


@page(EDIT, methods=METHODS, whole_district=WRITING)
def void_explained(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an explanation back, after asking once more."""
    held = get_object_or_404(ClauseExplanation.objects.standing().select_related("clause__text"), pk=pk)
    back = record_url(held.clause)
    head = Head("作废解释", (HOME, TEXTS, Crumb(str(held.clause), back), Crumb("作废解释")))
    facts = (Fact("条款", Cell(str(held.clause), back)), Fact("解释", Cell(held.content)))
    form = reason_form("作废原因", submit_label="作废解释", cancel_url=back)
    question = Confirmation(head, facts, ("条文下不再列出这段解释；日志里仍可查。",), form)
    return ask_then(
        request,
        question,
        lambda: void_explanation(actor_of(request), pk, request.POST.get("reason", "")),
        "已作废这段解释",
        reverse("library-clause", args=[held.clause_id]),
    )
