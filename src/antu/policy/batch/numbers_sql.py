"""Exact numbers in SQL: scaled whole numbers, and quotients kept as a pair until they are rounded."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from sqlglot import exp

from antu.policy.batch.whole import (
    ONE,
    ZERO,
    Whole,
    add,
    as_long,
    choose,
    divide_down,
    extreme,
    held,
    literal,
    magnitude,
    multiply,
    negate,
    not_zero,
    subtract,
)
from antu.policy.numbers import decimals_of, finite_places

Keep = Callable[[Whole], Whole]
"""Gives a whole number a column of its own, so that naming it twice does not compute it twice."""

Product = Callable[[Whole, Whole], Whole]
"""Multiplies the parts of quotients, whose range cannot be proved: NULL where a product is beyond every range."""

Way = Literal["round", "floor", "ceil"]


@dataclass(frozen=True, slots=True)
class Number:
    """``top / 10**scale / bottom``; ``bottom`` is positive, None for 1. ``empty`` says that it may have no value."""

    top: Whole
    scale: int = 0
    bottom: Whole | None = None
    empty: bool = False

    @property
    def below(self) -> Whole:
        """The divisor, 1 where there is none."""
        return self.bottom or ONE

    @property
    def layer(self) -> int:
        """The layer on which it can be computed."""
        return max(self.top.layer, self.below.layer)

    def at(self, scale: int) -> Whole:
        """The top at a scale not less than its own."""
        return multiply(self.top, literal(10 ** (scale - self.scale)))


def number_of(value: Decimal) -> Number:
    """A constant."""
    scale = decimals_of(value)
    return Number(literal(int(Fraction(value) * 10**scale)), scale)


def plus(left: Number, right: Number, product: Product) -> Number:
    """The sum."""
    return _added(left, right, add, product)


def minus(left: Number, right: Number, product: Product) -> Number:
    """The difference."""
    return _added(left, right, subtract, product)


def times(left: Number, right: Number, product: Product) -> Number:
    """The product."""
    scale, empty = left.scale + right.scale, left.empty or right.empty
    if left.bottom is None and right.bottom is None:
        return Number(_or_nothing(multiply(left.top, right.top), left, right), scale, None, empty)
    top = _or_nothing(product(left.top, right.top), left, right)
    return Number(top, scale, product(left.below, right.below), empty)


def over(left: Number, right: Number, product: Product) -> Number:
    """The quotient: a decimal where the divisor is a constant of twos and fives, else a pair; NULL when it is by 0."""
    divisor = right.top.constant
    if divisor is not None and right.bottom is None:
        value = Fraction(divisor, 10**right.scale)
        places = finite_places(value)
        if places is not None:
            factor = Fraction(10**places) / value
            combine = product if left.bottom else multiply
            return Number(combine(left.top, literal(int(factor))), left.scale + places, left.bottom, left.empty)
    top = product(left.top, right.below)
    if right.top.high <= 0:
        top = negate(top)
    elif right.top.low < 0:
        sign = exp.Case(
            ifs=[exp.If(this=exp.LT(this=held(right.top.sql), expression=ZERO.sql.copy()), true=literal(-1).sql)],
            default=ONE.sql.copy(),
        )
        top = multiply(top, Whole(as_long(sign), -1, 1, right.top.layer))
    top = _where_there(top, right)
    bottom = product(left.below, not_zero(magnitude(right.top)))
    scale = left.scale - right.scale
    if scale < 0:
        top, scale = product(top, literal(10**-scale)), 0
    return Number(top, scale, bottom, left.empty or right.empty)


def opposite(number: Number) -> Number:
    """The negative."""
    return replace(number, top=negate(number.top))


def comparable(left: Number, right: Number, product: Product) -> tuple[Whole, Whole]:
    """Two whole numbers that compare as the numbers do."""
    scale = max(left.scale, right.scale)
    one, other = left.at(scale), right.at(scale)
    if left.bottom != right.bottom:
        one, other = product(one, right.below), product(other, left.below)
    return (one if other.constant is None else _or_nothing(one, left, right)), other


def _or_nothing(whole: Whole, *made_of: Number) -> Whole:
    """What is the same for all values of some numbers, yet is nothing where one of these is: 0 times an empty one."""
    return whole if whole.constant is None else _where_there(whole, *made_of)


def _where_there(whole: Whole, *made_of: Number) -> Whole:
    """The whole number where those of the numbers that may be empty are not; no constant, which would stand always."""
    there = [exp.Not(this=exp.Is(this=held(each.top.sql), expression=exp.Null())) for each in made_of if each.empty]
    if not there:
        return whole
    case = exp.Case(ifs=[exp.If(this=exp.and_(*there), true=whole.sql.copy())])
    high = whole.high if whole.constant is None else whole.high + 1
    told = case if whole.is_wide else as_long(case)
    return Whole(told, whole.low, high, max(whole.layer, *(each.top.layer for each in made_of)))


def one_of(cases: list[tuple[exp.Expr, Number]], default: Number | None, layer: int) -> Number:
    """The number of the first condition that holds."""
    numbers = [number for _, number in cases] + ([default] if default else [])
    scale = max(number.scale for number in numbers)
    empty = any(number.empty for number in numbers)
    top = choose(
        [(condition, number.at(scale)) for condition, number in cases], default.at(scale) if default else None, layer
    )
    if all(number.bottom is None for number in numbers):
        return Number(top, scale, None, empty)
    bottoms = [(condition, number.below) for condition, number in cases]
    return Number(top, scale, choose(bottoms, default.below if default else None, layer), empty)


def extreme_of(numbers: list[Number], keep: Keep, product: Product, *, least: bool) -> Number:
    """The least or the greatest of numbers that all have a value."""
    if all(number.bottom is None for number in numbers):
        scale = max(number.scale for number in numbers)
        whole, *others = (keep(number.at(scale)) for number in numbers)
        for each in others:
            whole = keep(extreme(whole, each, least=least))
        return Number(whole, scale)
    best = numbers[0]
    for other in numbers[1:]:
        one, two = comparable(best, other, product)
        order = exp.LTE if least else exp.GTE
        best = one_of([(order(this=one.sql.copy(), expression=two.sql.copy()), best)], other, max(one.layer, two.layer))
    return best


def rounded(number: Number, unit: Fraction, way: Way, keep: Keep, product: Product) -> Whole:
    """How many units the number makes: half up on the magnitude, down, or up."""
    factor = 1 / (unit * 10**number.scale)
    combine = product if number.bottom else multiply
    top = combine(number.top, literal(factor.numerator))
    bottom = combine(number.below, literal(factor.denominator))
    if bottom.constant == 1:
        return top
    if top.constant is None and top.low < 0:
        top = keep(top)
    bottom = bottom if bottom.constant else keep(bottom)
    if way == "round":
        half = divide_down(bottom, literal(2))

        def nearest(part: Whole) -> Whole:
            return divide_down(add(part, half), bottom)

        return _signed(top, nearest, nearest)
    rest = subtract(bottom, ONE)

    def down(part: Whole) -> Whole:
        return divide_down(part, bottom)

    def up(part: Whole) -> Whole:
        return divide_down(add(part, rest), bottom)

    return _signed(top, down, up) if way == "floor" else _signed(top, up, down)


def _signed(top: Whole, positive: Callable[[Whole], Whole], negative: Callable[[Whole], Whole]) -> Whole:
    if top.low >= 0:
        return positive(top)
    if top.high <= 0:
        return negate(negative(negate(top)))
    above = positive(Whole(top.sql, 0, top.high, top.layer) if not top.is_wide else top)
    below = negate(negative(negate(Whole(top.sql, top.low, 0, top.layer) if not top.is_wide else top)))
    is_above = exp.GTE(this=top.sql.copy(), expression=exp.Literal.number(0))
    return choose([(is_above, above)], below, top.layer)


def _added(left: Number, right: Number, combine: Callable[[Whole, Whole], Whole], product: Product) -> Number:
    scale, empty = max(left.scale, right.scale), left.empty or right.empty
    one, other = left.at(scale), right.at(scale)
    if left.bottom == right.bottom:
        return Number(combine(one, other), scale, left.bottom, empty)
    top = combine(product(one, right.below), product(other, left.below))
    return Number(top, scale, product(left.below, right.below), empty)
