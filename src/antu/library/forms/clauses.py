"""Forms of explanations, links and questions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from django.urls import reverse

from antu.library.models import ClauseExplanation, LegalClause, LegalText, Question
from antu.library.models.questions import Audience
from antu.library.services.columns import ANSWER_MAX, EXPLANATION_MAX
from antu.library.services.compiling import TITLE_MAX
from antu.library.services.questions import QUESTION_COLUMNS
from antu.platform.display import Action
from antu.platform.entry import EntryField, EntryForm, EntrySection, Option, simple_form
from antu.platform.entry.by_column import field_of
from antu.platform.links import record_url
from antu.platform.versions import version_of
from antu.platform.workbook.texts import text_of

_HELP: Final = {
    "question": "照群众的说法写",
    "sort": "小的在前；留空为 100",
}


def explanation_form(clause: LegalClause, known: ClauseExplanation | None) -> EntryForm:
    """The form of an explanation."""
    said = "用大白话说清楚：算谁的、算多少、从哪天起、要带什么材料。不要超出条文的意思"
    field = EntryField(
        "content",
        "解释",
        "long",
        known.content if known else "",
        is_required=True,
        length_max=EXPLANATION_MAX,
        help=said,
        lines=8,
        has_focus=True,
    )
    return EntryForm(
        (EntrySection("", (field,)),),
        submit_label="保存解释",
        cancel_url=record_url(clause),
        version=str(version_of(known)) if known else "",
        key="explanation",
    )


def link_form() -> EntryForm:
    """The form that says which clause a citation means."""
    said = "写文本的名称或简称和条号，如“演示办法第七条”“手册 IV”；先要录入那件文本"
    where = EntryField("clause", "指哪一条", is_required=True, length_max=200, help=said, has_focus=True)
    cancel = reverse("library-citations")
    return EntryForm((EntrySection("", (where,)),), submit_label="链接条文", cancel_url=cancel, key="link")


def question_form(question: Question | None, bases: Sequence[LegalClause]) -> EntryForm:
    """The form of a question with its answer."""
    fields = {
        column.field: replace(
            field_of(column, text_of(getattr(question, column.field)) if question else ""),
            help=_HELP.get(column.field, ""),
        )
        for column in QUESTION_COLUMNS
    }
    asked = replace(fields["question"], kind="long", lines=2)
    answer = EntryField(
        "answer", "回答", "long", question.answer if question else "", is_required=True, length_max=ANSWER_MAX, lines=8
    )
    named = "；".join(f"{each.text.title}{each.label}" for each in bases)
    said = "政策库里的条款，如“演示办法第七条；第八条”；几条用分号或顿号分开"
    clauses = EntryField("clauses", "依据", value=named, help=said, length_max=500)
    return EntryForm(
        (EntrySection("", (asked, answer, clauses, fields["audience"], fields["sort"])),),
        submit_label="保存更正" if question else "登记政策问答",
        cancel_url=record_url(question) if question else reverse("library-questions"),
        version=str(version_of(question)) if question else "",
        key="question",
    )


def deed_form(question: Question, label: str, today: date) -> EntryForm:
    """The form that publishes a question, or takes it back."""
    on = EntryField("on", "日期", "date", today.isoformat(), is_required=True)
    return EntryForm((EntrySection("", (on,)),), submit_label=label, cancel_url=record_url(question), key="confirm")


def search_form(typed: str, level: str, day: str, levels: Sequence[tuple[str, str]]) -> EntryForm:
    """The library's own search; sent as an address."""
    return simple_form(
        EntryField("q", "找什么", value=typed, hint="过渡费、guodufei、gdf", has_focus=not typed),
        EntryField("level", "效力级别", "choice", level, options=tuple(Option(*each) for each in levels)),
        EntryField("on", "某日现行", "date", day),
        action=reverse("library-search"),
        submit_label="查找条文",
        key="library-search",
    )


def compilation_form(
    title: str, texts: Sequence[LegalText], *, has_explanations: bool, has_questions: bool
) -> EntryForm:
    """What a compilation is asked for."""
    fields = (
        EntryField("title", "名称", value=title, is_required=True, length_max=TITLE_MAX),
        EntryField("explanations", "条文下附解释", "bool", "是" if has_explanations else "否"),
        EntryField("questions", "附录政策问答", "bool", "是" if has_questions else "否", help="只收已发布的"),
        EntryField("texts", "文本", "hidden", ",".join(str(each.pk) for each in texts)),
    )
    cancel = reverse("library-texts")
    return EntryForm((EntrySection("", fields),), submit_label="编印汇编", cancel_url=cancel, key="compilation")


def leaflet_action(audience: str) -> Action:
    """The leaflet of the audience that the list is filtered by, or of all."""
    if audience in Audience.values:
        return Action(f"印宣传单（{Audience(audience).label}）", f"{reverse('library-leaflet')}?audience={audience}")
    return Action("印宣传单", reverse("library-leaflet"))
