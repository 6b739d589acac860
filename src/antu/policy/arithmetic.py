"""The exact arithmetic of formulas: what generated functions call, and where a value has no answer."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, TypeVar

from antu.kernel.rounding import half_up
from antu.policy import tree
from antu.policy.numbers import EXACT, days_between, months_between, plain
from antu.policy.rates import RateRow

Exact = Decimal | Fraction
Given = TypeVar("Given", Decimal, Fraction, date)


class Uncomputable(Exception):
    """A value that the pack has no answer for: a zero divisor, a number outside a ladder. The message is Chinese."""


def negate(value: Exact) -> Exact:
    """The exact negative (a plain ``-`` would round a Decimal to 28 digits)."""
    return -value if isinstance(value, Fraction) else EXACT.minus(value)


def _of_fractions(calculate: Callable[[Fraction, Fraction], Fraction]) -> Callable[[Exact, Exact], Fraction]:
    return lambda one, other: calculate(Fraction(one), Fraction(other))


def _divide_fractions(one: Fraction, other: Fraction) -> Fraction:
    if not other:
        raise Uncomputable("除数为 0")
    return one / other


def unless_empty(calculate: Callable[[Given, Given], Any], one: Given | None, other: Given | None) -> Any:
    """What is calculated of two values; None where either is empty."""
    return None if one is None or other is None else calculate(one, other)


def compared(order: Callable[[Any, Any], bool], one: object, other: object) -> bool:
    """Whether two values lie so; false where either is empty."""
    return one is not None and other is not None and order(one, other)


def filled(value: Any, name: str) -> Any:
    """The value, which is there: it is empty only where the comparison that speaks for it does not hold."""
    if value is None:
        raise Uncomputable(f"「{name}」没有值")
    return value


def floor(value: Exact) -> Decimal:
    """The greatest whole number that is not above the value."""
    return Decimal(math.floor(value))


def ceil(value: Exact) -> Decimal:
    """The least whole number that is not below the value."""
    return Decimal(math.ceil(value))


def total(values: Iterable[Exact]) -> Exact:
    """The exact sum; of none, zero."""
    result: Exact = Decimal(0)
    for value in values:
        if type(result) is Decimal and type(value) is Decimal:
            result = EXACT.add(result, value)
        else:
            result = Fraction(result) + Fraction(value)
    return result


def added(terms: Sequence[Exact]) -> Exact:
    """The exact sum of terms that are shown: a single one stands as it is."""
    return terms[0] if len(terms) == 1 else total(terms)


def band_at(node: tree.TierOf, value: Decimal) -> int:
    """The place of the band that the value lies in; Uncomputable outside the ladder."""
    place = node.ladder.band_at(value)
    if place is None:
        raise _outside(node, value)
    return place


def fill_bands(node: tree.TierOf, value: Decimal) -> tuple[tuple[Decimal, RateRow], ...]:
    """How much of the value lies in each band of a progressive ladder; Uncomputable outside the ladder."""
    parts = node.ladder.parts_of(value)
    if parts is None:
        raise _outside(node, value)
    return parts


def paid(node: tree.TierOf, value: Decimal) -> Exact:
    """What a progressive ladder gives for the value: each band at its own rate."""
    return added([EXACT.multiply(part, band.cells[node.column]) for part, band in fill_bands(node, value)])


def _outside(node: tree.TierOf, value: Decimal) -> Uncomputable:
    first, last = node.ladder.bands[0].low, node.ladder.bands[-1].high
    reach = f"{first} 至 {last}" if last is not None else f"{first} 以上"
    return Uncomputable(f"「{node.ladder.label_of(node.column)}」只有 {reach} 的档，没有 {plain(value)} 的档")


OF_DECIMALS: Mapping[str, str] = {"+": "add", "-": "subtract", "*": "multiply", "/": "divide"}
OF_FRACTIONS: Mapping[str, str] = {sign: f"{name}_fractions" for sign, name in OF_DECIMALS.items()}
ORDERS: Mapping[str, str] = {"<": "lt", "<=": "le", ">": "gt", ">=": "ge", "==": "eq", "!=": "ne"}
FUNCTIONS: Mapping[str, Callable[..., Any]] = {
    "add": EXACT.add, "subtract": EXACT.subtract, "multiply": EXACT.multiply, "divide": EXACT.divide,
    "add_fractions": _of_fractions(operator.add), "subtract_fractions": _of_fractions(operator.sub),
    "multiply_fractions": _of_fractions(operator.mul), "divide_fractions": _of_fractions(_divide_fractions),
    "lt": operator.lt, "le": operator.le, "gt": operator.gt, "ge": operator.ge, "eq": operator.eq, "ne": operator.ne,
    "negate": negate, "half_up": half_up, "floor": floor, "ceil": ceil, "min": min, "max": max,
    "total": total, "added": added, "len": len, "enumerate": enumerate, "Decimal": Decimal,
    "days": days_between, "months": months_between, "unless_empty": unless_empty, "compared": compared,
    "filled": filled, "band_at": band_at, "paid": paid,
}  # fmt: skip
"""All that a generated function may call, by the name that it has there."""
