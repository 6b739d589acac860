"""Texts, clauses, explanations and questions as the one search box shows them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from django.db import models

from antu.library.models import ClauseExplanation, LegalClause, LegalText, Question
from antu.platform.actor import Actor
from antu.platform.links import record_url
from antu.platform.search.kinds import Hit, SearchKind, plain_hits
from antu.platform.wording import joined

_SAID: Final = 40


def _of_text(text: Any) -> str:
    return joined((text.get_level_display(), text.document_no, text.issuing_body), " · ")


def _of_clause(clause: Any) -> str:
    return f"{clause.content[:_SAID]}…" if len(clause.content) > _SAID else str(clause.content)


def _explained(actor: Actor, rows: models.QuerySet[Any]) -> Iterable[tuple[int, Hit]]:  # noqa: ARG001 - a kind's signature
    for row in rows.select_related("clause__text"):
        yield row.pk, Hit(str(row), _of_clause(row), record_url(row.clause))


def _of_question(question: Any) -> str:
    return f"{question.get_audience_display()} · {question.answer[:_SAID]}"


FOUND: tuple[object, ...] = (
    SearchKind(LegalText, "法规文本", "title", plain_hits(_of_text)),
    SearchKind(LegalClause, "条款", "content", plain_hits(_of_clause, "text")),
    SearchKind(ClauseExplanation, "政策解释", "content", _explained),
    SearchKind(Question, "政策问答", "question", plain_hits(_of_question)),
)
