"""What a household would be owed if what is typed were saved, beside what stands; nothing is stored."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from antu.compensation.domain.comparison import ComparedLine, Facts, facts_changes, line_moves
from antu.compensation.models import Determination
from antu.compensation.selectors.estimates import assumed_signing_day, choose_pack
from antu.compensation.selectors.versions import Comparison, standing_determination
from antu.households.models import Household
from antu.households.selectors import TriedHousehold, facts_of
from antu.kernel.errors import AntuError, Problem
from antu.kernel.money import Money
from antu.policy import Computation, Pack, compute, read_facts
from antu.regulations.selectors import pack_named


@dataclass(frozen=True, slots=True)
class TriedAmount:
    """An amount with what it rests on; ``words`` says which it is, such as 现行核定（第 2 版）."""

    words: str
    payable: Money
    lines: tuple[ComparedLine, ...]
    facts: Facts
    is_draft: bool = False


@dataclass(frozen=True, slots=True)
class Trial:
    """What stands (None: nothing does, or it cannot be computed) beside what would; ``problems`` say why nothing would.

    ``ends_standing``: the typed household has no signing day, so its standing determination would end.
    """

    pack: Pack
    before: TriedAmount | None
    after: TriedAmount | None
    problems: tuple[Problem, ...] = ()
    ends_standing: bool = False

    @property
    def comparison(self) -> Comparison | None:
        """What moves and why; None where there is nothing to compare."""
        if self.before is None or self.after is None:
            return None
        moved = line_moves(self.before.lines, self.after.lines)
        changed = facts_changes(self.before.facts, self.after.facts)
        return Comparison(changed, moved, self.before.payable, self.after.payable)


def try_household(tried: TriedHousehold, today: date) -> Trial:
    """Compute the typed household as saving would: signed by its own day, unsigned as if it signed today.

    Before the project's first signing day that day is assumed. A signed household stays with the pack version that it
    signed under. Raises BadInput where no pack can be chosen.
    """
    standing = standing_determination(tried.household) if tried.household else None
    pack = _pack(tried, standing)
    day = assumed_signing_day(tried.project, today)
    before = _standing(standing) if standing else _recorded(tried.household, pack, day)
    ends = standing is not None and tried.signed_on is None
    try:
        after = _computed(pack, tried.facts(pack), tried.signed_on, day)
    except AntuError as refused:
        return Trial(pack, before, None, refused.problems, ends)
    return Trial(pack, before, after, ends_standing=ends)


def _pack(tried: TriedHousehold, standing: Determination | None) -> Pack:
    signed_under = pack_named(f"{standing.pack_id}@{standing.pack_version}") if standing else None
    return signed_under or choose_pack(tried.project).pack


def _standing(standing: Determination) -> TriedAmount:
    words = f"现行核定（第 {standing.version} 版）"
    return TriedAmount(words, standing.payable, tuple(standing.lines.all()), standing.facts, standing.is_draft)


def _recorded(household: Household | None, pack: Pack, day: date) -> TriedAmount | None:
    """What the record gives today; None for a new household, or where the record cannot be computed."""
    if household is None:
        return None
    try:
        return _computed(pack, facts_of(household, pack), household.signed_on, day)
    except AntuError:
        return None


def _computed(pack: Pack, document: dict[str, object], signed_on: date | None, day: date) -> TriedAmount:
    facts = read_facts(pack, document, signed_on=None if signed_on else day)
    computation: Computation = compute(pack, facts)
    words = f"按 {signed_on} 签约核定" if signed_on else f"按 {day} 签约测算"
    lines: Iterable[Any] = computation.lines
    return TriedAmount(words, computation.payable, tuple(lines), facts.as_document(), computation.draft)
