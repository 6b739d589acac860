"""Typed trees as functions: the exact value of a formula for one subject. Closures only, no text is executed."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import singledispatch
from typing import Any, TypeVar

from antu.kernel.money import Money
from antu.kernel.rounding import half_up
from antu.policy import tree
from antu.policy.numbers import EXACT, days_between, months_between, plain
from antu.policy.rates import RateRow
from antu.policy.schema import Row

Exact = Decimal | Fraction
Found = TypeVar("Found")


@dataclass(slots=True)
class Scope:
    """What a formula sees of one subject: its facts, and what has been computed before."""

    single: Mapping[str, Row]
    tables: dict[str, Sequence[Row]]
    derived: dict[str, Any] = field(default_factory=dict)
    amounts: dict[str, Money] = field(default_factory=dict)


Evaluate = Callable[[Scope, Row], Any]
"""The value of a formula on one row: Decimal, Fraction (a quotient), str, date, bool, or None where it is empty."""


class Uncomputable(Exception):
    """A value that the pack has no answer for: a zero divisor, a number outside a ladder. The message is Chinese."""


_ORDERS: Mapping[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge, "==": operator.eq, "!=": operator.ne,
}  # fmt: skip
_DECIMALS: Mapping[str, Callable[[Decimal, Decimal], Decimal]] = {
    "+": EXACT.add, "-": EXACT.subtract, "*": EXACT.multiply, "/": EXACT.divide,
}  # fmt: skip


def negate(value: Exact) -> Exact:
    """The exact negative (a plain ``-`` would round a Decimal to 28 digits)."""
    return -value if isinstance(value, Fraction) else EXACT.minus(value)


def _divide_fractions(left: Fraction, right: Fraction) -> Fraction:
    if not right:
        raise Uncomputable("除数为 0")
    return left / right


_FRACTIONS: Mapping[str, Callable[[Fraction, Fraction], Fraction]] = {
    "+": operator.add, "-": operator.sub, "*": operator.mul, "/": _divide_fractions,
}  # fmt: skip


def calculation_of(node: tree.Calculation) -> Callable[[Any, Any], Any]:
    """The exact ``+ - * /`` of two values: of decimals, or of fractions where a quotient may never end.

    Dividing by zero raises Uncomputable.
    """
    if node.type.scale is None:
        fractions = _FRACTIONS[node.sign]
        return lambda left, right: fractions(Fraction(left), Fraction(right))
    return _DECIMALS[node.sign]


def round_value(node: tree.Rounded, value: Exact) -> Decimal:
    """The value after ``round`` (half up on the magnitude), ``floor`` or ``ceil``."""
    if node.function == "round":
        return half_up(value, node.places)
    return Decimal(math.floor(value) if node.function == "floor" else math.ceil(value))


def find_band(node: tree.TierOf, value: Decimal) -> RateRow:
    """The row of the band that the value lies in; Uncomputable outside the ladder."""
    band = node.ladder.band_of(value)
    if band is None:
        raise _outside(node, value)
    return band.row


def fill_bands(node: tree.TierOf, value: Decimal) -> tuple[tuple[Decimal, RateRow], ...]:
    """How much of the value lies in each band of a progressive ladder; Uncomputable outside the ladder."""
    parts = node.ladder.parts_of(value)
    if parts is None:
        raise _outside(node, value)
    return parts


def _outside(node: tree.TierOf, value: Decimal) -> Uncomputable:
    first, last = node.ladder.bands[0].low, node.ladder.bands[-1].high
    reach = f"{first} 至 {last}" if last is not None else f"{first} 以上"
    return Uncomputable(f"「{node.ladder.label_of(node.column)}」只有 {reach} 的档，没有 {plain(value)} 的档")


@singledispatch
def evaluator(node: tree.Node) -> Evaluate:
    """The function that gives the node's value."""
    raise AssertionError(f"no value for {type(node).__name__}")


@evaluator.register
def _constant(node: tree.Constant) -> Evaluate:
    value = node.value
    return lambda _scope, _row: value


@evaluator.register
def _column(node: tree.Column) -> Evaluate:
    value = _of_row(node)
    if not node.is_filled:
        return value

    def filled(scope: Scope, row: Row) -> Any:
        found = value(scope, row)
        if found is None:  # only where the comparison that speaks for it does not hold, and so nobody should ask
            raise Uncomputable(f"「{node.name}」没有值")
        return found

    return filled


def _of_row(node: tree.Column) -> Evaluate:
    owner, name = node.owner, node.name
    if owner:
        return lambda scope, _row: scope.single[owner][name]
    return lambda _scope, row: row[name]


@evaluator.register
def _derived(node: tree.DerivedName) -> Evaluate:
    name = node.name
    return lambda scope, _row: scope.derived[name]


@evaluator.register
def _amount(node: tree.ItemAmount) -> Evaluate:
    code = node.code
    return lambda scope, _row: scope.amounts[code].yuan


@evaluator.register
def _rate(node: tree.RateOf) -> Evaluate:
    return rate_finder(node, {keys: row.cells[node.column] for keys, row in node.table.rows.items()})


def rate_finder(node: tree.RateOf, found: Mapping[tuple[str, ...], Found]) -> Callable[[Scope, Row], Found]:
    """The function that gives what belongs to the keys of the rate that is meant; all that can occur are there."""
    if all(isinstance(key, tree.Constant) for key in node.keys):
        fixed = found[tuple(str(key.value) for key in node.keys if isinstance(key, tree.Constant))]
        return lambda _scope, _row: fixed
    keys = [evaluator(key) for key in node.keys]
    match node.keys:
        case [tree.Column(owner="", name=name, is_filled=False)]:
            by_name: Mapping[Any, Found] = {words[0]: each for words, each in found.items()}
            return lambda _scope, row: by_name[row[name]]
        case [tree.Column(owner="", name=one, is_filled=False), tree.Column(owner="", name=other, is_filled=False)]:
            pairs: Mapping[Any, Found] = found
            return lambda _scope, row: pairs[row[one], row[other]]
    if len(keys) == 1:
        by_key, key = {keys[0]: each for keys, each in found.items()}, keys[0]
        return lambda scope, row: by_key[key(scope, row)]
    return lambda scope, row: found[tuple([key(scope, row) for key in keys])]


@evaluator.register
def _tier(node: tree.TierOf) -> Evaluate:
    value, column = evaluator(node.operand), node.column
    if not node.ladder.progressive:
        return lambda scope, row: find_band(node, value(scope, row)).cells[column]

    def paid(part: Decimal, band: RateRow) -> Decimal:
        return EXACT.multiply(part, band.cells[column])

    return lambda scope, row: total(paid(part, band) for part, band in fill_bands(node, value(scope, row)))


@evaluator.register
def _step(node: tree.Step) -> Evaluate:
    value, owner = evaluator(node.operand), node.owner
    return (lambda scope, _row: value(scope, scope.single[owner])) if owner else value


@evaluator.register
def _negative(node: tree.Negative) -> Evaluate:
    value = evaluator(node.operand)
    return lambda scope, row: None if (given := value(scope, row)) is None else negate(given)


@evaluator.register
def _calculation(node: tree.Calculation) -> Evaluate:
    left, right, calculate = evaluator(node.left), evaluator(node.right), calculation_of(node)
    if not node.type.may_be_empty:
        return lambda scope, row: calculate(left(scope, row), right(scope, row))

    def unless_empty(scope: Scope, row: Row) -> Any:
        one, other = left(scope, row), right(scope, row)
        return None if one is None or other is None else calculate(one, other)

    return unless_empty


@evaluator.register
def _rounded(node: tree.Rounded) -> Evaluate:
    value = evaluator(node.operand)
    return lambda scope, row: round_value(node, value(scope, row))


@evaluator.register
def _extreme(node: tree.Extreme) -> Evaluate:
    values, choose = [evaluator(operand) for operand in node.operands], min if node.function == "min" else max
    return lambda scope, row: choose([value(scope, row) for value in values])


@evaluator.register
def _choose(node: tree.Choose) -> Evaluate:
    holds, then, otherwise = evaluator(node.condition), evaluator(node.then), evaluator(node.otherwise)
    return lambda scope, row: then(scope, row) if holds(scope, row) else otherwise(scope, row)


@evaluator.register
def _sum(node: tree.Sum) -> Evaluate:
    value, rows = evaluator(node.operand), row_filter(node)
    return lambda scope, _row: total([value(scope, each) for each in rows(scope)])


@evaluator.register
def _count(node: tree.Count) -> Evaluate:
    rows = row_filter(node)
    return lambda scope, _row: Decimal(len(rows(scope)))


def row_filter(node: tree.Sum | tree.Count) -> Callable[[Scope], Sequence[Row]]:
    """The function that gives the rows which a sum or a count is about; none where the facts have no such table."""
    table = node.table
    if node.condition is None:
        return lambda scope: scope.tables.get(table, ())
    holds = evaluator(node.condition)
    return lambda scope: [row for row in scope.tables.get(table, ()) if holds(scope, row)]


@evaluator.register
def _span(node: tree.Span) -> Evaluate:
    start, end = evaluator(node.start), evaluator(node.end)
    between = days_between if node.function == "days" else months_between

    def span(scope: Scope, row: Row) -> Decimal | None:
        first, last = start(scope, row), end(scope, row)
        return None if first is None or last is None else between(first, last)

    return span


@evaluator.register
def _compare(node: tree.Compare) -> Evaluate:
    order = _ORDERS[node.sign]
    match node:
        case tree.Compare(sign="==", left=tree.Column(owner="", name=name), right=tree.Constant(value=constant)):
            return lambda _scope, row: row[name] == constant
        case tree.Compare(
            sign="==",
            left=tree.Column(owner=owner, name=name, is_filled=False),
            right=tree.Constant(value=constant),
        ):
            return lambda scope, _row: scope.single[owner][name] == constant
        case tree.Compare(left=tree.Column(owner="", name=name), right=tree.Constant(value=constant)):
            return lambda _scope, row: (given := row[name]) is not None and order(given, constant)
        case tree.Compare(
            left=tree.Column(owner=owner, name=name, is_filled=False), right=tree.Constant(value=constant)
        ):
            return lambda scope, _row: (given := scope.single[owner][name]) is not None and order(given, constant)
        case tree.Compare(
            left=tree.Column(owner="", name=name, is_filled=False),
            right=tree.Column(owner=owner, name=of_owner, is_filled=False),
        ) if owner:
            return lambda scope, row: (
                (one := row[name]) is not None
                and (other := scope.single[owner][of_owner]) is not None
                and order(one, other)
            )
    return _compared(evaluator(node.left), order, evaluator(node.right))


def _compared(left: Evaluate, order: Callable[[Any, Any], bool], right: Evaluate) -> Evaluate:
    def compare(scope: Scope, row: Row) -> bool:
        one, other = left(scope, row), right(scope, row)
        return one is not None and other is not None and order(one, other)

    return compare


@evaluator.register
def _logic(node: tree.Logic) -> Evaluate:
    left, right = evaluator(node.left), evaluator(node.right)
    if node.sign == "and":
        return lambda scope, row: left(scope, row) and right(scope, row)
    return lambda scope, row: left(scope, row) or right(scope, row)


@evaluator.register
def _negation(node: tree.Negation) -> Evaluate:
    value = evaluator(node.operand)
    return lambda scope, row: not value(scope, row)


@evaluator.register
def _one_of(node: tree.OneOf) -> Evaluate:
    value, words, operand = evaluator(node.operand), frozenset(node.values), node.operand
    if isinstance(operand, tree.Column) and not operand.owner and not operand.is_filled:
        name = operand.name
        return lambda _scope, row: row[name] in words
    return lambda scope, row: value(scope, row) in words


def total(values: Iterable[Exact]) -> Exact:
    """The exact sum; of none, zero."""
    result: Exact = Decimal(0)
    for value in values:
        if type(result) is Decimal and type(value) is Decimal:
            result = EXACT.add(result, value)
        else:
            result = Fraction(result) + Fraction(value)
    return result
