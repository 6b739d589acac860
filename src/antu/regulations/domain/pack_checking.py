"""What speaks against a pack: faults of its files, cases that do not come out, versions that it does not fit. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from antu.kernel.errors import BadInput, Problem
from antu.policy.cases import Case, read_cases, run_case
from antu.policy.load import content_sha256, load_pack
from antu.policy.pack import Pack


@dataclass(frozen=True, slots=True)
class Verdict:
    """One worked case, and what does not come out as it says."""

    case: Case
    differences: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class PackCheck:
    """All that one reading of a pack finds: ``pack`` is None where it cannot be loaded."""

    pack: Pack | None
    problems: tuple[Problem, ...]
    verdicts: tuple[Verdict, ...] = ()

    @property
    def failed(self) -> tuple[Verdict, ...]:
        """The cases that do not come out."""
        return tuple(each for each in self.verdicts if each.differences)

    @property
    def holds(self) -> bool:
        """Whether it loads and all its cases come out."""
        return not self.problems and not self.failed


def check_pack(files: Mapping[str, bytes]) -> PackCheck:
    """Load these files and run their cases; remembered for the last few contents, since pages ask again and again."""
    return _checked(_Content(files))


class _Content:
    """Files that are the same where their hash is."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self.files, self.sha256 = files, content_sha256(files)

    def __hash__(self) -> int:
        return hash(self.sha256)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Content) and other.sha256 == self.sha256


@lru_cache(maxsize=32)
def _checked(content: _Content) -> PackCheck:
    try:
        pack = load_pack(content.files)
    except BadInput as error:
        return PackCheck(None, error.problems)
    try:
        cases = read_cases(pack)
    except BadInput as error:
        return PackCheck(pack, error.problems)
    return PackCheck(pack, (), tuple(Verdict(case, run_case(pack, case)) for case in cases))


@dataclass(frozen=True, slots=True)
class Term:
    """When a version holds. ``order`` is its place among the versions of its pack: numbers by value."""

    name: str
    valid_from: date
    valid_to: date | None
    order: tuple[tuple[int, str], ...]


def misfits(term: Term, others: Iterable[Term]) -> Iterable[Problem]:
    """What speaks against a version's validity beside the other published ones of the same pack.

    A later version replaces an earlier one from its first day on, so an earlier one without an end is none. Against it
    speak: a later version that begins before an earlier one; a gap after, or days within, an end that was published. A
    correction has the very days of what it corrects.
    """
    for other in sorted(others, key=lambda each: each.order):
        older, newer = (other, term) if other.order < term.order else (term, other)
        if newer.valid_from < older.valid_from:
            what = f"{newer.name} 是较新的版本，却从 {newer.valid_from} 起施行，早于 {older.name} 的 {older.valid_from}"
            yield _wrong(f"{what}；同一天会有两个说法，请改施行日期")
        elif older.valid_to and newer.valid_from == older.valid_from and newer.valid_to == older.valid_to:
            continue
        elif older.valid_to and older.valid_from < newer.valid_from <= older.valid_to:
            what = f"{older.name} 写明施行到 {older.valid_to}，{newer.name} 却从 {newer.valid_from} 起施行，两版重叠"
            yield _wrong(f"{what}；请从 {older.valid_to + timedelta(days=1)} 起施行")
    yield from _gap(term, others)


def _gap(term: Term, others: Iterable[Term]) -> Iterable[Problem]:
    earlier = [each for each in others if each.order < term.order and each.valid_from <= term.valid_from]
    if not earlier or any(each.valid_to is None for each in earlier):
        return
    ended = max(each.valid_to for each in earlier if each.valid_to)
    if term.valid_from > ended + timedelta(days=1):
        what = f"前面的版本到 {ended} 为止，{term.name} 从 {term.valid_from} 起施行，中间没有可用的版本"
        yield _wrong(f"{what}；请从 {ended + timedelta(days=1)} 起施行")


def _wrong(message: str) -> Problem:
    return Problem("P-VALIDITY", message, {"file": "pack.yaml", "line": None, "key": "valid_from"})
