"""Numbers as the articles of a rule are counted: 第三条, 第一百零二条, 第12条."""

from __future__ import annotations

import unicodedata
from typing import Final

DIGITS: Final = "〇一二三四五六七八九"
NUMERALS: Final = "〇零一二两三四五六七八九十百千"
_VALUES: Final = {sign: value for value, sign in enumerate(DIGITS)} | {"零": 0, "两": 2}
_UNITS: Final = {"十": 10, "百": 100, "千": 1000}
LARGEST: Final = 9999


def number_of(text: str) -> int | None:
    """The number that is written in numerals or digits, up to 9999; None for what is no such number."""
    plain = unicodedata.normalize("NFKC", text)
    if plain.isascii() and plain.isdigit():
        return int(plain) if len(plain) <= len(str(LARGEST)) else None
    if not text or any(sign not in _VALUES and sign not in _UNITS for sign in text):
        return None
    if not any(sign in _UNITS for sign in text):
        return int("".join(str(_VALUES[sign]) for sign in text)) if len(text) <= len(str(LARGEST)) else None
    return _with_units(text)


def _with_units(text: str) -> int | None:
    total, digit, last_unit = 0, None, LARGEST + 1
    for sign in text:
        if sign in _VALUES:
            if digit:
                return None
            digit = _VALUES[sign]
            continue
        unit = _UNITS[sign]
        if unit >= last_unit:
            return None
        total, digit, last_unit = total + (1 if digit is None else digit) * unit, None, unit
    return total + (digit or 0)


def numeral(number: int) -> str:
    """A number from 1 to 9999 in numerals: 十二, 一百零二."""
    written, is_gap = "", False
    for sign, unit in (("千", 1000), ("百", 100), ("十", 10), ("", 1)):
        digit = number // unit % 10
        if not digit:
            is_gap = bool(written)
            continue
        one = "" if sign == "十" and digit == 1 and not written else DIGITS[digit]
        written += ("零" if is_gap else "") + one + sign
        is_gap = False
    return written
