"""Reads of questions and answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db.models import QuerySet

from antu.library.models import LegalClause, Question, QuestionClause, QuestionDeed
from antu.library.models.questions import last_deed, published
from antu.platform.actor import Actor


def questions_seen(actor: Actor) -> QuerySet[Question]:
    """The questions that the actor sees, in the office's order, each with its last deed: ``last``."""
    return Question.objects.standing().seen_by(actor).annotate(last=last_deed()).order_by("sort", "pk")


def published_questions(actor: Actor, audience: str = "") -> list[Question]:
    """Those that are published, for one audience or all."""
    found = questions_seen(actor).filter(pk__in=published())
    return list(found.filter(audience=audience) if audience else found)


def is_published(question: Question) -> bool:
    """Whether the last that happened to it is its publication."""
    last = question.events.filter(is_voided=False).order_by("-on", "-id").first()
    return last is not None and last.deed == QuestionDeed.PUBLISHED


def bases_of(questions: Iterable[Question]) -> Mapping[int, list[LegalClause]]:
    """The clauses that each answer rests on, in the order of the texts."""
    found: dict[int, list[LegalClause]] = {}
    rows = QuestionClause.objects.standing().filter(question__in=list(questions), clause__is_voided=False)
    for each in rows.select_related("clause__text").order_by("clause__text_id", "clause__position"):
        found.setdefault(each.question_id, []).append(each.clause)
    return found


def questions_of(actor: Actor, clauses: Iterable[LegalClause]) -> Mapping[int, list[Question]]:
    """The questions whose answers rest on each of these clauses."""
    found: dict[int, list[Question]] = {}
    seen = questions_seen(actor).values("pk")
    rows = QuestionClause.objects.standing().filter(clause__in=list(clauses), question__in=seen)
    for each in rows.select_related("question").order_by("question__sort", "question_id"):
        found.setdefault(each.clause_id, []).append(each.question)
    return found
