"""What a simulation is asked for: which packs, of whom, as if the unsigned signed on which day. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final, Self

from antu.kernel.errors import BadInput, Problem
from antu.platform.workbook.dates import written_day
from antu.simulation.domain.amending import Amendment

TOTAL_MAX: Final = 1_000_000


class ScopeKind(StrEnum):
    """Of whom: all that the actor sees, one project, or a planned project by the register of another."""

    REGISTER = "register"
    PROJECT = "project"
    SAMPLE = "sample"


SCOPE_WORDS: Final[Mapping[ScopeKind, str]] = {
    ScopeKind.REGISTER: "全部在册户",
    ScopeKind.PROJECT: "一个项目",
    ScopeKind.SAMPLE: "按样本推算拟建项目",
}


@dataclass(frozen=True, slots=True)
class Scope:
    """``project`` is whose register is computed, ``stands_for`` how many households a sample of it stands for."""

    kind: ScopeKind = ScopeKind.REGISTER
    project: int | None = None
    planned: int | None = None
    stands_for: int | None = None

    def as_json(self) -> dict[str, Any]:
        """As it is kept."""
        return {"kind": str(self.kind), "project": self.project, "planned": self.planned, "stands_for": self.stands_for}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Self:
        """What was kept."""
        return cls(ScopeKind(kept["kind"]), kept["project"], kept["planned"], kept["stands_for"])


@dataclass(frozen=True, slots=True)
class Asked:
    """Two packs by name, each with its amended rates; nothing amended where the packs differ by themselves."""

    pack: str
    against: str
    signed_on: date
    amendments: tuple[Amendment, ...] = ()
    scope: Scope = Scope()

    def as_json(self) -> dict[str, Any]:
        """As a job's arguments keep it."""
        return {
            "pack": self.pack,
            "against": self.against,
            "amendments": [each.as_json() for each in self.amendments],
            "scope": self.scope.as_json(),
            "signed_on": self.signed_on.isoformat(),
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Self:
        """What a job's arguments kept."""
        return cls(
            kept["pack"],
            kept["against"],
            date.fromisoformat(kept["signed_on"]),
            tuple(Amendment.from_json(each) for each in kept["amendments"]),
            Scope.from_json(kept["scope"]),
        )


@dataclass(frozen=True, slots=True)
class TypedScope:
    """The part of the form that says of whom, as typed; projects by their keys."""

    kind: str
    project: str = ""
    planned: str = ""
    stands_for: str = ""
    signed_on: str = ""


def read_scope(typed: TypedScope, known: Sequence[int]) -> tuple[Scope, date]:
    """Of whom, and the day assumed for the unsigned. Raises BadInput with every problem, ``where`` its ``column``."""
    problems: list[Problem] = []
    day = written_day(typed.signed_on)
    if day is None:
        problems.append(Problem("R-DATE", "请填写假定签约日，如 2023-05-08", {"column": "signed_on"}))
    kind = ScopeKind(typed.kind) if typed.kind in set(ScopeKind) else None
    if kind is None:
        problems.append(Problem("Y-SCOPE", "请选择测算范围", {"column": "kind"}))
    project = _project(typed.project, known)
    if kind in {ScopeKind.PROJECT, ScopeKind.SAMPLE} and project is None:
        problems.append(Problem("Y-SCOPE", "请选择台账已有户的项目；推算时它的户就是样本", {"column": "project"}))
    stands_for = _whole(typed.stands_for) if kind is ScopeKind.SAMPLE else None
    if kind is ScopeKind.SAMPLE and not stands_for:
        what = f"请填写拟建项目的户数，1 至 {TOTAL_MAX} 的整数，如 120"
        problems.append(Problem("Y-SCOPE", what, {"column": "stands_for"}))
    if problems or kind is None or day is None:
        raise BadInput(problems)
    if kind is ScopeKind.REGISTER:
        return Scope(), day
    planned = _project(typed.planned, known) if kind is ScopeKind.SAMPLE else None
    return Scope(kind, project, planned, stands_for), day


def _project(text: str, known: Sequence[int]) -> int | None:
    return int(text) if text.isdecimal() and int(text) in known else None


def _whole(text: str) -> int | None:
    if not text.isdecimal() or len(text) > len(str(TOTAL_MAX)):
        return None
    number = int(text)
    return number if 0 < number <= TOTAL_MAX else None
