"""Typed trees as functions: the exact value of a formula for one subject. Closures only; nothing is compiled from text."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from antu.kernel.rounding import half_up
from antu.policy import tree
from antu.policy.numbers import EXACT, days_between, months_between, plain
from antu.policy.rates import RateRow
from antu.policy.schema import Row

Exact = Decimal | Fraction


@dataclass(slots=True)
class Scope:
    """What a formula sees of one subject: its facts, and what has been computed before."""

    single: Mapping[str, Row]
    tables: dict[str, Sequence[Row]]
    derived: dict[str, Any] = field(default_factory=dict)
    amounts: dict[str, Decimal] = field(default_factory=dict)


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
_FRACTIONS: Mapping[str, Callable[[Fraction, Fraction], Fraction]] = {
    "+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.truediv,
}  # fmt: skip


def negate(value: Exact) -> Exact:
    """The exact negative (a plain ``-`` would round a Decimal to 28 digits)."""
    return -value if isinstance(value, Fraction) else EXACT.minus(value)


def calculate(node: tree.Calculation, left: Exact, right: Exact) -> Exact:
    """Both sides put together, exactly; Uncomputable for a zero divisor."""
    if node.sign == "/" and not right:
        raise Uncomputable("除数为 0")
    if node.type.scale is None or isinstance(left, Fraction) or isinstance(right, Fraction):
        return _FRACTIONS[node.sign](Fraction(left), Fraction(right))
    return _DECIMALS[node.sign](left, right)


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
    return Uncomputable(f"「{node.ladder.label}」只有 {reach} 的档，没有 {plain(value)} 的档")


def rows_of(scope: Scope, table: str) -> Sequence[Row]:
    """The rows of a table; none where the facts have no such table."""
    return scope.tables.get(table, ())


def evaluator(node: tree.Node) -> Evaluate:
    """The function that gives the node's value."""
    match node:
        case tree.Constant(value=value):
            return lambda scope, row: value
        case tree.Column(owner=owner, name=name):
            return (lambda scope, row: scope.single[owner][name]) if owner else (lambda scope, row: row[name])
        case tree.DerivedName(name=name):
            return lambda scope, row: scope.derived[name]
        case tree.ItemAmount(code=code):
            return lambda scope, row: scope.amounts[code]
        case tree.RateOf():
            row_of = rate_finder(node)
            return lambda scope, row: row_of(scope, row).cells[node.column]
        case tree.Negative() | tree.Calculation() | tree.Rounded() | tree.Extreme() | tree.TierOf():
            return _number(node)
        case tree.Sum() | tree.Count() | tree.Span():
            return _gathered(node)
        case tree.Choose(then=then, condition=condition, otherwise=otherwise):
            holds, yes, no = evaluator(condition), evaluator(then), evaluator(otherwise)
            return lambda scope, row: yes(scope, row) if holds(scope, row) else no(scope, row)
        case _:
            return _condition(node)


def rate_finder(node: tree.RateOf) -> Callable[[Scope, Row], RateRow]:
    """The function that finds the row of a rate table."""
    rows, keys = node.table.rows, [evaluator(key) for key in node.keys]
    if all(isinstance(key, tree.Constant) for key in node.keys):
        found = rows[tuple(str(key.value) for key in node.keys if isinstance(key, tree.Constant))]
        return lambda scope, row: found
    if len(keys) == 1:
        key = keys[0]
        return lambda scope, row: rows[key(scope, row),]
    return lambda scope, row: rows[tuple(key(scope, row) for key in keys)]


def _number(node: tree.Negative | tree.Calculation | tree.Rounded | tree.Extreme | tree.TierOf) -> Evaluate:
    match node:
        case tree.Negative(operand=operand):
            value = evaluator(operand)
            return lambda scope, row: _unless_empty(value(scope, row), negate)
        case tree.Calculation():
            return _calculation(node)
        case tree.Rounded(operand=operand):
            value = evaluator(operand)
            return lambda scope, row: round_value(node, value(scope, row))
        case tree.Extreme(function=function, operands=operands):
            values, choose = [evaluator(operand) for operand in operands], min if function == "min" else max
            return lambda scope, row: choose(value(scope, row) for value in values)
        case tree.TierOf(operand=operand, column=column):
            value = evaluator(operand)
            if node.ladder.progressive:
                return lambda scope, row: total(
                    EXACT.multiply(part, band.cells[column]) for part, band in fill_bands(node, value(scope, row))
                )
            return lambda scope, row: find_band(node, value(scope, row)).cells[column]


def _unless_empty(value: Any, act: Callable[[Any], Any]) -> Any:
    return None if value is None else act(value)


def _calculation(node: tree.Calculation) -> Evaluate:
    left, right = evaluator(node.left), evaluator(node.right)
    if not node.type.may_be_empty:
        return lambda scope, row: calculate(node, left(scope, row), right(scope, row))

    def unless_empty(scope: Scope, row: Row) -> Exact | None:
        one, other = left(scope, row), right(scope, row)
        return None if one is None or other is None else calculate(node, one, other)

    return unless_empty


def total(values: Iterable[Exact]) -> Exact:
    """The exact sum; of none, zero."""
    result: Exact = Decimal(0)
    for value in values:
        if isinstance(result, Fraction) or isinstance(value, Fraction):
            result = Fraction(result) + Fraction(value)
        else:
            result = EXACT.add(result, value)
    return result


def _gathered(node: tree.Sum | tree.Count | tree.Span) -> Evaluate:
    match node:
        case tree.Sum(table=table, operand=operand, condition=condition):
            value, holds = evaluator(operand), _holds(condition)
            return lambda scope, row: total(value(scope, each) for each in rows_of(scope, table) if holds(scope, each))
        case tree.Count(table=table, condition=condition):
            holds = _holds(condition)
            return lambda scope, row: Decimal(sum(bool(holds(scope, each)) for each in rows_of(scope, table)))
        case tree.Span(function=function, start=start, end=end):
            first, last, between = (
                evaluator(start),
                evaluator(end),
                days_between if function == "days" else months_between,
            )
            return lambda scope, row: _span(first(scope, row), last(scope, row), between)


def _span(first: date | None, last: date | None, between: Callable[[date, date], Decimal]) -> Decimal | None:
    return None if first is None or last is None else between(first, last)


def _holds(condition: tree.Node | None) -> Evaluate:
    return evaluator(condition) if condition is not None else lambda scope, row: True


def _condition(node: tree.Node) -> Evaluate:
    match node:
        case tree.Compare(sign=sign):
            return _compare(evaluator(node.left), _ORDERS[sign], evaluator(node.right))
        case tree.Logic(sign=sign):
            left, right = evaluator(node.left), evaluator(node.right)
            if sign == "and":
                return lambda scope, row: left(scope, row) and right(scope, row)
            return lambda scope, row: left(scope, row) or right(scope, row)
        case tree.Negation(operand=operand):
            value = evaluator(operand)
            return lambda scope, row: not value(scope, row)
        case tree.OneOf(operand=operand, values=values):
            value, words = evaluator(operand), frozenset(values)
            return lambda scope, row: value(scope, row) in words
        case _:
            raise AssertionError(f"no value for {type(node).__name__}")


def _compare(left: Evaluate, order: Callable[[Any, Any], bool], right: Evaluate) -> Evaluate:
    def compare(scope: Scope, row: Row) -> bool:
        one, other = left(scope, row), right(scope, row)
        return one is not None and other is not None and order(one, other)

    return compare
