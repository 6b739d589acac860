"""Units of measure: one spelling kept, several accepted."""

from __future__ import annotations

import re

from antu.kernel.text import comparable

SPELLINGS = {
    "㎡": ("m2", "m²", "平方米", "平米", "平方"),
    "m³": ("m3", "立方米", "立方"),
    "m": ("米",),
    "棵": ("株",),
}
"""Units with other accepted spellings; every other unit is spelled one way."""

_CANONICAL = {comparable(word): unit for unit, words in SPELLINGS.items() for word in (unit, *words)}
_WORD = re.compile(r"[^\W\d_]+(?:/[^\W\d_]+)*")
_APPROXIMATE = re.compile(r"(?:多|余|几|约|不到|大概).*|.*(?:多|余|半|左右|上下|以上|以下)|[万亿千百十]+")
"""Words behind a number that make it no exact number, rather than a unit."""


def canonical_unit(typed: str) -> str:
    """The kept spelling of a unit: ``M2`` and 平方米 are ``㎡``; an unknown one stays as it is, without white space."""
    return "/".join(_CANONICAL.get(part, part) for part in comparable(typed).split("/"))


def is_unit(typed: str) -> bool:
    """Whether a word typed behind a number is a unit of some kind, rather than part of no number."""
    form = comparable(typed)
    return form in _CANONICAL or bool(_WORD.fullmatch(form) and not _APPROXIMATE.fullmatch(form))


def same_unit(typed: str, expected: str) -> bool:
    """Whether the typed unit is the expected one, or one of those that a unit such as 只/台 offers."""
    form = canonical_unit(typed)
    offered = () if expected.startswith("元") else expected.split("/")
    return form in {canonical_unit(expected), *(canonical_unit(unit) for unit in offered)}
