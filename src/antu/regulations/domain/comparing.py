"""Two versions of a rule clause by clause: what is new, gone, worded otherwise, or only numbered otherwise."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Final

from antu.regulations.domain.clauses import Clause

ALIKE: Final = 0.4
"""From which likeness on two clauses are one that was reworded."""

_SAME_LABEL: Final = 0.15
_PAIRS_MAX: Final = 2500
_SIGNS_MAX: Final = 800
"""Longer clauses are compared by half-sentences, since signs cost the square of their number."""

_OFTEN_FROM: Final = 1000
"""In longer sequences what comes often is no beginning of a likeness: a thousand equal lines would take minutes."""

_PIECES: Final = re.compile(r"[^，。；：\n]+[，。；：\n]?|[，。；：\n]")


class ChangeKind(StrEnum):
    """What became of a clause."""

    SAME = "未变"
    CHANGED = "修改"
    ADDED = "新增"
    DROPPED = "删去"
    RENUMBERED = "只变条号"


@dataclass(frozen=True, slots=True)
class ClauseChange:
    """A clause in the earlier and in the later version; one of them may be missing."""

    kind: ChangeKind
    before: Clause | None
    after: Clause | None


@dataclass(frozen=True, slots=True)
class Piece:
    """Some signs of a text, and whether the other version has them otherwise."""

    text: str
    is_changed: bool


def changes_between(before: Sequence[Clause], after: Sequence[Clause]) -> list[ClauseChange]:
    """Every clause of both versions, in the order of the later one; what is gone stands where it stood."""
    olds_said, news_said = ([(each.is_heading, each.body) for each in clauses] for clauses in (before, after))
    changes: list[ClauseChange] = []
    for tag, old_from, old_to, new_from, new_to in _steps(olds_said, news_said):
        olds, news = before[old_from:old_to], after[new_from:new_to]
        if tag == "equal":
            changes += [_kept(old, new) for old, new in zip(olds, news, strict=True)]
        else:
            changes += _replaced(olds, news)
    return changes


def _steps(before: Sequence[Hashable], after: Sequence[Hashable]) -> Sequence[tuple[str, int, int, int, int]]:
    """What leads from one sequence to the other: equal, insert, delete or replace, from and to which places."""
    return SequenceMatcher(None, before, after, autojunk=len(after) > _OFTEN_FROM).get_opcodes()


def _kept(old: Clause, new: Clause) -> ClauseChange:
    is_same = (old.number, old.branch, bool(old.label)) == (new.number, new.branch, bool(new.label))
    return ClauseChange(ChangeKind.SAME if is_same else ChangeKind.RENUMBERED, old, new)


def _replaced(olds: Sequence[Clause], news: Sequence[Clause]) -> Iterator[ClauseChange]:
    old_next, new_next = 0, 0
    for old_at, new_at in (*_pairs(olds, news), (len(olds), len(news))):
        yield from (ClauseChange(ChangeKind.DROPPED, old, None) for old in olds[old_next:old_at])
        yield from (ClauseChange(ChangeKind.ADDED, None, new) for new in news[new_next:new_at])
        if old_at < len(olds) and new_at < len(news):
            yield ClauseChange(ChangeKind.CHANGED, olds[old_at], news[new_at])
        old_next, new_next = old_at + 1, new_at + 1


def _pairs(olds: Sequence[Clause], news: Sequence[Clause]) -> list[tuple[int, int]]:
    """Which old clause became which new one, in order: the likeness of all pairs together is greatest."""
    if len(olds) * len(news) > _PAIRS_MAX:
        return _pairs_by_label(olds, news)
    likeness = [[_likeness(old, new) for new in news] for old in olds]
    best = [[0.0] * (len(news) + 1) for _ in range(len(olds) + 1)]
    for old in reversed(range(len(olds))):
        for new in reversed(range(len(news))):
            paired = likeness[old][new] + best[old + 1][new + 1] if likeness[old][new] >= ALIKE else 0.0
            best[old][new] = max(best[old + 1][new], best[old][new + 1], paired)
    return list(_way(best, likeness))


def _way(best: Sequence[Sequence[float]], likeness: Sequence[Sequence[float]]) -> Iterator[tuple[int, int]]:
    old, new = 0, 0
    while old < len(likeness) and new < len(likeness[old]):
        is_pair = likeness[old][new] >= ALIKE
        if is_pair and best[old][new] == likeness[old][new] + best[old + 1][new + 1]:
            yield old, new
            old, new = old + 1, new + 1
        elif best[old][new] == best[old + 1][new]:
            old += 1
        else:
            new += 1


def _pairs_by_label(olds: Sequence[Clause], news: Sequence[Clause]) -> list[tuple[int, int]]:
    places = {(new.number, new.branch): at for at, new in enumerate(news) if new.label}
    pairs: list[tuple[int, int]] = []
    for at, old in enumerate(olds):
        new_at = places.get((old.number, old.branch)) if old.label else None
        if new_at is not None and (not pairs or new_at > pairs[-1][1]):
            pairs.append((at, new_at))
    return pairs


def _likeness(old: Clause, new: Clause) -> float:
    """From 0 to 1 by the pairs of signs that both have, and a little for the same label."""
    if old.is_heading != new.is_heading:
        return 0.0
    counts = [_sign_pairs(old.body), _sign_pairs(new.body)]
    total = sum(sum(count.values()) for count in counts)
    share = 2 * sum((counts[0] & counts[1]).values()) / total if total else 0.0
    is_same_label = bool(old.label) and (old.number, old.branch) == (new.number, new.branch)
    return share + (_SAME_LABEL if is_same_label else 0.0)


def _sign_pairs(text: str) -> Counter[str]:
    return Counter(text[at : at + 2] for at in range(max(1, len(text) - 1)))


def pieces_of(before: str, after: str) -> tuple[list[Piece], list[Piece]]:
    """Both texts in pieces, those marked that the other does not have; a lone sign between two changes is one too."""
    is_long = max(len(before), len(after)) > _SIGNS_MAX
    olds, news = (_PIECES.findall(text) if is_long else list(text) for text in (before, after))
    runs: list[tuple[bool, str, str]] = []
    for tag, old_from, old_to, new_from, new_to in _steps(olds, news):
        runs.append((tag != "equal", "".join(olds[old_from:old_to]), "".join(news[new_from:new_to])))
    for at in range(1, len(runs) - 1):
        is_changed, old, new = runs[at]
        if not is_changed and len(old) == 1:
            runs[at] = (True, old, new)
    return _merged((changed, old) for changed, old, _ in runs), _merged((changed, new) for changed, _, new in runs)


def _merged(runs: Iterable[tuple[bool, str]]) -> list[Piece]:
    merged: list[Piece] = []
    for is_changed, text in runs:
        if not text:
            continue
        if merged and merged[-1].is_changed is is_changed:
            merged[-1] = Piece(merged[-1].text + text, is_changed)
        else:
            merged.append(Piece(text, is_changed))
    return merged
