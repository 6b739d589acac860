"""What speaks against a pack: faults of its files, cases that do not come out, versions that it does not fit. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from antu.kernel.errors import BadInput, Problem
from antu.policy.cases import Case, read_cases, run_case
from antu.policy.load import content_sha256, load_pack
from antu.policy.pack import Pack
from antu.policy.shelf import newness
from antu.policy.validity import validity_problems


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


def misfits(pack: Pack, others: Iterable[Pack]) -> tuple[Problem, ...]:
    """What speaks against a version's validity beside the other published ones of the same pack.

    That is a gap, an overlap, or a later one that begins before an earlier one.
    """
    own = newness(pack.version)
    ordered = sorted(others, key=lambda each: newness(each.version))
    earlier = [each for each in ordered if newness(each.version) < own]
    later = [each for each in ordered if newness(each.version) > own]
    after = validity_problems(later[0], [*earlier, pack]) if later else ()
    return (*validity_problems(pack, earlier), *after)


def rivals(pack: Pack, others: Iterable[Pack]) -> tuple[Pack, ...]:
    """The versions of the same pack that hold on days on which this one does, without taking over from it."""
    return tuple(other for other in others if other.version != pack.version and _collide(*_in_order(pack, other)))


def _in_order(one: Pack, other: Pack) -> tuple[Pack, Pack]:
    return (one, other) if newness(one.version) < newness(other.version) else (other, one)


def _collide(before: Pack, after: Pack) -> bool:
    if after.valid_from < before.valid_from:
        return after.valid_to is None or after.valid_to >= before.valid_from
    return before.valid_to is not None and before.valid_from < after.valid_from <= before.valid_to
