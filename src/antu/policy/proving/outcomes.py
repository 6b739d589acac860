"""What one engine says of one subject, in a form in which engines can be compared."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from antu.policy.arithmetic import Uncomputable
from antu.policy.computation import CATEGORIES, PAYABLE
from antu.policy.compute import Computation, compute
from antu.policy.facts import Facts
from antu.policy.faults import BadFacts
from antu.policy.numbers import plain
from antu.policy.pack import REVIEW, Pack
from antu.policy.proving.draft import Draft
from antu.policy.schema import PROJECT, SUBJECT

LineKey = tuple[str, str | None]
"""The item's code and the id of the row, None for a line of the whole subject."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """Lines in order with their fen, derived values as exact numbers, totals in fen, whether it is a draft.

    ``refused``: there is no answer, and nothing else is given but ``why``, where the engine says it. ``items`` has
    totals of items in fen where an engine gives them beside the lines.
    """

    lines: Mapping[LineKey, int] = field(default_factory=dict)
    derived: Mapping[str, str] = field(default_factory=dict)
    totals: Mapping[str, int] = field(default_factory=dict)
    draft: bool = False
    refused: bool = False
    why: str = field(default="", compare=False)
    items: Mapping[str, int] = field(default_factory=dict)

    def as_text(self) -> str:
        """The outcome as one line of text, the same for the same outcome."""
        if self.refused:
            return "refused"
        parts = [f"{code}={fen}" if row is None else f"{code}/{row}={fen}" for (code, row), fen in self.lines.items()]
        parts += [f"{name}:{value}" for name, value in (*self.derived.items(), *self.totals.items())]
        return " ".join([*parts, "draft"] if self.draft else parts)


REFUSED = Outcome(refused=True)


@dataclass(frozen=True, slots=True)
class LeftOpen:
    """What the batch leaves to explaining because it cannot fit its numbers: items, derived values and totals."""

    items: frozenset[str] = frozenset()
    derived: frozenset[str] = frozenset()
    totals: frozenset[str] = frozenset()

    def without(self, outcome: Outcome) -> Outcome:
        """The outcome but for what is left open."""
        return replace(
            outcome,
            lines={key: fen for key, fen in outcome.lines.items() if key[0] not in self.items},
            derived={name: value for name, value in outcome.derived.items() if name not in self.derived},
            totals={name: fen for name, fen in outcome.totals.items() if name not in self.totals},
        )


ALL = LeftOpen()
"""Nothing is left open."""


def explained(pack: Pack, facts: Facts) -> Outcome:
    """What explaining says."""
    try:
        return outcome_of(compute(pack, facts))
    except BadFacts as error:
        return replace(REFUSED, why=error.problems[0].message)
    except Uncomputable as error:
        return replace(REFUSED, why=str(error))


def outcome_of(computation: Computation) -> Outcome:
    """What a computation says."""
    return Outcome(
        {(line.code, line.row): line.amount.fen for line in computation.lines},
        computation.derived,
        {name: amount.fen for name, amount in computation.totals.items()},
        computation.draft,
    )


def valued(pack: Pack, facts: Facts) -> Outcome:
    """What the formulas' values say, without any trace: the same as explaining, in a fraction of the time."""
    draft = draft_of(pack, facts)
    try:
        scope = draft.scope(strict=True)
        lines: dict[LineKey, int] = {}
        totals = dict.fromkeys(CATEGORIES, 0)
        for item in pack.items:
            for row in scope.tables.get(item.per, ()) if item.per else (facts.subject,):
                if item.when is None or item.when.value(scope, row):
                    fen = item.rounding.apply(item.amount.value(scope, row)).fen
                    lines[item.code, str(row["id"]) if item.per else None] = fen
                    totals[item.category] += fen
    except Uncomputable:
        return REFUSED
    derived = {each.name: plain(scope.derived[each.name]) for each in pack.derived}
    totals[PAYABLE] = totals["household"] + totals["collective"]
    return Outcome(lines, derived, totals, _is_draft(pack, draft))


def _is_draft(pack: Pack, draft: Draft) -> bool:
    eligibility = pack.eligibility
    return eligibility is not None and any(
        row[eligibility.column] == REVIEW for row in draft.rows.get(eligibility.table, ())
    )


def draft_of(pack: Pack, facts: Facts) -> Draft:
    """The facts as rows that may be changed."""
    single = {SUBJECT: [dict(facts.subject)], PROJECT: [dict(facts.project)]}
    return Draft(pack, single | {name: [dict(row) for row in rows] for name, rows in facts.tables.items()})


def digest(texts: Iterable[str]) -> str:
    """The SHA-256 of some texts, each ended by a line feed."""
    found = hashlib.sha256()
    for text in texts:
        found.update(text.encode() + b"\n")
    return found.hexdigest()
