"""Types of formula values: what is known of every value before any household is read.

A number's type carries its scale (how many decimals it can need) and its exact interval: the reading by SQL sizes its
integers by them, and this engine proves by them that no intermediate value outgrows its arithmetic.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final

from antu.policy.numbers import finite_places

Interval = tuple[Fraction, Fraction] | None
"""Least and greatest value; None where there is no bound (after a division by something that may be near zero)."""


@dataclass(frozen=True, slots=True)
class Num:
    """An exact number: ``scale`` decimals at most, None for a quotient that may never end."""

    scale: int | None
    interval: Interval
    may_be_empty: bool = False

    @property
    def digits(self) -> int:
        """Digits that the greatest magnitude needs with all its decimals; 0 where that is unknown."""
        if self.scale is None or self.interval is None:
            return 0
        magnitude = max(abs(bound) for bound in self.interval)
        return len(str(int(magnitude * 10**self.scale)))


@dataclass(frozen=True, slots=True)
class Str:
    """A text: one of known codes, or any text where ``codes`` is None."""

    codes: frozenset[str] | None
    may_be_empty: bool = False


@dataclass(frozen=True, slots=True)
class Day:
    """A date."""

    may_be_empty: bool = False


@dataclass(frozen=True, slots=True)
class Bool:
    """True or false, never empty."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """The type of what already has a fault: it goes with everything, so that one mistake is told once."""


Type = Num | Str | Day | Bool | Unknown
UNKNOWN: Final = Unknown()
BOOL: Final = Bool()


def whole(low: int, high: int) -> Num:
    """A whole number between bounds."""
    return Num(0, (Fraction(low), Fraction(high)))


def named(kind: Type) -> str:
    """The type in Chinese, for messages."""
    match kind:
        case Num():
            return "数字"
        case Str():
            return "文字"
        case Day():
            return "日期"
        case Bool():
            return "是否"
        case Unknown():
            return "未知"


def added(left: Num, right: Num) -> Num:
    """The type of a sum."""
    interval = None
    if left.interval and right.interval:
        interval = (left.interval[0] + right.interval[0], left.interval[1] + right.interval[1])
    scale = None if left.scale is None or right.scale is None else max(left.scale, right.scale)
    return Num(scale, interval, left.may_be_empty or right.may_be_empty)


def subtracted(left: Num, right: Num) -> Num:
    """The type of a difference."""
    return added(left, negated(right))


def multiplied(left: Num, right: Num) -> Num:
    """The type of a product."""
    scale = None if left.scale is None or right.scale is None else left.scale + right.scale
    return Num(scale, _corners(left.interval, right.interval), left.may_be_empty or right.may_be_empty)


def divided(left: Num, right: Num) -> Num:
    """The type of a quotient: decimal where the divisor is a constant of twos and fives only, else a fraction."""
    empty = left.may_be_empty or right.may_be_empty
    if right.interval is None or right.interval[0] <= 0 <= right.interval[1]:
        return Num(None, None, empty)
    low, high = (1 / bound for bound in right.interval)
    places = finite_places(right.interval[0]) if low == high else None
    scale = None if left.scale is None or places is None else left.scale + places
    return Num(scale, _corners(left.interval, (low, high)), empty)


def negated(operand: Num) -> Num:
    """The type of a negative."""
    return replace(operand, interval=operand.interval and (-operand.interval[1], -operand.interval[0]))


def joined(parts: list[Num]) -> Num:
    """The type of a value that is one of the parts."""
    scales = [part.scale for part in parts if part.scale is not None]
    intervals = [part.interval for part in parts if part.interval is not None]
    interval = (
        (min(low for low, _ in intervals), max(high for _, high in intervals)) if len(intervals) == len(parts) else None
    )
    return Num(max(scales) if len(scales) == len(parts) else None, interval, any(part.may_be_empty for part in parts))


def repeated(term: Num, times: int) -> Num:
    """The type of a sum of up to that many terms, possibly none."""
    return multiplied(term, whole(0, times))


def rounded(operand: Num, places: int) -> Num:
    """The type after rounding to so many decimals, whichever way."""
    room = Fraction(1, 10**places)
    interval = operand.interval and (operand.interval[0] - room, operand.interval[1] + room)
    return Num(places, interval, operand.may_be_empty)


def _corners(left: Interval, right: Interval) -> Interval:
    if left is None or right is None:
        return None
    products = [one * other for one in left for other in right]
    return min(products), max(products)
