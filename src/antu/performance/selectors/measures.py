"""Reads of problems and measures, and of the rules that were issued because of them."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from antu.performance.models import MeasureRule, ProblemAndMeasure
from antu.regulations.models import IssuedRule, RuleVersion

SOURCES = ("信访", "扫尾", "会议", "审计", "其他")
"""Where problems come from, as suggestions: an office writes its own."""


@dataclass(frozen=True, slots=True)
class RuleChoice:
    """A rule as a whole (``version`` None), or one published version of it, as a form offers it."""

    key: str
    label: str
    document_no: str
    rule: int
    version: int | None = None


def with_rules(problems: QuerySet[ProblemAndMeasure]) -> QuerySet[ProblemAndMeasure]:
    """The problems with the rules that they name, in two more queries."""
    return problems.prefetch_related("rules__rule", "rules__version__rule")


def all_problems() -> QuerySet[ProblemAndMeasure]:
    """The problems of all years that stand, the latest year first, in the order of their rows."""
    return ProblemAndMeasure.objects.standing().order_by("-year", "source_row", "id")


def named_rules(problem: ProblemAndMeasure) -> list[MeasureRule]:
    """The rules that the problem names, in the order in which they were chosen."""
    named = [each for each in problem.rules.all() if not each.is_voided and not each.rule.is_voided]
    return sorted(named, key=lambda each: (each.source_row or 0, each.pk))


def measures_of_rule(rule: int) -> list[MeasureRule]:
    """The problems that the rule was issued because of, the latest first."""
    named = MeasureRule.objects.standing().filter(rule=rule, problem__is_voided=False)
    return list(named.select_related("problem", "rule", "version__rule").order_by("-problem__year", "problem_id", "id"))


def rule_choices(problem: ProblemAndMeasure) -> list[RuleChoice]:
    """What may be named: every rule that stands, and every published version; also what the problem names already."""
    rules = {rule.pk: rule for rule in IssuedRule.objects.standing().order_by("-issued_on", "pk")}
    versions = RuleVersion.objects.filter(rule__in=rules, issued_on__isnull=False).defer("text")
    chosen = [RuleChoice(f"r{pk}", str(rule), rule.document_no, pk) for pk, rule in rules.items()]
    chosen += [
        RuleChoice(f"v{version.pk}", str(version), version.document_no, version.rule_id, version.pk)
        for version in versions.select_related("rule").order_by("rule_id", "number")
    ]
    offered = {each.key for each in chosen}
    own = [choice_of(each) for each in named_rules(problem)] if problem.pk else []
    return [*chosen, *(each for each in own if each.key not in offered)]


def choice_of(named: MeasureRule) -> RuleChoice:
    """A named rule as the form offers it."""
    version = named.version
    if version:
        return RuleChoice(f"v{version.pk}", str(named), version.document_no, named.rule_id, version.pk)
    return RuleChoice(f"r{named.rule_id}", str(named), named.rule.document_no, named.rule_id)
