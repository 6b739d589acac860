"""Which characters of a text are what was looked for: the same ones, or those that are read so."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

BEFORE: Final = 30
AFTER: Final = 90
_GAP: Final = "…"


@dataclass(frozen=True, slots=True)
class Piece:
    """Some characters of a text, and whether they are what was looked for."""

    text: str
    is_found: bool = False


@dataclass(frozen=True, slots=True)
class Term:
    """What is looked for: as typed, and its pinyin; empty where letters were typed, which are pinyin or initials."""

    typed: str
    syllables: Sequence[str] = ()


Sounds = Callable[[str], Iterable[tuple[int, str]]]


def marked(text: str, terms: Iterable[Term], sounds: Sounds) -> list[Piece]:
    """The text in pieces; ``sounds`` gives the pinyin of each character with its place."""
    spans = sorted(span for each in terms for span in _spans(text, each, sounds))
    pieces: list[Piece] = []
    at = 0
    for begin, end in spans:
        if begin < at:  # another term has it already
            continue
        pieces += [Piece(text[at:begin])] if begin > at else []
        pieces.append(Piece(text[begin:end], is_found=True))
        at = end
    return [*pieces, Piece(text[at:])] if at < len(text) else pieces


def window(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces around the first found one; what is cut off is 「…」."""
    first = next((at for at, piece in enumerate(pieces) if piece.is_found), 0)
    shown: list[Piece] = []
    before = "".join(piece.text for piece in pieces[:first])
    if before:
        shown.append(Piece(f"{_GAP}{before[-BEFORE:]}" if len(before) > BEFORE else before))
    room = AFTER
    for piece in pieces[first:]:
        if room <= 0:
            break
        is_cut = len(piece.text) > room
        shown.append(replace(piece, text=f"{piece.text[:room]}{_GAP}") if is_cut else piece)
        room -= len(piece.text)
    return [replace(piece, text=piece.text.replace("\n", " ")) for piece in shown]


def _spans(text: str, term: Term, sounds: Sounds) -> list[tuple[int, int]]:
    return _same(text, term.typed) or _read_so(text, term.typed, term.syllables, sounds)


def _same(text: str, typed: str) -> list[tuple[int, int]]:
    spans, low, wanted = [], text.lower(), typed.lower().strip()
    at = low.find(wanted) if wanted and len(low) == len(text) else -1
    while at >= 0:
        spans.append((at, at + len(wanted)))
        at = low.find(wanted, at + len(wanted))
    return spans


def _read_so(text: str, typed: str, syllables: Sequence[str], sounds: Sounds) -> list[tuple[int, int]]:
    heard = list(sounds(text))
    letters = "".join(typed.lower().split())
    spans: list[tuple[int, int]] = []
    at = 0
    while at < len(heard):
        length = _run(heard[at:], syllables) if syllables else _letters(heard[at:], letters)
        if length:
            spans.append((heard[at][0], heard[at + length - 1][0] + 1))
        at += length or 1
    return spans


def _run(heard: Sequence[tuple[int, str]], syllables: Sequence[str]) -> int:
    """How many characters from here on are read as these syllables."""
    is_so = [each for _, each in heard[: len(syllables)]] == list(syllables)
    return len(syllables) if is_so else 0


def _letters(heard: Sequence[tuple[int, str]], letters: str) -> int:
    """How many characters from here on are these letters, whole syllables (the last may be cut) or initials."""
    said, initials = "", ""
    for count, (_, syllable) in enumerate(heard, start=1):
        said, initials = said + syllable, initials + syllable[:1]
        if (said.startswith(letters) and letters) or (initials == letters and count > 1):
            return count
        if not letters.startswith(said) and not letters.startswith(initials):
            return 0
    return 0
