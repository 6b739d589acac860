"""Reads of issued rules and of the versions of their text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import groupby
from typing import Final

from antu.platform.actor import Actor
from antu.platform.models import JournalEntry
from antu.platform.versions import entries_since
from antu.platform.wording import joined, moment_text
from antu.regulations.domain.standing import RuleState, in_force_on, state_on
from antu.regulations.models import IssuedRule, RuleVersion

DRAFTED: Final = "起草制度版本"
REDRAFTED: Final = "修改制度草稿"

#: With the rules of versions, since later rooms may not reach into ``domain``.
__all__ = (
    "RuleState",
    "changed_by_others",
    "drafter_logins",
    "in_force_on",
    "open_draft",
    "published_before",
    "revised_versions",
    "rule_state",
    "rules_seen",
    "state_on",
    "version_in_force",
    "versions_by_rule",
    "versions_of",
)


def rules_seen(actor: Actor) -> list[IssuedRule]:
    """The rules that the actor sees, the latest first; drafts, which have no day yet, before them."""
    rules = IssuedRule.objects.standing().seen_by(actor)
    return sorted(rules, key=lambda rule: (rule.issued_on or date.max, rule.pk), reverse=True)


def versions_of(actor: Actor, rule: IssuedRule) -> list[RuleVersion]:
    """The rule's versions that the actor sees, in their order."""
    return list(
        RuleVersion.objects.standing().seen_by(actor).filter(rule=rule).select_related("rule").order_by("number")
    )


def versions_by_rule(actor: Actor, rules: Iterable[IssuedRule]) -> Mapping[int, list[RuleVersion]]:
    """The versions of many rules, in their order, without their texts."""
    seen = RuleVersion.objects.standing().seen_by(actor).filter(rule__in=list(rules))
    found = seen.defer("text").select_related("rule").order_by("rule_id", "number")
    return {rule: list(those) for rule, those in groupby(found, key=lambda each: each.rule_id)}


def rule_state(rule: IssuedRule, versions: Iterable[RuleVersion], day: date) -> RuleState:
    """What the rule is on the day."""
    return state_on(versions, day, issued_on=rule.issued_on, abolished_on=rule.abolished_on)


def version_in_force(rule: IssuedRule, day: date) -> RuleVersion | None:
    """The version in force on the day; None where none was, or no text of it is on record."""
    versions = RuleVersion.objects.standing().filter(rule=rule).select_related("rule")
    return in_force_on(versions, day, rule.abolished_on)


def published_before(rule: IssuedRule) -> RuleVersion | None:
    """The rule's last published version."""
    return rule.versions.filter(issued_on__isnull=False).order_by("number").last()


def revised_versions(year: int) -> list[RuleVersion]:
    """The versions after a rule's first that were published in the year, by day."""
    later = RuleVersion.objects.standing().filter(issued_on__year=year, number__gt=1, rule__is_voided=False)
    return list(later.defer("text").select_related("rule").order_by("issued_on", "id"))


def open_draft(rule: IssuedRule) -> RuleVersion | None:
    """The version that waits for its publication."""
    return rule.versions.filter(issued_on__isnull=True, is_voided=False).first()


def drafter_logins(version: RuleVersion) -> set[str]:
    """Who wrote at the draft."""
    about = JournalEntry.objects.filter(object_kind=version._meta.label_lower, object_id=version.pk)
    return set(about.filter(action__in=(DRAFTED, REDRAFTED)).values_list("actor_login", flat=True))


def changed_by_others(row: IssuedRule | RuleVersion, seen: int) -> str:
    """Who wrote to the record after the journal's entry ``seen``, in words; empty for nobody."""
    since = entries_since(row, seen)
    return joined(f"{each.actor_name}（{moment_text(each.at)}，{each.action}）" for each in since) if since else ""
