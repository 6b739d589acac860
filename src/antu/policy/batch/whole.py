"""Whole numbers in SQL: an expression with the exact interval of its values, which chooses how wide it is computed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sqlglot import exp

BIG: Final = 2**63 - 1
WIDEST: Final = 10**38 - 1
LIMIT: Final = 10**36
WIDE: Final = exp.DataType.Type.INT128
LONG: Final = exp.DataType.Type.BIGINT
WIDE_DIVISION: Final = "antu_wide_division"
"""A placeholder: each dialect divides wide numbers its own way."""
BOUNDED: Final = "antu_bounded"
"""A placeholder: a column whose magnitude is below a number, for engines that reckon quicker when they know it."""

LOOKED_UP: Final = "antu_looked_up"
"""A placeholder: the number at a place, from 0 on, of a list."""


class TooWide(Exception):
    """A value that no engine holds exactly: how many digits it may need (0 where that is not the matter), and why."""

    def __init__(self, digits: int, why: str) -> None:
        super().__init__(why)
        self.digits, self.why = digits, why


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number: its expression, its least and greatest value, and the layer on which it can be computed.

    The expression is of type BIGINT, or of the wide type where the interval needs it.
    """

    sql: exp.Expr
    low: int
    high: int
    layer: int = 0

    @property
    def is_wide(self) -> bool:
        """Whether 64 bits do not hold it."""
        return max(abs(self.low), abs(self.high)) > BIG

    @property
    def constant(self) -> int | None:
        """The only value that it can have."""
        return self.low if self.low == self.high else None


def literal(value: int) -> Whole:
    """A constant."""
    return Whole(_literal(value), value, value)


def held(expression: exp.Expr) -> exp.Expr:
    """A copy that stands as one operand: in brackets unless it is atomic."""
    copy = expression.copy()
    atomic = exp.Column | exp.Literal | exp.Func | exp.Cast | exp.Paren | exp.Case | exp.Boolean | exp.Null
    return copy if isinstance(copy, atomic) and not isinstance(copy, exp.Binary) else exp.Paren(this=copy)


def as_wide(number: Whole) -> exp.Expr:
    """The number's expression as an operand of the wide type."""
    return number.sql.copy() if number.is_wide else exp.Cast(this=number.sql.copy(), to=exp.DataType(this=WIDE))


def as_long(expression: exp.Expr) -> exp.Expr:
    """The expression as BIGINT."""
    return exp.Cast(this=expression, to=exp.DataType(this=LONG))


def sized(low: int, high: int, why: str = "") -> bool:
    """Whether the interval needs the wide type. TooWide where not even that holds it."""
    greatest = max(abs(low), abs(high))
    if greatest > WIDEST:
        digits = len(str(greatest))
        raise TooWide(digits, why or f"算式的值可能长达 {digits} 位，成批计算最多 38 位")
    return greatest > BIG


def add(left: Whole, right: Whole) -> Whole:
    """The sum."""
    if left.constant == 0 or right.constant == 0:
        return right if left.constant == 0 else left
    return _combined(exp.Add, left, right, left.low + right.low, left.high + right.high)


def add_all(numbers: Sequence[Whole]) -> Whole:
    """The sum of them, in halves of halves: whoever reads a chain of hundreds goes hundreds of steps deep."""
    if len(numbers) < 2:  # noqa: PLR2004 - nothing to add
        return numbers[0] if numbers else ZERO
    middle = len(numbers) // 2
    return add(add_all(numbers[:middle]), add_all(numbers[middle:]))


def subtract(left: Whole, right: Whole) -> Whole:
    """The difference."""
    if right.constant == 0:
        return left
    return _combined(exp.Sub, left, right, left.low - right.high, left.high - right.low)


def multiply(left: Whole, right: Whole) -> Whole:
    """The product."""
    for one, other in ((left, right), (right, left)):
        if one.constant == 1:
            return other
        if one.constant == 0:
            return ZERO
    for one, other in ((left, right), (right, left)):
        inner, factor = _factors(one)
        if other.constant is not None and factor != 1:
            return multiply(inner, literal(factor * other.constant))
    corners = [one * other for one in (left.low, left.high) for other in (right.low, right.high)]
    return _combined(exp.Mul, left, right, min(corners), max(corners))


def _factors(product: Whole) -> tuple[Whole, int]:
    """A product of 64 bits by a positive constant as the two."""
    found = product.sql
    if product.is_wide or not isinstance(found, exp.Mul) or not isinstance(found.expression, exp.Literal):
        return product, 1
    factor = int(found.expression.this)
    return Whole(found.this.unnest(), product.low // factor, product.high // factor, product.layer), factor


def limited_product(left: Whole, right: Whole) -> tuple[Whole, exp.Expr]:
    """The product where it has at most 36 digits, else NULL; and the condition on which it has more."""
    room = divide_down(literal(LIMIT), not_zero(magnitude(right)))
    small = exp.LTE(this=held(magnitude(left).sql), expression=held(room.sql))
    fits = exp.Coalesce(this=small, expressions=[exp.true()])
    part = exp.Case(ifs=[exp.If(this=fits, true=as_wide(left))])
    corners = [one * other for one in (left.low, left.high) for other in (right.low, right.high)]
    low, high = max(min(corners), -LIMIT), min(max(corners), LIMIT)
    product = exp.Mul(this=part, expression=held(as_wide(right)))
    return Whole(product, low, high, max(left.layer, right.layer)), exp.Not(this=fits.copy())


def not_zero(number: Whole) -> Whole:
    """A number that is not negative, with NULL in the place of 0."""
    if number.low > 0:
        return number
    zero = exp.Literal.number(0)
    return Whole(exp.Nullif(this=number.sql.copy(), expression=zero), 1, max(number.high, 1), number.layer)


def negate(number: Whole) -> Whole:
    """The negative."""
    if number.constant is not None:
        return literal(-number.constant)
    return Whole(exp.Neg(this=held(number.sql)), -number.high, -number.low, number.layer)


def magnitude(number: Whole) -> Whole:
    """The number without its sign."""
    if number.low >= 0:
        return number
    if number.high <= 0:
        return negate(number)
    return Whole(exp.Abs(this=number.sql.copy()), 0, max(-number.low, number.high), number.layer)


def divide_down(number: Whole, divisor: Whole) -> Whole:
    """The quotient of a number that is not negative by a positive divisor, cut to a whole number."""
    if divisor.constant == 1:
        return number
    if number.constant is not None and divisor.constant is not None:
        return literal(number.constant // divisor.constant)
    least = max(divisor.low, 1)
    low, high = max(number.low, 0) // max(divisor.high, 1), max(number.high, 0) // least
    layer = max(number.layer, divisor.layer)
    if not (number.is_wide or divisor.is_wide):
        return Whole(exp.IntDiv(this=held(number.sql), expression=held(divisor.sql)), low, high, layer)
    wide = exp.Anonymous(this=WIDE_DIVISION, expressions=[as_wide(number), as_wide(divisor)])
    return Whole(wide if sized(low, high) else as_long(wide), low, high, layer)


def choose(cases: list[tuple[exp.Expr, Whole]], default: Whole | None, layer: int = 0) -> Whole:
    """The number of the first condition that holds, else the default (NULL without one)."""
    numbers = [number for _, number in cases] + ([default] if default else [])
    low, high = min(number.low for number in numbers), max(number.high for number in numbers)
    layer = max(layer, *(number.layer for number in numbers))
    if low == high and default is not None and not layer:
        return literal(low)
    wide = sized(low, high)
    branches = [exp.If(this=condition.copy(), true=_as(number, wide=wide)) for condition, number in cases]
    case = exp.Case(ifs=branches, default=_as(default, wide=wide) if default else None)
    literals = all(number.constant is not None for number in numbers)
    return Whole(as_long(case) if literals and not wide else case, low, high, layer)


def extreme(left: Whole, right: Whole, *, least: bool) -> Whole:
    """The lesser or the greater of two numbers that have a value: engines compare quicker than they call a function."""
    pick, order = (min, exp.LTE) if least else (max, exp.GTE)
    low, high = pick(left.low, right.low), pick(left.high, right.high)
    wide = left.is_wide or right.is_wide
    one, other = _as(left, wide=wide), _as(right, wide=wide)
    is_one = order(this=held(one), expression=held(other))
    case = exp.Case(ifs=[exp.If(this=is_one, true=one)], default=other)
    return Whole(as_long(case) if wide and not sized(low, high) else case, low, high, max(left.layer, right.layer))


def _as(number: Whole, *, wide: bool) -> exp.Expr:
    return as_wide(number) if wide else number.sql.copy()


def _combined(kind: type[exp.Binary], left: Whole, right: Whole, low: int, high: int) -> Whole:
    if left.constant is not None and right.constant is not None and low == high:
        return literal(low)
    wide_result = sized(low, high)
    wide = wide_result or left.is_wide or right.is_wide
    one, other = (held(_as(number, wide=wide)) for number in (left, right))
    combined = kind(this=one, expression=other)
    narrowed = as_long(combined) if wide and not wide_result else combined
    return Whole(narrowed, low, high, max(left.layer, right.layer))


def _literal(value: int) -> exp.Expr:
    if abs(value) > BIG:
        return exp.Cast(this=exp.Literal.string(str(value)), to=exp.DataType(this=WIDE))
    number = exp.Literal.number(str(abs(value)))
    return exp.Paren(this=exp.Neg(this=number)) if value < 0 else number


ZERO: Final = literal(0)
ONE: Final = literal(1)
