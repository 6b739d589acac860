from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from antu.policy.numbers import decimals_of
from antu.policy.value_types import (
    Num,
    added,
    divided,
    joined,
    multiplied,
    negated,
    repeated,
    rounded,
    subtracted,
    whole,
)

NUMBERS = st.decimals(min_value=-1000, max_value=1000, places=3)


def around(value: Decimal, other: Decimal) -> Num:
    low, high = sorted((Fraction(value), Fraction(other)))
    return Num(max(decimals_of(value), decimals_of(other)), (low, high))


def holds(kind: Num, value: Fraction) -> bool:
    inside = kind.interval is None or kind.interval[0] <= value <= kind.interval[1]
    return inside and (kind.scale is None or (value * 10**kind.scale).denominator == 1)


@given(NUMBERS, NUMBERS, NUMBERS, NUMBERS)
def test_a_type_holds_every_value_that_its_operation_can_give(a: Decimal, b: Decimal, c: Decimal, d: Decimal) -> None:
    left, right = around(a, b), around(c, d)
    for one in map(Fraction, (a, b)):
        for other in map(Fraction, (c, d)):
            assert holds(added(left, right), one + other)
            assert holds(subtracted(left, right), one - other)
            assert holds(multiplied(left, right), one * other)
            assert holds(joined([left, right]), one)
            assert holds(negated(left), -one)
            assert holds(repeated(left, 7), one * 7)
            assert holds(rounded(left, 1), Fraction(round(one * 10), 10))
            if other:
                assert holds(divided(left, right), one / other)


def test_a_divisor_of_twos_and_fives_keeps_the_decimals_finite() -> None:
    number = whole(0, 100)
    assert divided(number, Num(0, (Fraction(2000), Fraction(2000)))).scale == 4
    assert divided(number, Num(1, (Fraction(5, 2), Fraction(5, 2)))).scale == 1
    assert divided(number, Num(0, (Fraction(3), Fraction(3)))).scale is None
    assert divided(number, whole(0, 5)) == Num(None, None)


def test_digits_are_those_of_the_greatest_value_with_all_its_decimals() -> None:
    assert Num(2, (Fraction(-5), Fraction("123.45"))).digits == 5
    assert Num(None, None).digits == 0
