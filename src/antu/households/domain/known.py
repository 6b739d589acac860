"""What a register asks of the records while it is read; the room's selectors answer from the database."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from antu.households.domain.subject import Subject, Values
from antu.kernel.naming import Naming


@dataclass(frozen=True, slots=True)
class KnownProject:
    """A recorded project. ``values`` are the fields that the district workbook gave, by field of the sheet 项目."""

    code: str
    name: str
    former_name: str = ""
    values: Values = field(default_factory=dict, hash=False)

    @property
    def naming(self) -> Naming:
        """How it is known."""
        return Naming(self.name, self.code, self.former_name)


@dataclass(frozen=True, slots=True)
class Holding:
    """Who is recorded with an identity number or an account: the subject of a project, and the row (编号) in a sheet.

    ``sheet`` is ``person`` or ``household``; ``no`` is empty for the subject's own row. ``is_foreign``: the reader does
    not see that subject, and is told that there is one, not which.
    """

    number: str
    project: KnownProject
    household: str
    sheet: str = "household"
    no: str = ""
    is_foreign: bool = False

    @property
    def in_project(self) -> str:
        """Which subject of the same project it is, for a sentence."""
        return "别的镇街的一户" if self.is_foreign else f"的 {self.household}"

    @property
    def anywhere(self) -> str:
        """Which subject of which project it is, for a sentence."""
        return "别的单位的一户" if self.is_foreign else f"项目「{self.project.name}」的 {self.household}"


class KnownRegister(Protocol):
    """The records, as far as reading a register needs them."""

    def projects(self) -> Iterable[KnownProject]:
        """All projects."""

    def subjects(self, project: KnownProject, codes: Collection[str]) -> Mapping[str, Subject]:
        """The registered subjects of the project among these codes, whole."""

    def id_numbers(self, numbers: Collection[str]) -> Iterable[Holding]:
        """Who is recorded with one of these identity numbers, in any project: people, and subjects' own rows."""

    def accounts(self, numbers: Collection[str]) -> Iterable[Holding]:
        """The subjects recorded with one of these accounts, in any project."""
