"""How far a name is from what was typed, syllable by syllable."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from antu.platform.search.readings import Reading, alike

#: Names up to so many syllables may have one wrong; longer ones one in three.
SHORT: Final = 4


def wrong_syllables(typed: Iterable[Reading], names: Iterable[Reading]) -> int:
    """The fewest syllables that are wrong, missing or too many between what was typed and a part of the name."""
    heard = [[alike(each) for each in reading] for reading in names]
    return min(
        (_apart([alike(each) for each in reading], name) for reading in typed for name in heard),
        default=len(max(typed, key=len, default=())),
    )


def is_near(wrong: int, typed: Iterable[Reading]) -> bool:
    """Whether so many wrong syllables may still be meant."""
    length = max((len(reading) for reading in typed), default=0)
    return wrong <= (1 if length <= SHORT else length // 3)


def _apart(typed: Sequence[str], name: Sequence[str]) -> int:
    """Levenshtein's distance in syllables; what stands in the name before and after the typed part is free."""
    row = [0] * (len(name) + 1)
    for count, syllable in enumerate(typed, 1):
        before, row = row, [count, *row[1:]]
        for place, other in enumerate(name, 1):
            row[place] = min(before[place - 1] + (syllable != other), before[place] + 1, row[place - 1] + 1)
    return min(row)
