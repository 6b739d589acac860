"""Rounding half up on the magnitude (四舍五入): 0.005 → 0.01 and −0.005 → −0.01."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from antu.kernel.exact import Exact, exact


def half_up_units(value: Exact, decimals: int) -> int:
    """The value as a whole number of the last decimal place: 1.005 at 2 decimals is 101."""
    if decimals < 0:
        raise ValueError("decimals cannot be negative")
    scaled = exact(value) * Fraction(10**decimals)
    magnitude = (2 * abs(scaled.numerator) + scaled.denominator) // (2 * scaled.denominator)
    return -magnitude if scaled < 0 else magnitude


def half_up(value: Exact, decimals: int) -> Decimal:
    """The value rounded half up to that many decimals; the result carries exactly so many."""
    units = half_up_units(value, decimals)
    digits = tuple(int(digit) for digit in str(abs(units)))
    return Decimal((int(units < 0), digits, -decimals))  # scaleb would round at the context's 28 digits
