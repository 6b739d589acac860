"""What somebody typed, as questions to the index: each lexeme with how good a row is that has it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import Final

from antu.kernel.text import name_form, nfkc, without_space
from antu.platform.search.keys import TAILS, beside, number_form, sealed_keys, tail_key
from antu.platform.search.readings import Reading, alike, is_chinese, person_readings, split_pinyin, text_readings

#: Longer texts are cut: no name or number is.
CHARACTERS_MAX: Final = 60
LETTERS_MIN: Final = 2
SHORT_LETTERS: Final = 3
LAST_DIGITS_MIN: Final = 3
#: So many last digits are shown of a masked number, and may be asked for by everybody.
SHOWN_DIGITS: Final = 4
_LATIN: Final = re.compile(r"[a-z]+")
_TAIL: Final = re.compile(rf"\d{{{TAILS[0] - 1},{TAILS[-1] - 1}}}[\dX]")
_WHOLE: Final = re.compile(r"\d{15}|\d{17}[\dX]")


class Rank(IntEnum):
    """How well a row answers, the best first."""

    NUMBER = 0
    NAME = 1
    NAME_BEGINS = 2
    NAME_HAS = 3
    LAST_DIGITS = 4
    NUMBER_BEGINS = 5
    SOUND = 6
    LIKE_SOUND = 7
    SOUND_BEGINS = 8
    INITIALS = 9
    INITIALS_BEGIN = 10
    SOUND_INSIDE = 11
    INITIALS_INSIDE = 12


_EXACT: Final = (Rank.NUMBER, Rank.SOUND, Rank.LIKE_SOUND, Rank.INITIALS)


@dataclass(frozen=True, slots=True)
class Probe:
    """A question to the index as PostgreSQL reads a ``tsquery``, and how good its rows are."""

    rank: Rank
    query: str


def _is(rank: Rank, lexeme: str) -> Probe:
    return Probe(rank, f"'{lexeme}'")


def _begins(rank: Rank, lexeme: str) -> Probe:
    return Probe(rank, f"'{lexeme}':*")


@dataclass(frozen=True, slots=True)
class Asked:
    """What was typed: ``name`` to compare names with, probes that must hit, pairs of which one is enough."""

    name: str
    probes: tuple[Probe, ...]
    readings: tuple[Reading, ...]

    @property
    def query(self) -> str:
        """All probes together; empty where the text asks for nothing."""
        return any_of(self.probes)

    @property
    def is_short(self) -> bool:
        """Whether it is one syllable or less, which very many names have."""
        return any(sum(map(len, reading)) <= SHORT_LETTERS for reading in self.readings)

    @property
    def exact(self) -> Asked:
        """The same without what only begins so or has it inside."""
        probes = tuple(probe for probe in self.probes if probe.rank in _EXACT)
        return replace(self, probes=probes, readings=())

    @property
    def pairs(self) -> tuple[str, ...]:
        """Questions for the pairs of syllables of which a misspelt name keeps one, beside each other or not."""
        pairs = (pair for reading in self.readings for pair in (*beside(reading), *beside(reading, 2)))
        return tuple(dict.fromkeys(f"('d{pair}' | 'g{pair}')" for pair in pairs))


def any_of(probes: Iterable[Probe]) -> str:
    """The probes as one ``tsquery``."""
    return " | ".join(dict.fromkeys(probe.query for probe in probes))


def asked(typed: str, *, sees_whole_numbers: bool = False) -> Asked:
    """Read what somebody typed: Chinese, pinyin or initials, a number, the last digits of one.

    Who does not see personal numbers whole asks for them whole or by the digits that a mask shows: whether a row is
    found would tell the hidden ones, digit by digit.
    """
    text = without_space(nfkc(typed))[:CHARACTERS_MAX].lower()
    name = name_form(typed)[:CHARACTERS_MAX]
    compact = number_form(text)
    if not compact or (len(compact) < LETTERS_MIN and not is_chinese(compact)):
        return Asked(name, (), ())
    probes = [*_number_probes(compact), *_personal_probes(text.upper(), compact, sees_whole_numbers)]
    readings = _readings(compact)
    if is_chinese(compact):
        probes += _chinese_probes(readings)
    else:
        probes += _latin_probes(compact)
    return Asked(name, tuple(dict.fromkeys(probes)), readings)


def _readings(compact: str) -> tuple[Reading, ...]:
    if is_chinese(compact):
        return tuple(dict.fromkeys((*person_readings(compact), *text_readings(compact))))
    return (split_pinyin(compact),) if _LATIN.fullmatch(compact) else ()


def _number_probes(compact: str) -> Iterator[Probe]:
    yield _is(Rank.NUMBER, f"x{compact}")
    yield _begins(Rank.NUMBER_BEGINS, f"n{compact}")
    if len(compact) >= LAST_DIGITS_MIN and not compact.isalpha():
        yield _begins(Rank.LAST_DIGITS, f"r{compact[::-1]}")


def _personal_probes(capitals: str, compact: str, is_seen_whole: bool) -> Iterator[Probe]:  # noqa: FBT001 - private
    """Telephones and identity numbers, which lists show masked."""
    if compact.isdigit() and is_seen_whole:
        yield _begins(Rank.NUMBER_BEGINS, f"o{compact}")
    if compact.isdigit() and (len(compact) >= LAST_DIGITS_MIN if is_seen_whole else len(compact) == SHOWN_DIGITS):
        yield _begins(Rank.LAST_DIGITS, f"q{compact[::-1]}")
    if _TAIL.fullmatch(capitals) and (is_seen_whole or len(capitals) == SHOWN_DIGITS):
        yield _is(Rank.LAST_DIGITS, tail_key(capitals, len(capitals)))
    if _WHOLE.fullmatch(capitals):
        yield _is(Rank.NUMBER, next(sealed_keys(capitals)))


def _chinese_probes(readings: Iterable[Reading]) -> Iterator[Probe]:
    """Characters are whole syllables: the whole name, or a part of it from syllable to syllable."""
    for reading in readings:
        whole = "".join(reading)
        yield _is(Rank.SOUND, f"e{whole}")
        yield _is(Rank.LIKE_SOUND, f"w{alike(whole)}")
        if len(reading) == 1:
            yield _begins(Rank.SOUND_INSIDE, f"d{alike(whole)} ")
            yield _is(Rank.SOUND_INSIDE, f"p{alike(whole)}")
        else:
            yield Probe(Rank.SOUND_INSIDE, f"({' & '.join(repr(f'd{pair}') for pair in beside(reading))})")


def _latin_probes(letters: str) -> Iterator[Probe]:
    """Letters may end in the middle of a syllable that is still being typed, and may be initials."""
    yield _is(Rank.SOUND, f"e{letters}")
    yield _is(Rank.LIKE_SOUND, f"w{alike(letters)}")
    yield _begins(Rank.SOUND_BEGINS, f"w{alike(letters)}")
    yield _begins(Rank.SOUND_INSIDE, f"p{alike(letters)}")
    yield _is(Rank.INITIALS, f"i{letters}")
    yield _begins(Rank.INITIALS_BEGIN, f"i{letters}")
    yield _begins(Rank.INITIALS_INSIDE, f"j{letters}")
