"""How wide the columns of a printed list are, from what stands in them, and on which paper they fit. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

#: Size of a list's text and what stands beside it in a cell, in millimetres; the form sets the same.
EM_MM: Final = 3.175  # 小五, 9 pt
PADDING_MM: Final = 2.6
#: A column of words never asks for more; what is longer wraps.
WIDEST_EM: Final = 22.0
NARROWEST_EM: Final = 2.0
#: Of the texts in a column of words, this share fits on one line; longer ones wrap.
FITTING: Final = 0.9
#: A smaller paper is taken while columns of words keep this share of what they want beyond the least.
WORDS_KEEP: Final = 0.45
#: Words as short as this stand on one line, such as a name or a town.
SHORT_EM: Final = 6.0
_LATIN: Final = 0.56
_CAPITAL: Final = 0.74
_WIDE_FROM: Final = "\u2e80"


@dataclass(frozen=True, slots=True)
class Width:
    """What a column takes: at least (its longest number, or the piece that must not be broken) and at best."""

    least: float
    best: float


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper and the width within its margins, in millimetres."""

    name: str
    is_landscape: bool
    inner_mm: float

    def fitted(self, widths: Sequence[Width]) -> list[float]:
        """The columns in millimetres, filling the paper: words give way before numbers do."""
        best, least = sum(each.best for each in widths), sum(each.least for each in widths)
        if best <= self.inner_mm:
            return [round(each.best * self.inner_mm / best, 2) for each in widths]
        if least >= self.inner_mm:
            return [round(each.least * self.inner_mm / least, 2) for each in widths]
        share = (self.inner_mm - least) / (best - least)
        return [round(each.least + (each.best - each.least) * share, 2) for each in widths]


PAPERS: Final = (Paper("a4", is_landscape=False, inner_mm=180), Paper("a4", is_landscape=True, inner_mm=267))
LARGEST: Final = Paper("a3", is_landscape=True, inner_mm=390)


def papers_width(widths: Sequence[Width]) -> Paper:
    """The smallest paper that leaves columns of words a good part of what they ask for; most offices print A4."""
    wanted = sum(each.least + (each.best - each.least) * WORDS_KEEP for each in widths)
    return next((paper for paper in PAPERS if wanted <= paper.inner_mm), LARGEST)


def column_widths(headers: Sequence[str], rows: Sequence[Sequence[Any]], numbers: Sequence[bool]) -> list[Width]:
    """The width of each column; a cell is a text, or a text with small lines below it."""
    return [
        _number_width(header, [_text(row[place]) for row in rows])
        if is_number
        else _word_width(header, [_text(row[place]) for row in rows])
        for place, (header, is_number) in enumerate(zip(headers, numbers, strict=True))
    ]


def ems(text: str) -> float:
    """About how wide a text is set, in its own size."""
    return sum(_em(character) for character in text)


def _em(character: str) -> float:
    if character >= _WIDE_FROM:
        return 1.0
    return _CAPITAL if character.isupper() else _LATIN


def _number_width(header: str, texts: Sequence[str]) -> Width:
    longest = max((ems(text) for text in texts), default=0)
    width = _mm(max(longest, _header_ems(header), NARROWEST_EM))
    return Width(width, width)


def _word_width(header: str, texts: Sequence[str]) -> Width:
    lengths = sorted(ems(text) for text in texts) or [0.0]
    usual = lengths[int((len(lengths) - 1) * FITTING)]
    best = min(max(usual, _header_ems(header), NARROWEST_EM), WIDEST_EM)
    unbroken = max((_unbroken(text) for text in texts), default=0)
    least = min(best, max(unbroken, _header_ems(header), min(best, SHORT_EM)))
    return Width(_mm(least), _mm(best))


def _header_ems(header: str) -> float:
    """A header wraps where it is long: before its unit, else in the middle."""
    words, _, unit = header.partition("(")
    whole = ems(words)
    return max(whole if whole <= SHORT_EM else whole / 2 + 0.6, ems(f"({unit}") if unit else 0.0)


def _unbroken(text: str) -> float:
    """The longest run of Latin letters and digits, such as a code: it is not broken."""
    longest = run = 0.0
    for character in text:
        run = 0.0 if character >= _WIDE_FROM or character == " " else run + _em(character)
        longest = max(longest, run)
    return longest


def _text(cell: Any) -> str:
    return cell if isinstance(cell, str) else str(cell["text"])


def _mm(width: float) -> float:
    return width * EM_MM + PADDING_MM
