"""Records held in memory, for reading registers without a database."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from antu.households.domain.known import Holding, KnownProject
from antu.households.domain.subject import Subject


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
