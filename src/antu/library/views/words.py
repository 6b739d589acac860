"""Pages on which a text's words are entered and corrected: first its split is shown, then it is saved."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from antu.kernel.errors import BadInput
from antu.library.access import EDIT, WRITING
from antu.library.forms.texts import (
    SentWords,
    confirming_form,
    entering_form,
    seen_entry,
    sent_words,
    words_form,
)
from antu.library.models import LegalText
from antu.library.selectors.texts import last_version, parts_of_text, rules_to_take, wrong_numbers
from antu.library.services.clauses import correction_of
from antu.library.services.texts import NewWords, correct_words, enter_text, take_rules
from antu.library.tables.texts import split_table, split_warnings, split_words
from antu.library.views.texts import METHODS, TEXTS
from antu.platform.confirming import Confirmation, ask
from antu.platform.display import HOME, Cell, Crumb, Fact, Head
from antu.platform.entry import EntryForm, read_fields, typed_again
from antu.platform.links import record_url
from antu.platform.pages import actor_of, page


@page(EDIT, methods=METHODS, whole_district=WRITING)
def enter(request: HttpRequest) -> HttpResponse:
    """Enter a text: what is said of it and its words; the split is shown before anything is saved."""
    head = Head(
        "录入法规文本", (HOME, TEXTS, Crumb("录入")), subtitle="上传 .docx、.pdf、.txt，或粘贴全文；保存前先看怎样分条"
    )
    form = entering_form()
    if request.method != "POST":
        return _drawn(request, head, form)
    actor, form = actor_of(request), typed_again(form, request.POST)
    try:
        sent = sent_words(request, actor)
        form = typed_again(form, {**request.POST.dict(), "text": sent.words})
        if "upload" not in request.POST:
            return _preview(request, head, form, sent, ())
        if "back" in request.POST:
            return _drawn(request, head, form)
        entered = enter_text(actor, read_fields(request.POST, form), sent.words, sent.original)
    except BadInput as error:
        return _drawn(request, head, form.with_problems(error.problems))
    messages.success(request, f"已录入：{entered}，{split_words(parts_of_text(sent.words))}")
    return redirect(record_url(entered))


@page(EDIT, methods=METHODS, whole_district=WRITING)
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct a text's words; what becomes of each clause is shown before anything is saved."""
    shown = get_object_or_404(LegalText.objects.standing().select_related("rule"), pk=pk)
    if shown.rule:
        messages.warning(request, "正文取自制度文件；要改，请在这里起草下一版")
        return redirect(record_url(shown.rule))
    head = Head(
        f"更正正文：{shown}",
        (HOME, TEXTS, Crumb(str(shown), record_url(shown)), Crumb("更正正文")),
        subtitle="没有变的条款，解释、链接和问答照旧；保存前先看哪些变了",
    )
    form = words_form(shown, last_version(shown).words)
    if request.method != "POST":
        return _drawn(request, head, form)
    actor, form = actor_of(request), typed_again(form, request.POST)
    try:
        sent = sent_words(request, actor)
        form = typed_again(form, {**request.POST.dict(), "text": sent.words})
        if "upload" not in request.POST:
            return _preview(request, head, form, sent, correction_of(shown, sent.words).told.sentences)
        if "back" in request.POST:
            return _drawn(request, head, form)
        new = NewWords(sent.words, request.POST.get("reason", ""), sent.original)
        told = correct_words(actor, pk, new, seen_entry(request.POST))
    except BadInput as error:
        return _drawn(request, head, form.with_problems(error.problems))
    messages.success(request, f"已更正：{shown}{last_version(shown).label}。{'；'.join(told.sentences)}")
    return redirect(record_url(shown))


@page(EDIT, methods=METHODS, whole_district=WRITING)
def take(request: HttpRequest) -> HttpResponse:
    """Take the texts of issued rules that were published before the library was there."""
    waiting = rules_to_take()
    head = Head("取用制度正文", (HOME, TEXTS, Crumb("取用制度正文")))
    facts = tuple(Fact(f"制度 {at}", Cell(str(each), record_url(each))) for at, each in enumerate(waiting, start=1))
    effects = (
        "这些已发布的制度分成条款列进政策库；正文仍在制度文件里，这里不另存一份。",
        "以后发布的制度自动列入。",
    )
    form = EntryForm(submit_label="取用制度正文", cancel_url=reverse("library-texts"), key="confirm")
    question = Confirmation(head, facts, effects, form, voids=False)
    if request.method != "POST":
        return ask(request, question)
    taken = take_rules(actor_of(request))
    messages.success(request, f"已取用 {len(taken)} 件制度" if taken else "没有要取用的制度")
    return redirect("library-texts")


def _preview(
    request: HttpRequest, head: Head, form: EntryForm, sent: SentWords, effects: tuple[str, ...]
) -> HttpResponse:
    parts = parts_of_text(sent.words)
    context = {
        "head": head,
        "counted": split_words(parts),
        "warnings": split_warnings(parts, wrong_numbers(sent.words)),
        "effects": effects,
        "table": split_table(parts),
        "form": confirming_form(form, sent.upload, label="按这样分条保存", back=request.path),
    }
    return render(request, "library/preview.html", context)


def _drawn(request: HttpRequest, head: Head, form: EntryForm) -> HttpResponse:
    status = 400 if form.problems else 200
    return render(request, "library/form.html", {"head": head, "form": form}, status=status)
