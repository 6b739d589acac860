"""A plain pocket calculator: numbers, + − × ÷ and brackets. It knows nothing of packs."""

from __future__ import annotations

import re
from fractions import Fraction

_WORD = re.compile(r"\s*(\d+(?:\.\d+)?|[+−×÷()])")


def calculate(working: str) -> Fraction:
    """The exact value; ValueError for anything but numbers, + − × ÷ ( )."""
    words, at = [], 0
    while at < len(working):
        found = _WORD.match(working, at)
        if found is None:
            raise ValueError(f"not on a calculator: {working[at:]!r}")
        words.append(found[1])
        at = found.end()
    value, rest = _sum(words)
    if rest:
        raise ValueError(f"left over: {rest}")
    return value


def _sum(words: list[str]) -> tuple[Fraction, list[str]]:
    value, words = _product(words)
    while words[:1] in (["+"], ["−"]):
        term, rest = _product(words[1:])
        value, words = (value + term if words[0] == "+" else value - term), rest
    return value, words


def _product(words: list[str]) -> tuple[Fraction, list[str]]:
    value, words = _one(words)
    while words[:1] in (["×"], ["÷"]):
        factor, rest = _one(words[1:])
        value, words = (value * factor if words[0] == "×" else value / factor), rest
    return value, words


def _one(words: list[str]) -> tuple[Fraction, list[str]]:
    if words[:1] == ["−"]:
        value, rest = _one(words[1:])
        return -value, rest
    if words[:1] == ["("]:
        value, rest = _sum(words[1:])
        if rest[:1] != [")"]:
            raise ValueError("a bracket is open")
        return value, rest[1:]
    if not words or words[0] in "+×÷)":
        raise ValueError(f"a number is missing before {words}")
    return Fraction(words[0]), words[1:]
