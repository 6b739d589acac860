"""Rounding half up on the magnitude (四舍五入): 0.005 → 0.01 and −0.005 → −0.01."""

from __future__ import annotations

from decimal import MAX_EMAX, MAX_PREC, MIN_EMIN, ROUND_HALF_UP, Context, Decimal
from fractions import Fraction
from typing import Final

from antu.kernel.exact import Exact, exact

_ENDLESS: Final = Context(prec=MAX_PREC, Emax=MAX_EMAX, Emin=MIN_EMIN)
"""Room for any number: nothing is cut but where the rounding says so."""


def half_up_units(value: Exact, decimals: int) -> int:
    """The value as a whole number of the last decimal place: 1.005 at 2 decimals is 101."""
    if decimals < 0:
        raise ValueError("decimals cannot be negative")
    if type(value) is Decimal and value.is_finite():
        return int(_ENDLESS.scaleb(value, decimals).to_integral_value(ROUND_HALF_UP))
    scaled = exact(value) * Fraction(10**decimals)
    magnitude = (2 * abs(scaled.numerator) + scaled.denominator) // (2 * scaled.denominator)
    return -magnitude if scaled < 0 else magnitude


def half_up(value: Exact, decimals: int) -> Decimal:
    """The value rounded half up to that many decimals; the result carries exactly so many."""
    return _ENDLESS.scaleb(Decimal(half_up_units(value, decimals)), -decimals)
