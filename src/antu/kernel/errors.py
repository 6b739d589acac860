"""The one error shape, shared by pages, command line and imports.

A :class:`Problem` is a value: which rule was broken, what happened and what to do next (in Chinese), and where.
An :class:`AntuError` carries one or more of them; its class says which exit status the command line gives.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import ClassVar, Final

Place = str | int | None
#: Columns called otherwise are a program's, and stand in no sheet of an office.
FIRST_CHINESE: Final = "\u3400"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong.

    ``rule`` is a stable code (``R-DATE``), ``message`` Chinese prose, ``where`` ordered places such as
    ``{"sheet": "户", "row": 12, "column": "签约日"}`` or ``{"table": "buildings", "row": "B1", "column": "area_m2"}``.
    """

    rule: str
    message: str
    where: Mapping[str, Place] = field(default_factory=dict)

    def as_json(self) -> dict[str, Place]:
        """The problem as the command line prints it: places first, then rule and message."""
        return {**self.where, "rule": self.rule, "message": self.message}

    @property
    def words(self) -> str:
        """The problem as pages tell it: where it stands in a sheet or on a form, and no name of the machine's own."""
        seen = ("sheet", "row", "column") if self.where.get("sheet") else ("column",)
        place = " ".join(str(self.where[key]) for key in seen if self.where.get(key) is not None)
        is_said = "sheet" in seen or any(sign >= FIRST_CHINESE for sign in place)
        return f"{place}：{self.message}（{self.rule}）" if place and is_said else f"{self.message}（{self.rule}）"

    def __str__(self) -> str:
        place = " ".join(str(value) for value in self.where.values() if value is not None)
        return f"{place}：{self.message}（{self.rule}）" if place else f"{self.message}（{self.rule}）"


class AntuError(Exception):
    """Something a person must know and can act on; never a bug of ours."""

    exit_status: ClassVar[int] = 2

    def __init__(self, problems: Iterable[Problem] | Problem) -> None:
        self.problems: tuple[Problem, ...] = (problems,) if isinstance(problems, Problem) else tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))

    @property
    def words(self) -> str:
        """All problems as pages tell them, one a line."""
        return "\n".join(problem.words for problem in self.problems)


class BadInput(AntuError):
    """The input is wrong; nothing was done (exit status 2)."""

    exit_status = 2


class DoesNotHold(AntuError):
    """What was asked about does not hold, such as a report whose parts don't add (exit status 1)."""

    exit_status = 1


class Forbidden(AntuError):
    """The person acting may not do this (exit status 2)."""

    exit_status = 2


class OutsideMissing(AntuError):
    """Something outside the product is missing, such as a free port or a program (exit status 3)."""

    exit_status = 3
