"""A loaded pack: one regulation, ready to compute with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from antu.kernel.exact import Exact, exact
from antu.kernel.money import Money
from antu.kernel.rounding import half_up_units
from antu.policy.computation import PackRef
from antu.policy.formula import Formula
from antu.policy.numbers import EXACT
from antu.policy.rates import Ladder, RateTable
from antu.policy.schema import FactSchema, Row, UnitFrom, Value
from antu.policy.words import Wording

OFFICIAL = "official"
STATUSES: Mapping[str, str] = {OFFICIAL: "正式", "sample": "样例", "synthetic": "合成"}
REGIMES: Mapping[str, str] = {"collective": "集体土地", "state": "国有土地"}
_FEN = 100
INCLUDE, EXCLUDE, REVIEW = "include", "exclude", "review"
DECISIONS: Mapping[str, str] = {INCLUDE: "计入", EXCLUDE: "不计", REVIEW: "待会审"}


@dataclass(frozen=True, slots=True)
class Rounding:
    """Half up on the magnitude to a power of ten of a yuan, fen at the finest."""

    to: Decimal
    words: str = field(init=False, compare=False)
    _per_yuan: Decimal = field(init=False, repr=False, compare=False)
    _fen: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Put down the rounding in words, 四舍五入到 0.01 元, how many steps make a yuan, and a step in fen."""
        object.__setattr__(self, "words", f"四舍五入到 {self.to} 元")
        object.__setattr__(self, "_per_yuan", Decimal(1).scaleb(-self.to.adjusted()))
        object.__setattr__(self, "_fen", int(self.to * _FEN))

    def fen(self, yuan: Exact) -> int:
        """The amount in fen."""
        if type(yuan) is Decimal:
            steps = int(EXACT.multiply(yuan, self._per_yuan).to_integral_value(ROUND_HALF_UP))
        else:
            steps = half_up_units(exact(yuan) * exact(self._per_yuan), 0)
        return steps * self._fen

    def apply(self, yuan: Exact) -> Money:
        """The amount as money."""
        return Money(self.fen(yuan))


@dataclass(frozen=True, slots=True)
class Jurisdiction:
    """Where a pack holds: an administrative code (a prefix covers all below it) and its name."""

    code: str
    label: str


@dataclass(frozen=True, slots=True)
class Check:
    """A check between columns: facts are refused at ``table.column`` where ``refuse`` holds on a row of the table."""

    refuse: Formula
    table: str
    column: str
    message: str
    rule: str


@dataclass(frozen=True, slots=True)
class Derived:
    """A value between facts and money."""

    name: str
    label: str
    unit: str
    formula: Formula


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of an eligibility table; without ``when`` it always holds."""

    code: str
    when: Formula | None
    decision: str
    evidence: str
    basis: str


@dataclass(frozen=True, slots=True)
class Eligibility:
    """Who is counted: rules read from the top, the first that holds decides; a panel decides what they leave to review.

    ``column`` is the computed column of ``table`` that holds the decision; ``panel`` the column with the panel's
    conclusion, ``undecided`` its code for none.
    """

    table: str
    column: str
    panel: str
    undecided: str
    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """One compensation item. Texts are empty, formulas None, where the pack gives none."""

    code: str
    label: str
    per: str
    when: Formula | None
    amount: Formula
    quantity: Formula | None
    unit: str
    rate: Formula | None
    category: str
    settlement_column: str
    clause: str
    rounding: Rounding


@dataclass(frozen=True, slots=True)
class Pack:
    """One version of one regulation as data.

    ``evaluation`` is the order in which derived values, and ``None`` for the eligibility decisions, are worked out;
    ``derived`` is in the pack's own order. ``wording`` has the labels that formulas are put in words with. ``files``
    are the very bytes that ``sha256`` stands for. ``prepared`` keeps what a computation makes ready of the pack once,
    for all subjects.
    """

    id: str
    version: str
    sha256: str
    status: str
    title: str
    notice: str
    basis: str
    regime: str
    jurisdiction: Jurisdiction
    valid_from: date
    valid_to: date | None
    chosen_by: str
    rounding: Rounding
    facts: FactSchema
    checks: tuple[Check, ...]
    rates: Mapping[str, RateTable | Ladder]
    derived: tuple[Derived, ...]
    evaluation: tuple[Derived | None, ...]
    eligibility: Eligibility | None
    items: tuple[Item, ...]
    wording: Wording
    files: Mapping[str, bytes]
    prepared: dict[str, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    @property
    def ref(self) -> PackRef:
        """What a stored computation names."""
        return PackRef(self.id, self.version, self.sha256, self.status)

    @property
    def name(self) -> str:
        """``ID@VERSION``."""
        return f"{self.id}@{self.version}"

    @property
    def is_official(self) -> bool:
        """Whether what is computed needs no notice in print."""
        return self.status == OFFICIAL

    def holds_on(self, day: date) -> bool:
        """Whether the day lies in the pack's validity, both ends included."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)

    def unit_of(self, table: str, column: str, row: Row) -> str:
        """The unit of a value: the column's own, or that of the rate which the row's other column names."""
        found = self.facts.tables[table].columns[column]
        if found.unit_from is None:
            return found.unit
        return self.units_by(found.unit_from).get(row.get(found.unit_from.by), "")

    def units_by(self, unit_from: UnitFrom) -> Mapping[Value, str]:
        """The units of a rate table by its key."""
        rates = self.rates[unit_from.table]
        rows = rates.rows if isinstance(rates, RateTable) else {}
        return {keys[0]: row.unit for keys, row in rows.items() if len(keys) == 1}
