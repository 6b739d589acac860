"""What is wrong with a pack or with facts, collected so that one reading tells everything."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass, field

from antu.kernel.errors import BadInput, Problem


class PackError(BadInput):
    """A pack that cannot be used; every problem names file, line and key."""


class BadFacts(BadInput):
    """Facts that cannot be computed; every problem names subject, table, row and column."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a pack: file, line (from 1, None for the whole file) and the key or column there."""

    file: str
    line: int | None = None
    key: str | None = None


@dataclass(slots=True)
class Faults:
    """The problems of one pack, gathered while it is read."""

    problems: list[Problem] = field(default_factory=list)

    def add(self, place: Place, rule: str, message: str) -> None:
        """Note one problem at its place."""
        self.problems.append(Problem(rule, message, {"file": place.file, "line": place.line, "key": place.key}))

    def raise_any(self) -> None:
        """Raise PackError with all problems, in file and line order, if there are any."""
        if self.problems:
            once = {str(problem): problem for problem in self.problems}
            raise PackError(sorted(once.values(), key=_in_reading_order))


def _in_reading_order(problem: Problem) -> tuple[str, int]:
    line = problem.where["line"]
    return str(problem.where["file"]), line if isinstance(line, int) else 0


def nearest(given: str, known: Iterable[str]) -> str:
    """「是否想写 X？」 when one of the known names is near the given one, else nothing."""
    close = difflib.get_close_matches(given, list(known), n=1, cutoff=0.6)
    return f"；是否想写「{close[0]}」？" if close else ""


def listed(names: Iterable[str], limit: int = 12) -> str:
    """Names for a message, joined by 、 and cut after ``limit``."""
    all_names = list(names)
    return "、".join(all_names[:limit]) + (f" 等 {len(all_names)} 个" if len(all_names) > limit else "")
