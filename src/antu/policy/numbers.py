"""Exact numbers of formulas: read from text, combined without rounding, written without exponent."""

from __future__ import annotations

import re
from datetime import date
from decimal import Context, Decimal, DivisionByZero, Inexact, InvalidOperation, Overflow
from fractions import Fraction

from antu.kernel.rounding import half_up

DIGITS_MAX = 150
"""Digits that any finite value of a formula may need; the loader refuses formulas that could exceed it."""

EXACT = Context(prec=2 * DIGITS_MAX, traps=[Inexact, InvalidOperation, DivisionByZero, Overflow])
"""Decimal arithmetic that raises rather than rounds."""

ONE_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_PLAIN = re.compile(r"-?\d+(?:\.\d+)?", re.ASCII)
_TEXT_MAX = 60
_ABOUT_PLACES = 6


def decimal_from(text: str) -> Decimal | None:
    """The number that plain text writes (``-12.50``); None for signs, spaces, exponents and words."""
    return Decimal(text) if len(text) <= _TEXT_MAX and _PLAIN.fullmatch(text) else None


def day_from(text: str) -> date | None:
    """The day of an ISO text ``2023-03-01``; None when it is written otherwise or does not exist."""
    if not ONE_DAY.fullmatch(text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def decimals_of(value: Decimal) -> int:
    """Decimals that the value needs: 1 for 2.50, 0 for 300."""
    return len(plain(value).partition(".")[2])


def plain(value: Decimal | Fraction) -> str:
    """The exact value without exponent and trailing zeros; a quotient that never ends as ``10/3``."""
    if type(value) is not Decimal and isinstance(value, Fraction):  # asking the class alone spares a slow question
        places = _finite_places(value.denominator)
        if places is None:
            return f"{value.numerator}/{value.denominator}"
        value = EXACT.scaleb(Decimal(value.numerator * (10**places // value.denominator)), -places)
    if not value:
        return "0"
    text = str(value)
    if "E" in text:
        text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def number_text(value: Decimal) -> str:
    """A decimal with the decimals that it was written with, without exponent."""
    text = str(value)
    return format(value, "f") if "E" in text else text


def readable(exact: str) -> str:
    """What ``plain`` wrote, for people: a quotient that never ends with about what it is, ``10/3（约 3.333333）``."""
    if "/" not in exact:
        return exact
    return f"{exact}（约 {plain(half_up(Fraction(exact), _ABOUT_PLACES))}）"


def _finite_places(denominator: int) -> int | None:
    places = 0
    while 10**places % denominator:
        places += 1
        if places > denominator.bit_length():
            return None
    return places


def finite_places(divisor: Fraction) -> int | None:
    """Decimals that dividing a whole number by the divisor can need; None when the quotient may never end."""
    return _finite_places(abs(divisor.numerator)) if divisor else None


def days_between(start: date, end: date) -> Decimal:
    """Days from start to end: 0 on the same day, negative when end is before start."""
    return Decimal((end - start).days)


def months_between(start: date, end: date) -> Decimal:
    """Complete calendar months from start to end: 2021-04-20 to 2023-04-19 is 23."""
    months = 12 * (end.year - start.year) + end.month - start.month
    return Decimal(months - (end.day < start.day))
