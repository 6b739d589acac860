"""Writes of questions and answers: entered, corrected, published, taken back, voided."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django.db import transaction

from antu.kernel.errors import BadInput, Problem
from antu.library.access import require_editing
from antu.library.models import LegalClause, Question, QuestionClause, QuestionDeed, QuestionEvent
from antu.library.models.questions import Audience
from antu.library.selectors.citing import clauses_named
from antu.library.selectors.questions import is_published
from antu.library.services.columns import (
    ANSWER_MAX,
    LongText,
    read_reason,
    refuse_later_writes,
    refuse_voided,
    wrong,
)
from antu.platform import journal
from antu.platform.actor import Actor
from antu.platform.exchange import choice, text, whole
from antu.platform.voiding import void_row
from antu.platform.workbook import Column
from antu.platform.workbook.texts import read_texts

SORT_MAX: Final = Decimal(999)
QUESTION_COLUMNS: Final[tuple[Column, ...]] = (
    replace(text("问题", "question", required=True), length_max=200),
    replace(choice("对象", "audience", Audience), required=True),
    replace(whole("排序", "sort", Decimal(0), SORT_MAX, unit=""), required=False),
)
ANSWER: Final = LongText("answer", "回答", ANSWER_MAX)
USUAL_SORT: Final = 100


@transaction.atomic
def enter_question(actor: Actor, texts: Mapping[str, str], today: date, *, is_sample: bool = False) -> Question:
    """Enter a question with its answer and the clauses that it rests on; a draft until it is published.

    ``texts["clauses"]`` names the clauses in words: 「演示办法第七条；第八条」.

    Raises Forbidden, or BadInput with every problem beside its field.
    """
    require_editing(actor)
    return _keep(actor, "登记政策问答", Question(entered_by=actor.name, is_sample=is_sample), texts, today)


@transaction.atomic
def correct_question(actor: Actor, pk: int, texts: Mapping[str, str], today: date, seen: int | None = None) -> Question:
    """Correct a question, also a published one. Raises Forbidden, or BadInput (``K-CHANGED``)."""
    require_editing(actor)
    question = _held(pk)
    refuse_later_writes(question, seen)
    return _keep(actor, "更正政策问答", question, texts, today)


@transaction.atomic
def publish_question(actor: Actor, pk: int, on: date, *, today: date) -> QuestionEvent:
    """Publish a question as of a day. Raises Forbidden, or BadInput (``K-STATE``, ``P-FUTURE``)."""
    return _enter_deed(actor, pk, QuestionDeed.PUBLISHED, on, today)


@transaction.atomic
def withdraw_question(actor: Actor, pk: int, on: date, *, today: date) -> QuestionEvent:
    """Take a published question back: it is a draft again. Raises Forbidden, or BadInput (``K-STATE``)."""
    return _enter_deed(actor, pk, QuestionDeed.WITHDRAWN, on, today)


@transaction.atomic
def void_question(actor: Actor, pk: int, reason: str) -> None:
    """Take a question back that was entered by mistake. Raises Forbidden or BadInput."""
    require_editing(actor)
    question = _held(pk)
    void_row(actor, question, "作废政策问答", read_reason(reason))


def _enter_deed(actor: Actor, pk: int, deed: QuestionDeed, on: date, today: date) -> QuestionEvent:
    require_editing(actor)
    question = _held(pk)
    if on > today:
        raise BadInput(wrong("on", "P-FUTURE", f"{deed.label}日期 {on} 还没有到"))
    if is_published(question) is (deed is QuestionDeed.PUBLISHED):
        raise BadInput(Problem("K-STATE", f"这一问已经是{deed.label}的状态，不用再办"))
    last = question.events.filter(is_voided=False).order_by("-on", "-id").first()
    if last and on < last.on:
        raise BadInput(wrong("on", "R-DATE-ORDER", f"{on} 早于上一次{last.get_deed_display()}的 {last.on}，请核对"))
    event = QuestionEvent.objects.create(
        question=question, on=on, deed=deed, by_name=actor.name, is_sample=question.is_sample
    )
    journal.record(actor, f"{deed.label}政策问答", question, {"日期": [None, on.isoformat()]})
    return event


def _held(pk: int) -> Question:
    question = Question.objects.select_for_update().get(pk=pk)
    refuse_voided(question)
    return question


def _keep(actor: Actor, action: str, question: Question, texts: Mapping[str, str], today: date) -> Question:
    values, problems = read_texts(QUESTION_COLUMNS, texts)
    answer = ""
    try:
        answer = ANSWER.read(texts)
    except BadInput as error:
        problems += error.problems
    problems += _against(question, values)
    named, unknown = clauses_named(texts.get("clauses", ""), today)
    bases = list(LegalClause.objects.standing().filter(pk__in=named).select_related("text"))
    if unknown:
        way = "请写名称或简称和条号，如「演示办法第七条；第八条」；没有的先录入文本"
        what = f"政策库里没有「{'、'.join(unknown)}」；{way}"
        problems.append(wrong("clauses", "K-CLAUSE", what))
    if problems:
        raise BadInput(problems)
    before = journal.snapshot(question) if question.pk else {}
    question.question, question.audience = str(values["question"]), str(values["audience"])
    question.answer, question.sort = answer, int(values.get("sort") or USUAL_SORT)  # type: ignore[arg-type]
    change: dict[str, Any] = journal.difference(before, journal.snapshot(question))
    if change or not question.pk:
        question.save()
    if told := _keep_bases(actor, question, bases):
        change["依据"] = told
    if change:
        journal.record(actor, action, question, change)
    return question


def _against(question: Question, values: Mapping[str, Any]) -> list[Problem]:
    asked = values.get("question")
    others = Question.objects.standing().filter(question=asked).exclude(pk=question.pk)
    if asked and others.exists():
        return [wrong("question", "R-DUPLICATE", "已经有这一问；要补充，请更正那一条")]
    return []


def _keep_bases(actor: Actor, question: Question, bases: Sequence[LegalClause]) -> list[str] | None:
    """The clauses before and after, in words, where they are others."""
    known = {each.clause_id: each for each in question.bases.filter(is_voided=False).select_related("clause__text")}
    wanted = {each.pk: each for each in bases}
    if known.keys() == wanted.keys():
        return None
    before = "、".join(str(each.clause) for each in known.values())
    for pk, basis in known.items():
        if pk not in wanted:
            void_row(actor, basis, "撤下问答依据", "更正问答")
    for pk, clause in wanted.items():
        if pk not in known:
            QuestionClause.objects.create(question=question, clause=clause, is_sample=question.is_sample)
    return [before, "、".join(str(each) for each in bases)]
