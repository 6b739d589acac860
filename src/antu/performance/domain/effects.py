"""What is wrong with the effect that is told of a measure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from antu.kernel.errors import Problem

RULE = "R-PROBLEM"


def problems_of_effect(effect: str, effect_on: date | None, year: int | None, today: date) -> Iterator[Problem]:
    """An effect's day is of an effect, has come, and is not before the year of the problem."""
    if effect_on is None:
        return
    if not effect:
        yield _wrong("写了效果日期，没有写效果；请补写，或清空日期", "effect")
    if effect_on > today:
        yield _wrong(f"效果日期 {effect_on} 还没有到；见到效果以后再填", "effect_on")
    elif year and effect_on.year < year:
        yield _wrong(f"效果日期 {effect_on} 在 {year} 年以前；请核对年度和日期", "effect_on")


def _wrong(message: str, column: str) -> Problem:
    return Problem(RULE, message, {"column": column})
