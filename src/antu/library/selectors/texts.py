"""Reads of texts, their versions and their clauses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from django.db.models import Count, Q, QuerySet

from antu.library.domain.parts import Part, parts_of
from antu.library.models import ClauseExplanation, LegalClause, LegalText, LinkedClause, QuestionClause, TextVersion
from antu.platform.actor import Actor
from antu.regulations.models import RuleVersion
from antu.regulations.selectors.texts import clauses_of, misnumbered, newest_versions


def in_force_on(day: date) -> Q:
    """Which texts are in force on the day; one without days always is."""
    begun = Q(valid_from__isnull=True) | Q(valid_from__lte=day)
    not_ended = Q(valid_to__isnull=True) | Q(valid_to__gte=day)
    not_abolished = Q(rule__isnull=True) | Q(rule__abolished_on__isnull=True) | Q(rule__abolished_on__gt=day)
    return begun & not_ended & not_abolished


def texts_seen(actor: Actor) -> QuerySet[LegalText]:
    """The texts that stand, by level and name, with the number of their articles and of what explains them."""
    counted = LegalText.objects.standing().seen_by(actor).select_related("rule")
    is_standing = Q(clauses__is_voided=False)
    return counted.annotate(
        articles=Count("clauses", filter=is_standing & ~Q(clauses__key=""), distinct=True),
        explained=Count(
            "clauses__explanations", filter=is_standing & Q(clauses__explanations__is_voided=False), distinct=True
        ),
    ).order_by("title", "pk")


def texts_in_force(day: date) -> QuerySet[LegalText]:
    """The texts that are in force on a day."""
    return LegalText.objects.standing().filter(in_force_on(day))


def last_version(text: LegalText) -> TextVersion:
    """The version that is shown."""
    return text.versions.select_related("text", "rule_version").order_by("number").reverse()[0]


def clauses_of_text(text: LegalText) -> list[LegalClause]:
    """The text's clauses in their order."""
    return list(text.clauses.filter(is_voided=False).select_related("text").order_by("position"))


def explanations_of(clauses: Sequence[LegalClause]) -> Mapping[int, ClauseExplanation]:
    """The standing explanation of each clause that has one."""
    found = ClauseExplanation.objects.standing().filter(clause__in=clauses).select_related("clause__text")
    return {each.clause_id: each for each in found}


def hanging_rows(clauses: Sequence[LegalClause]) -> Mapping[str, Mapping[int, int]]:
    """How many explanations, links and questions hang on each clause, by the name of their table."""
    counted: dict[str, dict[int, int]] = {}
    for model in (ClauseExplanation, LinkedClause, QuestionClause):
        rows = model.objects.filter(is_voided=False, clause__in=clauses).values_list("clause_id")
        counted[model.__name__] = dict(rows.annotate(count=Count("pk")).order_by())
    return counted


def parts_of_text(words: str) -> tuple[Part, ...]:
    """A text as the library would keep it."""
    return parts_of(clauses_of(words))


def wrong_numbers(words: str) -> tuple[str, ...]:
    """In sentences, where an article is not the one after that before it."""
    return tuple(misnumbered(clauses_of(words)))


def rules_to_take() -> list[RuleVersion]:
    """The newest published version of each rule of which the library has an older one or none."""
    kept = dict(
        TextVersion.objects.filter(text__is_voided=False, rule_version__isnull=False)
        .order_by("number")
        .values_list("rule_version__rule_id", "rule_version_id")
    )
    voided = set(LegalText.objects.filter(is_voided=True, rule__isnull=False).values_list("rule_id", flat=True))
    newest = newest_versions()
    return [each for rule, each in newest.items() if kept.get(rule) != each.pk and (rule in kept or rule not in voided)]
