"""What a row is found by, as lexemes of a text-search vector: each begins with a letter that says what it is.

======  =====================================================================================
``e``   the whole name's pinyin, as it is: ``ezhangjianguo``
``w``   the same with what ears mistake made alike: ``wzanjianuo``
``p``   the same from each later syllable on, so that the middle of a name is found by its beginning
``i``   initials of the whole name, ``j`` from each later syllable on
``d``   two syllables that stand beside each other, ``g`` with one between: what is left of a name with one wrong
``x``   a whole number or code, ``n`` from each of its groups on, ``r`` backwards, for the last digits
``o``   a telephone that lists show masked, ``q`` backwards: only its last four may be asked for by everybody
``t``   a fingerprint of the whole, or of the last six, five or four characters, of a number that is kept as ciphertext
======  =====================================================================================
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final

from antu.kernel.text import nfkc
from antu.platform.protection import blind_index
from antu.platform.search.readings import Reading, alike, text_readings

#: So many last characters of an identity number find it.
TAILS: Final = (4, 5, 6)
SYLLABLES_MAX: Final = 60
CONTENT_RUN: Final = 8
"""So many syllables of a long text are found together by their letters; whole words are shorter."""

_FINGERPRINT: Final = 16
_GROUP: Final = re.compile(r"[^\W\d_]+|\d+")
_LETTERS_OR_DIGITS: Final = re.compile(r"[a-z]+|[0-9]+|[^\W\da-z_]+")


@lru_cache(maxsize=50_000)
def name_keys(readings: tuple[Reading, ...]) -> frozenset[str]:
    """The lexemes of a name that may be read in these ways; kept, as many stand in several rows."""
    return frozenset(_name_keys(readings))


def _name_keys(readings: tuple[Reading, ...]) -> Iterator[str]:
    for reading in readings:
        read = reading[:SYLLABLES_MAX]
        if not read:
            continue
        yield f"e{''.join(read)}"
        yield f"w{alike(''.join(read))}"
        yield f"i{initials(read)}"
        for start in range(1, len(read)):
            yield f"p{alike(''.join(read[start:]))}"
            if start < len(read) - 1:
                yield f"j{initials(read[start:])}"
        yield from pair_keys(read)


def content_keys(text: str) -> Iterator[str]:
    """The lexemes of a long text: any two syllables beside each other, and from each syllable on the next few.

    So a run of characters is found by its pairs, typed pinyin and initials by their beginning. Lines are read apart,
    since no word stands in two of them.
    """
    for line in text.splitlines():
        for reading in text_readings(line):
            yield from (f"d{pair}" for pair in beside(reading))
            for start in range(len(reading)):
                run = reading[start : start + CONTENT_RUN]
                yield f"p{alike(''.join(run))}"
                yield f"j{initials(run)}"


def pair_keys(reading: Reading) -> Iterator[str]:
    """Two syllables beside each other, or with one between: one wrong syllable leaves one of them whole."""
    yield from (f"d{pair}" for pair in beside(reading))
    yield from (f"g{pair}" for pair in beside(reading, 2))


def beside(reading: Reading, distance: int = 1) -> list[str]:
    """Two syllables at this distance, as they are heard."""
    heard = [alike(each) for each in reading]
    return [f"{first} {second}" for first, second in zip(heard, heard[distance:], strict=False)]


def number_keys(number: str) -> Iterator[str]:
    """The lexemes of a number, code or 文号."""
    compact = number_form(number)
    if not compact:
        return
    yield f"x{compact}"
    yield f"r{compact[::-1]}"
    yield from (f"n{compact[group.start() :]}" for group in _LETTERS_OR_DIGITS.finditer(compact))


def phone_keys(number: str) -> Iterator[str]:
    """The lexemes of a telephone; parts of it stand apart from those of other numbers."""
    compact = number_form(number)
    if compact:
        yield from (f"x{compact}", f"o{compact}", f"q{compact[::-1]}")


def sealed_keys(number: str) -> Iterator[str]:
    """The lexemes of a number that stays ciphertext."""
    if number:
        yield f"t{blind_index(number)[:_FINGERPRINT]}"
        yield from (tail_key(number, tail) for tail in TAILS)


def tail_key(number: str, tail: int) -> str:
    """The lexeme of the last characters of a number that stays ciphertext."""
    return f"t{blind_index(number, tail)[:_FINGERPRINT]}"


def initials(reading: Reading) -> str:
    """The first letter of each syllable; digits whole."""
    return "".join(each if each.isdigit() else each[:1] for each in reading)


def number_form(text: str) -> str:
    """What spellings of a number have in common: letters in any case, no marks between."""
    return "".join(_GROUP.findall(nfkc(text).lower()))


def vector(keys: Iterable[str]) -> str:
    """The lexemes as PostgreSQL reads a ``tsvector``; the order says nothing, so it is always the same."""
    return " ".join(f"'{key}'" for key in sorted(set(keys)))
