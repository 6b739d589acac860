"""The small parts of goals: what to wish for on a row, and how to tell that a row shows it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from antu.policy import tree
from antu.policy.evaluate import Scope
from antu.policy.numbers import decimals_of
from antu.policy.proving.draft import Mutable
from antu.policy.proving.wishes import Bring, Hold, Part, Put, Relation, Values, Wish, relation_of
from antu.policy.schema import Row, Value
from antu.policy.value_types import BOOL, Day, Num, Str, subtracted

Wishes = Callable[[Mutable], Sequence[Wish]]
Hit = Callable[[Values, Scope, Row], bool]

_JANUARY_ENDS, _FEBRUARY_ENDS = (date(2024, 1, 31), date(2023, 1, 30)), (date(2024, 2, 29), date(2023, 2, 28))


def nothing(_row: Mutable) -> Sequence[Wish]:
    """Wish for no more than that the row is reached."""
    return ()


def always(_values: Values, _scope: Scope, _row: Row) -> bool:
    """Every row that is reached shows it."""
    return True


def brought(left: tree.Node, right: tree.Node, relation: Relation) -> Wishes:
    """Wish that two values lie so."""
    return lambda row: [Bring(left, right, relation, row)]


def lies(left: tree.Node, right: tree.Node, relation: Relation, within: Fraction | None = None) -> Hit:
    """Two values lie so, and no farther apart than ``within``."""

    def hit(values: Values, scope: Scope, row: Row) -> bool:
        found = values.difference(left, right, scope, row)
        return found is not None and relation_of(found) == relation and (within is None or abs(found) <= within)

    return hit


def possible(left: tree.Node, right: tree.Node, relation: Relation) -> bool:
    """Whether the bounds of two values allow them to lie so."""
    if not isinstance(left.type, Num) or not isinstance(right.type, Num):
        return True
    interval = subtracted(left.type, right.type).interval
    if interval is None:
        return True
    low, high = interval
    return {"below": low < 0, "equal": low <= 0 <= high, "above": high > 0}[relation]


def closeness(left: tree.Node, right: tree.Node) -> Fraction:
    """The least by which two values can differ: a day, or a unit of the finer scale."""
    if isinstance(left.type, Day):
        return Fraction(1)
    scales = [side.type.scale or 0 for side in (left, right) if isinstance(side.type, Num)]
    return Fraction(1, 10 ** max(scales, default=0))


def may_be_empty(node: tree.Node) -> bool:
    """Whether a value can be missing."""
    return isinstance(node.type, Num | Day | Str) and node.type.may_be_empty


def is_empty(left: tree.Node, right: tree.Node) -> Hit:
    """One of two values is missing."""
    return lambda values, scope, row: values.difference(left, right, scope, row) is None


@dataclass(frozen=True, slots=True, eq=False)
class _Emptied:
    column: tree.Column

    def __call__(self, row: Mutable) -> Sequence[Wish]:
        return [Put(row, self.column.name, None)] if not self.column.owner else []


def emptied(left: tree.Node, right: tree.Node) -> Wishes:
    """Wish that the first column of the row that may be empty is."""
    found = [each for side in (left, right) for each in _columns(side) if not each.owner and may_be_empty(each)]
    return _Emptied(found[0]) if found else nothing


def _columns(node: tree.Node) -> list[tree.Column]:
    match node:
        case tree.Column():
            return [node]
        case tree.Span():
            return [*_columns(node.start), *_columns(node.end)]
        case tree.Calculation():
            return [*_columns(node.left), *_columns(node.right)]
        case tree.Negative() | tree.Step():
            return _columns(node.operand)
        case _:
            return []


def number(value: Decimal) -> tree.Constant:
    """A number as a node."""
    return tree.Constant(Num(decimals_of(value), (Fraction(value), Fraction(value))), value)


def met(operand: tree.Node, value: Decimal) -> Wishes:
    """Wish that a value is so much."""
    return brought(operand, number(value), "equal")


def is_at(operand: tree.Node, value: Decimal) -> Hit:
    """A value is so much."""
    return lies(operand, number(value), "equal")


def in_band(node: tree.TierOf, line: int) -> Hit:
    """A value lies in the band on a line of the ladder's file; of a progressive ladder, fills some of it."""

    def hit(values: Values, scope: Scope, row: Row) -> bool:
        found = values.of(node.operand, scope, row)
        if found is None:
            return False
        if node.ladder.progressive:
            return any(row.line == line for _, row in node.ladder.parts_of(found) or ())
        band = node.ladder.band_of(found)
        return band is not None and band.row.line == line

    return hit


def codes_of(node: tree.Node) -> tuple[str, ...]:
    """The texts that a key can be, in order."""
    return tuple(sorted(node.type.codes or ())) if isinstance(node.type, Str) else ()


def equals(node: tree.Node, code: str) -> tree.Compare:
    """The condition that a text is a code."""
    return tree.Compare(BOOL, "==", node, tree.Constant(Str(frozenset({code})), code))


def hold(node: tree.Node, *, wanted: bool) -> Wishes:
    """Wish that a condition holds, or not."""
    return lambda row: [Hold(node, row, wanted)]


def holds(node: tree.Node, *, wanted: bool) -> Hit:
    """A condition holds, or not."""
    return lambda values, scope, row: bool(values.of(node, scope, row)) == wanted


def hold_all(nodes: Sequence[tree.Node]) -> Wishes:
    """Wish that conditions hold together."""
    return lambda row: [Hold(node, row) for node in nodes]


def all_hold(nodes: Sequence[tree.Node]) -> Hit:
    """Conditions hold together."""
    return lambda values, scope, row: all(bool(values.of(node, scope, row)) for node in nodes)


def parted(node: tree.Node, step: Fraction, part: Fraction) -> Wishes:
    """Wish that a value ends in a part of a step."""
    return lambda row: [Part(node, step, part, row)]


def has_part(node: tree.Node, step: Fraction, part: Fraction) -> Hit:
    """A value that is not nought ends in a part of a step."""

    def hit(values: Values, scope: Scope, row: Row) -> bool:
        found = values.of(node, scope, row)
        return bool(found) and (abs(Fraction(found)) / step) % 1 == part

    return hit


def put(column: str, value: Value) -> Wishes:
    """Wish that a column has a value."""
    return lambda row: [Put(row, column, value)]


def has(column: str, value: Value) -> Hit:
    """A column has a value."""
    return lambda _values, _scope, row: row[column] == value


def month_ends(node: tree.Span) -> Hit:
    """A span ends on the last day of a month, the day of its start being higher."""

    def hit(values: Values, scope: Scope, row: Row) -> bool:
        start, end = values.of(node.start, scope, row), values.of(node.end, scope, row)
        return start is not None and end is not None and _is_last(end) and start.day > end.day

    return hit


def _is_last(day: date) -> bool:
    return (day + timedelta(days=1)).day == 1


def at_month_ends(node: tree.Span) -> Wishes:
    """Wish that a span starts on the 30th or 31st and ends at the end of a February."""
    pairs = ((node.start, _JANUARY_ENDS), (node.end, _FEBRUARY_ENDS))

    def wishes(row: Mutable) -> Sequence[Wish]:
        found: list[Wish] = []
        for side, days in pairs:
            if isinstance(side, tree.Column) and not side.owner:
                found.append(Put(row, side.name, days[0]))
        return found

    return wishes
