"""What facts are to show: a condition that holds or not, two values that meet, a value of one column."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any, Literal

from antu.policy import tree
from antu.policy.arithmetic import Uncomputable
from antu.policy.evaluate import Evaluate, Scope, evaluator
from antu.policy.proving.draft import Mutable
from antu.policy.schema import Value

Relation = Literal["below", "equal", "above"]
BELOW, EQUAL, ABOVE = "below", "equal", "above"
RELATIONS: tuple[Relation, ...] = ("below", "equal", "above")

TRUE_OF: dict[str, tuple[Relation, ...]] = {
    "<": ("below",), "<=": ("below", "equal"), ">": ("above",), ">=": ("equal", "above"), "==": ("equal",),
    "!=": ("below", "above"),
}  # fmt: skip
"""How the sides may lie for a comparison to hold."""


class Values:
    """Values of nodes; None where a value is empty or there is no answer."""

    def __init__(self) -> None:
        self._found: dict[int, tuple[tree.Node, Evaluate]] = {}

    def of(self, node: tree.Node, scope: Scope, row: Any) -> Any:
        """The value of a node on a row."""
        kept = self._found.get(id(node))
        if kept is None:
            kept = self._found[id(node)] = node, evaluator(node)
        try:
            return kept[1](scope, row)
        except (Uncomputable, KeyError):
            return None

    def difference(self, left: tree.Node, right: tree.Node, scope: Scope, row: Any) -> Fraction | None:
        """Left less right, days counted; None where a side is empty."""
        one, other = self.of(left, scope, row), self.of(right, scope, row)
        if one is None or other is None:
            return None
        return Fraction((one - other).days) if isinstance(one, date) else Fraction(one) - Fraction(other)


def relation_of(difference: Fraction) -> Relation:
    """How two sides lie."""
    return "below" if difference < 0 else "above" if difference > 0 else "equal"


@dataclass(frozen=True, slots=True, eq=False)
class Hold:
    """A condition holds on a row, or does not."""

    node: tree.Node
    row: Mutable
    wanted: bool = True

    def holds(self, values: Values, scope: Scope) -> bool:
        """Whether it is so."""
        found = values.of(self.node, scope, self.row)
        return found is not None and bool(found) == self.wanted


@dataclass(frozen=True, slots=True, eq=False)
class Bring:
    """Two values of a row lie so; where they are brought there, as near as one step of a column can."""

    left: tree.Node
    right: tree.Node
    relation: Relation
    row: Mutable

    def holds(self, values: Values, scope: Scope) -> bool:
        """Whether they lie so."""
        found = values.difference(self.left, self.right, scope, self.row)
        return found is not None and relation_of(found) == self.relation


@dataclass(frozen=True, slots=True, eq=False)
class Put:
    """A column of a row has a value."""

    row: Mutable
    column: str
    value: Value

    def holds(self, _values: Values, _scope: Scope) -> bool:
        """Whether it has."""
        return self.row[self.column] == self.value


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """A value of a row lies a given part of a step above a whole one: half a fen, where rounding decides."""

    node: tree.Node
    step: Fraction
    part: Fraction
    row: Mutable

    def holds(self, values: Values, scope: Scope) -> bool:
        """Whether it does."""
        found = values.of(self.node, scope, self.row)
        return found is not None and (abs(Fraction(found)) / self.step) % 1 == self.part


Wish = Hold | Bring | Put | Part
