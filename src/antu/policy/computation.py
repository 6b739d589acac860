"""What a computation says: derived values, lines, totals and who was counted, each with how it came about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple, Self

from antu.kernel.money import Money

Json = dict[str, Any]
"""A mapping of text, numbers, lists and mappings that a JSON document can hold as it is."""

CATEGORIES: Mapping[str, str] = {"household": "户", "collective": "集体", "separate": "单列", "memo": "备查"}
PAYABLE = "payable"
TOTALS = (*CATEGORIES, PAYABLE)


@dataclass(frozen=True, slots=True)
class PackRef:
    """Which regulation computed this: enough to find the very bytes again."""

    id: str
    version: str
    sha256: str
    status: str

    def as_json(self) -> Json:
        """The reference as the command line prints it."""
        return {"id": self.id, "version": self.version, "sha256": self.sha256, "status": self.status}


class RateRead(NamedTuple):
    """One rate that a formula read: where it stands, its clause, and its exact text."""

    table: str
    label: str
    keys: tuple[str, ...]
    keys_words: tuple[str, ...]
    column: str
    value: str
    unit: str
    clause: str
    settlement_column: str = ""

    @classmethod
    def from_json(cls, kept: Json) -> Self:
        """The reading that a trace kept."""
        return cls(**{**kept, "keys": tuple(kept["keys"]), "keys_words": tuple(kept["keys_words"])})

    def worded(self, keys_words: tuple[str, ...]) -> RateRead:
        """The reading with other words for its keys."""
        return self._replace(keys_words=keys_words)

    def as_json(self) -> Json:
        """The reading as it is kept in a trace; ``settlement_column`` says where a settlement table prints it."""
        names = ("table", "label", "column", "value", "unit", "clause", "settlement_column")
        return {"keys": list(self.keys), "keys_words": list(self.keys_words)} | {
            name: getattr(self, name) for name in names
        }


class RoundingStep(NamedTuple):
    """A rounding or a named step inside a formula: its words and numbers, the exact value, and what it became.

    ``how`` is empty where a named step rounds nothing.
    """

    words: str
    working: str
    exact: str
    rounded: str
    how: str

    def named(self, words: str) -> RoundingStep:
        """The step under a name of its own."""
        return self._replace(words=words)

    def as_json(self) -> Json:
        """The step as it is kept in a trace."""
        return {name: getattr(self, name) for name in ("words", "working", "exact", "rounded", "how")}


class Trace(NamedTuple):
    """How one value came about: rates read, derived values used, roundings on the way, branches taken."""

    rates: tuple[RateRead, ...] = ()
    derived: tuple[tuple[str, str, str], ...] = ()
    roundings: tuple[RoundingStep, ...] = ()
    notes: tuple[str, ...] = ()

    def as_json(self) -> Json:
        """The trace as it is kept beside a line."""
        return {
            "rates": [rate.as_json() for rate in self.rates],
            "derived": [{"name": name, "label": label, "value": value} for name, label, value in self.derived],
            "roundings": [step.as_json() for step in self.roundings],
            "notes": list(self.notes),
        }


NOTHING_MET = Trace()
"""The trace of a value that reads and rounds nothing."""


class DerivedValue(NamedTuple):
    """A value between facts and money, such as the resettled population, with its own working."""

    name: str
    label: str
    unit: str
    value: str
    formula: str
    formula_words: str
    working: str
    trace: Trace = NOTHING_MET


class Line(NamedTuple):
    """One compensation line of a subject.

    ``row`` is the id of the facts row, None for a line of the whole subject, and ``row_words`` describes it;
    ``working`` has only numbers and ``+ − × ÷ ( )`` and comes, rounded as ``rounding`` says, to ``amount``.
    ``exact`` is the value before that rounding; ``fen`` the amount. Texts are empty where an item does not give them.
    """

    code: str
    row: str | None
    row_words: str
    label: str
    category: str
    formula: str
    formula_words: str
    working: str
    exact: str
    quantity: str
    unit: str
    rate: str
    clause: str
    settlement_column: str
    rounding: str
    fen: int
    trace: Trace = NOTHING_MET

    @property
    def amount(self) -> Money:
        """What the line comes to."""
        return Money(self.fen)

    @property
    def key(self) -> str:
        """``code`` or ``code/row``: the line's name in worked cases."""
        return self.code if self.row is None else f"{self.code}/{self.row}"

    def as_json(self, *, full: bool = False) -> Json:
        """The line as the command line prints it; ``full`` adds words, rounding and trace, for keeping."""
        document: Json = {"code": self.code}
        if self.row is not None:
            document["row"] = self.row
        names = ["label", "category", "formula", "working", "quantity", "unit", "rate", "clause"]
        document |= {name: text for name in names if (text := getattr(self, name))}
        document["amount"] = str(self.amount)
        if full:
            kept = ("row_words", "formula_words", "exact", "settlement_column", "rounding")
            document |= {name: getattr(self, name) for name in kept} | {"trace": self.trace.as_json()}
        return document


class MemberDecision(NamedTuple):
    """Who is counted: the rule that held for a member, the decision that stands, and what to show for it.

    ``ruled`` is what the rule said; ``panel`` is the panel's conclusion (会审结论) where it stands instead, else empty.
    """

    row: str
    rule: str
    condition: str
    ruled: str
    decision: str
    evidence: str
    basis: str
    panel: str = ""

    def concluded(self, panel: str) -> MemberDecision:
        """The decision where the panel's conclusion stands instead of the rule's."""
        return self._replace(decision=panel, panel=panel)

    def as_json(self) -> Json:
        """The decision as the command line prints it; ``panel`` only where a panel decided."""
        names = ("row", "rule", "decision", "evidence", "basis", "panel")
        return {name: text for name in names if (text := getattr(self, name))}
