"""The records as a register asks them while it is read."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from functools import cached_property

from antu.households.domain.known import Holding, KnownProject
from antu.households.domain.subject import Subject
from antu.households.models import Household, Person
from antu.households.selectors.subjects import project_values, subject_of, whole_households
from antu.platform.protection import blind_index
from antu.projects.models import Project

_GIVEN_FIELDS = {"towns": "town", "area": "area_mu"}
"""Fields of 项目 whose attribute has another name."""


class RecordedRegisters:
    """What the database knows: a :class:`~antu.households.domain.known.KnownRegister`, for one transaction."""

    def projects(self) -> Iterable[KnownProject]:
        """All projects."""
        return self._by_known.keys()

    def project_of(self, known: KnownProject) -> Project:
        """The record behind a known project."""
        return self._by_known[known]

    def subjects(self, project: KnownProject, codes: Collection[str]) -> Mapping[str, Subject]:
        """The registered subjects of the project among these codes, whole."""
        found = whole_households(self.project_of(project), codes=codes)
        return {household.code: subject_of(household) for household in found}

    def id_numbers(self, numbers: Collection[str]) -> Iterable[Holding]:
        """Who is recorded with one of these identity numbers: found by blind index, nothing is decrypted."""
        by_index = {blind_index(number): number for number in numbers}
        households = Household.objects.standing().filter(id_number_index__in=by_index)
        for household in households.only("project_id", "code", "id_number_index"):
            yield self._holding(by_index[household.id_number_index], household)
        people = Person.objects.standing().filter(id_number_index__in=by_index, household__is_voided=False)
        read = ("no", "id_number_index", "household__project_id", "household__code")
        for person in people.select_related("household").only(*read):
            yield self._holding(by_index[person.id_number_index], person.household, person.no)

    def accounts(self, numbers: Collection[str]) -> Iterable[Holding]:
        """The subjects recorded with one of these accounts, in any project."""
        by_index = {blind_index(number): number for number in numbers}
        households = Household.objects.standing().filter(account_no_index__in=by_index)
        for household in households.only("project_id", "code", "account_no_index"):
            yield self._holding(by_index[household.account_no_index], household)

    def _holding(self, number: str, household: Household, person_no: str = "") -> Holding:
        sheet = "person" if person_no else "household"
        return Holding(number, self._known_by_id[household.project_id], household.code, sheet, person_no)

    @cached_property
    def _by_known(self) -> dict[KnownProject, Project]:
        return {_known(project): project for project in Project.objects.all()}

    @cached_property
    def _known_by_id(self) -> dict[int, KnownProject]:
        return {project.pk: known for known, project in self._by_known.items()}


def _known(project: Project) -> KnownProject:
    given = {_GIVEN_FIELDS.get(name, name) for name in project.given_by_district}
    values = {field: value for field, value in project_values(project).items() if field in given}
    return KnownProject(project.code, project.name, project.former_name, values)
