"""Exact numbers: what may become money, an area or a quantity, and what may not."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

from antu.kernel.errors import BadInput, Problem

Exact = int | Decimal | Fraction
"""A number without rounding in it. Floats are left out on purpose: they lose fen, silently."""

_PLAIN = re.compile(r"[+-]?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?", re.ASCII)


def exact(value: Exact | str) -> Fraction:
    """The value as a fraction, nothing lost.

    Text is plain digits with an optional sign, one point and well-formed thousands separators; a malformed one raises
    :class:`BadInput` (``R-NUMBER``), as does an infinite or undefined Decimal. A float or a bool raises TypeError.
    """
    if isinstance(value, str):
        return _from_text(value)
    if isinstance(value, bool) or not isinstance(value, int | Decimal | Fraction):
        raise TypeError(f"an exact number is int, Decimal, Fraction or text, not {type(value).__name__}")
    if isinstance(value, Decimal) and not value.is_finite():
        raise _not_a_number(str(value))
    return Fraction(value)


def _from_text(text: str) -> Fraction:
    plain = text.strip()
    if not _PLAIN.fullmatch(plain):
        raise _not_a_number(text)
    return Fraction(plain.replace(",", ""))


def _not_a_number(given: str) -> BadInput:
    return BadInput(Problem("R-NUMBER", f"「{given}」不是数字；请填写阿拉伯数字，如 1,234.50，不带单位和文字"))
