"""Computing one subject: who is counted, derived values, lines, totals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from antu.kernel.money import Money
from antu.policy.computation import CATEGORIES, PAYABLE, DerivedValue, Json, Line, MemberDecision, PackRef
from antu.policy.facts import Facts
from antu.policy.pack import Pack
from antu.policy.program import Program, Told, program_of


def compute(pack: Pack, facts: Facts, *, estimate: bool = False) -> Computation:
    """Everything that the pack says about the facts, with its trace.

    The facts must have been read with the same pack. An assumed signing day makes an estimate by itself. Raises
    BadFacts for a value that the pack has no answer for: a zero divisor, a number outside a ladder.
    """
    program = program_of(pack)
    record, fen, draft = program.work(facts)
    return Computation(program, facts, record, fen, draft, estimate or facts.assumed_signed_on is not None)


@dataclass(frozen=True)
class Computation:
    """Everything that one pack says about one subject.

    What is kept are the facts and the ``record`` of working them out, with the ``fen`` of each category; all else is
    told from these when it is read. A ``draft`` has a member under review; an ``estimate`` assumes a signing day.
    """

    program: Program = field(repr=False)
    facts: Facts = field(repr=False)
    record: tuple[Any, ...]
    fen: tuple[int, ...]
    draft: bool
    estimate: bool

    @cached_property
    def _told(self) -> Told:
        return self.program.tell(self.facts, self.record)

    @property
    def pack(self) -> PackRef:
        """Which regulation computed this."""
        return self.program.ref

    @property
    def notice(self) -> str:
        """What the pack has printed on all that is computed with it; empty where it asks for nothing."""
        return self.program.pack.notice

    @property
    def subject(self) -> str:
        """The subject's id."""
        return self.facts.subject_id

    @property
    def derived_values(self) -> tuple[DerivedValue, ...]:
        """The values between facts and money, in the order of the pack."""
        return self._told.derived_values

    @property
    def derived(self) -> Mapping[str, str]:
        """Derived values by name, as exact numbers without trailing zeros."""
        return {value.name: value.value for value in self.derived_values}

    @property
    def lines(self) -> tuple[Line, ...]:
        """The compensation lines, in the order of the pack."""
        return self._told.lines

    @property
    def eligibility(self) -> tuple[MemberDecision, ...]:
        """Who is counted, member by member."""
        return self._told.eligibility

    @cached_property
    def totals(self) -> Mapping[str, Money]:
        """The four categories and ``payable``: household and collective."""
        totals = {category: Money(fen) for category, fen in zip(CATEGORIES, self.fen, strict=True)}
        return totals | {PAYABLE: totals["household"] + totals["collective"]}

    @property
    def payable(self) -> Money:
        """What is due to the subject; negative when the subject owes."""
        return self.totals[PAYABLE]

    def as_json(self, *, full: bool = False) -> Json:
        """The computation as the command line prints it; ``full`` keeps words, roundings and traces too."""
        document: Json = {
            "pack": self.pack.as_json(),
            "subject": self.subject,
            "derived": dict(self.derived),
            "items": [line.as_json(full=full) for line in self.lines],
            "totals": {name: str(amount) for name, amount in self.totals.items()},
        }
        if self.eligibility:
            document["eligibility"] = [decision.as_json() for decision in self.eligibility]
        return document | {name: True for name in ("draft", "estimate") if getattr(self, name)}
