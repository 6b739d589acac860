"""Choices that come out the same for the same seed, on every machine and every version of Python."""

from __future__ import annotations

from collections.abc import MutableSequence, Sequence
from typing import TypeVar

_MASK = (1 << 64) - 1
Thing = TypeVar("Thing")


class Chance:
    """A stream of whole numbers (SplitMix64); neither secret nor random in any other sense than being mixed."""

    def __init__(self, seed: int) -> None:
        self._state = seed & _MASK

    def _next(self) -> int:
        self._state = (self._state + 0x9E3779B97F4A7C15) & _MASK
        mixed = self._state
        mixed = ((mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
        mixed = ((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB) & _MASK
        return mixed ^ (mixed >> 31)

    def below(self, end: int) -> int:
        """A whole number from 0 to ``end`` − 1."""
        return (self._next() << 64 | self._next()) % end

    def between(self, low: int, high: int) -> int:
        """A whole number from ``low`` to ``high``, both included."""
        return low + self.below(high - low + 1)

    def once_in(self, times: int) -> bool:
        """True once in so many times."""
        return self.below(times) == 0

    def pick(self, things: Sequence[Thing]) -> Thing:
        """One of the things."""
        return things[self.below(len(things))]

    def shuffle(self, things: MutableSequence[Thing]) -> None:
        """Put the things in another order, in place."""
        for last in range(len(things) - 1, 0, -1):
            other = self.below(last + 1)
            things[last], things[other] = things[other], things[last]
