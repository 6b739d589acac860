"""Finding where a value that rises or falls with a number crosses zero, exactly, by few evaluations."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from antu.policy.proving.wishes import Relation

At = Callable[[int], Fraction | None]
_FACTOR = 8


def meet(at: At, start: int, reach: tuple[int, int], relation: Relation) -> int:
    """The whole number within ``reach`` where ``at`` lies so to zero and one step would change that.

    ``at`` is taken to rise or to fall throughout. For ``equal`` the first of equals is meant, or what comes next to
    it. Where no number will do it is the end of ``reach`` that is nearest, ``start`` where nothing moves.
    """
    low, high = reach
    start = min(max(start, low), high)
    slope = _slope(at, start, low, high)
    if slope is None:
        return start
    rising, guess = slope

    def value(units: int) -> Fraction:
        found = at(units)
        return Fraction(0) if found is None else found if rising else -found

    wanted = relation if rising or relation == "equal" else ("above" if relation == "below" else "below")
    if wanted == "above":
        found = first(lambda units: value(units) > 0, guess, low, high)
    else:
        found = first(lambda units: value(units) >= 0, guess, low, high) - (wanted == "below")
    return min(max(found, low), high)


def _slope(at: At, start: int, low: int, high: int) -> tuple[bool, int] | None:
    """Whether the value rises, and where a straight line would cross zero; None where nothing moves."""
    here = at(start)
    if here is None:
        return None
    step = 1
    while start - step >= low or start + step <= high:
        for other in (start + step, start - step):
            there = at(other) if low <= other <= high else None
            if there is not None and there != here:
                rise = (there - here) / (other - start)
                return rise > 0, start - round(here / rise)
        step *= _FACTOR
    return None


def first(holds: Callable[[int], bool], guess: int, low: int, high: int) -> int:
    """The least number from ``low`` to ``high`` that holds, where all above it do too; ``high`` + 1 if none does."""
    guess = min(max(guess, low), high)
    step = 1
    if holds(guess):
        above, below = guess, guess - 1
        while below >= low and holds(below):
            above, below, step = below, max(low - 1, below - step), step * _FACTOR
        below = max(below, low - 1)
    else:
        below, above = guess, guess + 1
        while above <= high and not holds(above):
            below, above, step = above, min(high + 1, above + step), step * _FACTOR
    while above - below > 1:
        middle = (above + below) // 2
        above, below = (middle, below) if holds(middle) else (above, middle)
    return above
