"""Pages of texts: the list, one with its clauses, what is said of it, a version."""

from __future__ import annotations

from datetime import date
from typing import Final

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate

from antu.kernel.errors import BadInput
from antu.library.access import EDIT, MAY_SEE, WRITING, may_edit
from antu.library.forms.texts import about_form, seen_entry
from antu.library.models import LegalText, TextLevel
from antu.library.selectors.citing import citing_of_text
from antu.library.selectors.questions import questions_of
from antu.library.selectors.texts import (
    clauses_of_text,
    explanations_of,
    in_force_on,
    last_version,
    rules_to_take,
    texts_seen,
)
from antu.library.services.texts import correct_text, void_text
from antu.library.tables.clauses import shown_clauses
from antu.library.tables.texts import change_table, state_chip, text_facts, text_listing, version_table
from antu.platform.actor import Actor
from antu.platform.attachments.panel import draw_files
from antu.platform.confirming import Confirmation, ask_then, reason_form
from antu.platform.display import HOME, Action, Cell, Crumb, Fact, Head, marks
from antu.platform.entry import read_fields, typed_again
from antu.platform.journal_pages import entries_about, journal_table
from antu.platform.links import record_url
from antu.platform.listing import LIST_METHODS, AskedList, choice_filter, day_filter, list_page, text_filter
from antu.platform.pages import actor_of, page
from antu.platform.panels import DrawnPanel, draw, draw_table

METHODS: Final = ("GET", "HEAD", "POST")
TITLE: Final = "法规文本"
TEXTS: Final = Crumb(TITLE, "/library/texts/")
ENTRIES_SHOWN: Final = 20
_ABOUT: Final = "分成条款的法规和办法，附解释和引用它的补偿项目"


@page(*MAY_SEE, methods=LIST_METHODS)
def texts(request: HttpRequest) -> HttpResponseBase:
    """The texts, as they are today or on the day that the URL names."""
    actor = actor_of(request)
    asked_day = day_filter(request, "on", "某日现行")
    filters = [
        text_filter(request, "q", "名称、简称或文号"),
        choice_filter(request, "level", "效力级别", TextLevel.choices),
        asked_day,
    ]
    typed, level, day = (each.value for each in filters)
    found = texts_seen(actor)
    found = found.filter(_named(typed)) if typed else found
    found = found.filter(level=level) if level else found
    found = found.filter(in_force_on(date.fromisoformat(day))) if day else found
    listing = text_listing(date.fromisoformat(day) if day else localdate(), may_edit=may_edit(actor))
    head = Head(
        TITLE,
        (HOME, Crumb(TITLE)),
        subtitle=_ABOUT,
        actions=_list_actions(actor),
    )
    return list_page(AskedList(request, listing, filters, found), head)


def _named(typed: str) -> Q:
    return Q(title__icontains=typed) | Q(aliases__icontains=typed) | Q(document_no__icontains=typed)


def _list_actions(actor: Actor) -> tuple[Action, ...]:
    reading = (Action("查找条文", reverse("library-search")),)
    if not may_edit(actor):
        return reading
    waiting = len(rules_to_take())
    take = (Action(f"取用制度正文（{waiting}）", reverse("library-take")),) if waiting else ()
    return (Action("录入法规文本", reverse("library-text-new"), is_primary=True), *take, *reading)


@page(*MAY_SEE)
def text(request: HttpRequest, pk: int) -> HttpResponse:
    """One text: its clauses, beside each who cites it and who asks about it, under it what it means."""
    actor, today = actor_of(request), localdate()
    shown = get_object_or_404(LegalText.objects.seen_by(actor).select_related("rule"), pk=pk)
    versions = list(shown.versions.select_related("text", "rule_version__rule").order_by("number"))
    panels = [
        *_words_panel(request, shown),
        draw(request, "facts", "登记内容", "antu/facts.html", {"facts": text_facts(shown, versions[-1])}),
        draw_table(request, "versions", "版次", version_table(shown, versions)),
        *draw_files(request, shown),
        draw_table(request, "journal", "日志", journal_table(entries_about(shown)[:ENTRIES_SHOWN])),
    ]
    chips = (state_chip(shown, today), *marks(is_sample=shown.is_sample, is_voided=shown.is_voided))
    notices = ("示例或合成的文本，不是任何机关发布的文件，不得用于真实补偿。",) if shown.is_sample else ()
    head = Head(
        str(shown),
        (HOME, TEXTS, Crumb(str(shown))),
        subtitle=" · ".join(
            part for part in (shown.get_level_display(), shown.document_no, shown.issuing_body) if part
        ),
        chips=chips,
        actions=_actions(actor, shown),
        notices=notices,
    )
    return render(request, "antu/detail.html", {"head": head, "panels": panels})


def _words_panel(request: HttpRequest, shown: LegalText) -> list[DrawnPanel]:
    if shown.is_voided:
        return []
    clauses = clauses_of_text(shown)
    asked = questions_of(actor_of(request), clauses)
    listed = shown_clauses(clauses, explanations_of(clauses), citing_of_text(clauses), asked)
    context = {"clauses": listed, "contents": [each for each in listed if each.clause.label]}
    return [draw(request, "text", f"正文（{len(context['contents'])} 条）", "library/text.html", context)]


def _actions(actor: Actor, shown: LegalText) -> tuple[Action, ...]:
    compiled = Action("编成汇编", f"{reverse('library-compilation')}?texts={shown.pk}")
    if shown.is_voided:
        return ()
    if not may_edit(actor):
        return (compiled,)
    words = Action("更正正文", reverse("library-text-words", args=[shown.pk]), is_primary=True)
    return (
        *(() if shown.rule_id else (words,)),
        Action("更正登记", reverse("library-text-edit", args=[shown.pk])),
        compiled,
        Action("作废文本", reverse("library-text-void", args=[shown.pk])),
    )


@page(*MAY_SEE)
def version(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """One version of a text: what it changed of the one before, and its words as they were."""
    shown = get_object_or_404(LegalText.objects.seen_by(actor_of(request)), pk=pk)
    versions = list(shown.versions.select_related("text", "rule_version").filter(number__lte=number).order_by("number"))
    if not versions or versions[-1].number != number:
        raise Http404(number)
    current, before = versions[-1], versions[-2] if len(versions) > 1 else None
    changes = [draw_table(request, "changes", f"与{before.label}比较", change_table(before, current))] if before else []
    words = draw(request, "text", "正文", "library/words.html", {"paragraphs": current.words.splitlines()})
    head = Head(
        str(current),
        (HOME, TEXTS, Crumb(str(shown), record_url(shown)), Crumb(current.label)),
        subtitle=" · ".join(part for part in (current.reason, current.entered_by) if part),
        chips=marks(is_sample=shown.is_sample, is_voided=shown.is_voided),
    )
    return render(request, "antu/detail.html", {"head": head, "panels": [*changes, words]})


@page(EDIT, methods=METHODS, whole_district=WRITING)
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct what is said of a text."""
    shown = get_object_or_404(LegalText.objects.standing(), pk=pk)
    form = about_form(shown)
    head = Head(f"更正登记：{shown}", (HOME, TEXTS, Crumb(str(shown), record_url(shown)), Crumb("更正登记")))
    if request.method == "POST":
        form = typed_again(form, request.POST)
        try:
            correct_text(actor_of(request), pk, read_fields(request.POST, form), seen_entry(request.POST))
        except BadInput as error:
            form = form.with_problems(error.problems)
        else:
            messages.success(request, f"已保存更正：{shown}")
            return redirect(record_url(shown))
    status = 400 if form.problems else 200
    return render(request, "library/form.html", {"head": head, "form": form}, status=status)


@page(EDIT, methods=METHODS, whole_district=WRITING)
def void(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back a text that was entered by mistake, after asking once more."""
    shown = get_object_or_404(LegalText.objects.standing(), pk=pk)
    back = record_url(shown)
    head = Head("作废文本", (HOME, TEXTS, Crumb(str(shown), back), Crumb("作废文本")))
    facts = (Fact("文本", Cell(str(shown), back)), Fact("版次", Cell(last_version(shown).label)))
    effects = (
        "条款上的解释、链接和问答依据一并作废；引用它的条款不再找得到条文。",
        "不再施行的不是作废，请在“更正登记”里填失效日期。",
    )
    question = Confirmation(head, facts, effects, reason_form("作废原因", submit_label="作废文本", cancel_url=back))
    return ask_then(
        request,
        question,
        lambda: void_text(actor_of(request), pk, request.POST.get("reason", "")),
        f"已作废：{shown}",
        "library-texts",
    )
