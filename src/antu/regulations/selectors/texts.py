"""Texts of rules in their clauses, for later rooms, which may not reach into ``domain``."""

from __future__ import annotations

from collections.abc import Mapping

from antu.regulations.domain.clauses import TEXT_MAX, Clause, clauses_of, kept_text, misnumbered
from antu.regulations.domain.comparing import ChangeKind, ClauseChange, Piece, changes_between, pieces_of
from antu.regulations.domain.rule_file import text_of_file
from antu.regulations.models import IssuedRule, RuleVersion

__all__ = (
    "TEXT_MAX",
    "ChangeKind",
    "Clause",
    "ClauseChange",
    "Piece",
    "changes_between",
    "clauses_of",
    "kept_text",
    "misnumbered",
    "newest_versions",
    "pieces_of",
    "text_of_file",
)


def newest_versions() -> Mapping[int, RuleVersion]:
    """Of each rule that stands, the last version that was published."""
    found = RuleVersion.objects.standing().filter(issued_on__isnull=False, rule__in=IssuedRule.objects.standing())
    return {each.rule_id: each for each in found.select_related("rule").order_by("rule_id", "number")}
