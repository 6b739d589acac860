"""What a register asks of the records while it is read; the room's selectors answer from the database."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
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

    ``sheet`` is ``person`` or ``household``; ``no`` is empty for the subject's own row.
    """

    number: str
    project: KnownProject
    household: str
    sheet: str = "household"
    no: str = ""


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


@dataclass(frozen=True, slots=True)
class RecordsAtHand:
    """Records held in memory; empty, the records of a new installation."""

    known: Mapping[KnownProject, Mapping[str, Subject]] = field(default_factory=dict)

    def projects(self) -> Iterable[KnownProject]:
        """All projects."""
        return self.known.keys()

    def subjects(self, project: KnownProject, codes: Collection[str]) -> Mapping[str, Subject]:
        """The registered subjects of the project among these codes."""
        return {code: subject for code, subject in self.known.get(project, {}).items() if code in codes}

    def id_numbers(self, numbers: Collection[str]) -> Iterable[Holding]:
        """Who is recorded with one of these identity numbers."""
        for project, subject in self._subjects():
            own = Holding(str(subject.values.get("id_number")), project, subject.code)
            people = (
                Holding(str(child.values.get("id_number")), project, subject.code, "person", child.no)
                for child in subject.of("person")
            )
            yield from (holding for holding in (own, *people) if holding.number in numbers)

    def accounts(self, numbers: Collection[str]) -> Iterable[Holding]:
        """The subjects recorded with one of these accounts."""
        held = (
            Holding(str(subject.values.get("account_no")), project, subject.code)
            for project, subject in self._subjects()
        )
        return (holding for holding in held if holding.number in numbers)

    def _subjects(self) -> Iterator[tuple[KnownProject, Subject]]:
        return ((project, subject) for project, subjects in self.known.items() for subject in subjects.values())
