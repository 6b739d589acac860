"""The records as a register asks them while it is read."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property

from antu.households.domain.known import Holding, KnownProject
from antu.households.domain.subject import Subject
from antu.households.models import Household, Person
from antu.households.selectors.subjects import project_values, subject_of, whole_households
from antu.platform.actor import Actor
from antu.platform.protection import blind_index
from antu.projects.models import Project

_GIVEN_FIELDS = {"towns": "town", "area": "area_mu"}
"""Fields of 项目 whose attribute has another name."""

_PLACE = ("project_id", "code")
"""What is read of a household that holds a number."""


class RecordedRegisters:
    """What the database knows: a :class:`~antu.households.domain.known.KnownRegister`, for one transaction.

    Numbers held by subjects that the actor does not see are known too, but not by whom.
    """

    def __init__(self, actor: Actor) -> None:
        self.actor = actor

    def projects(self) -> Iterable[KnownProject]:
        """All projects."""
        return self._by_known.keys()

    def project_of(self, known: KnownProject) -> Project:
        """The record behind a known project."""
        return self._by_known[known]

    def subjects(self, project: KnownProject, codes: Collection[str]) -> Mapping[str, Subject]:
        """The registered subjects of the project among these codes, whole."""
        found = whole_households(self.project_of(project), codes=codes).seen_by(self.actor)
        return {household.code: subject_of(household) for household in found}

    def id_numbers(self, numbers: Collection[str]) -> Iterable[Holding]:
        """Who is recorded with one of these identity numbers: found by blind index, nothing is decrypted."""
        by_index = {blind_index(number): number for number in numbers}
        households = Household.objects.standing().filter(id_number_index__in=by_index)
        own = [(by_index[each.id_number_index], each, "") for each in households.only(*_PLACE, "id_number_index")]
        people = Person.objects.standing().filter(id_number_index__in=by_index, household__is_voided=False)
        read = ("no", "id_number_index", *(f"household__{name}" for name in _PLACE))
        persons = people.select_related("household").only(*read)
        return self._holdings([*own, *((by_index[each.id_number_index], each.household, each.no) for each in persons)])

    def accounts(self, numbers: Collection[str]) -> Iterable[Holding]:
        """The subjects recorded with one of these accounts, in any project."""
        by_index = {blind_index(number): number for number in numbers}
        households = (
            Household.objects.standing().filter(account_no_index__in=by_index).only(*_PLACE, "account_no_index")
        )
        return self._holdings([(by_index[each.account_no_index], each, "") for each in households])

    def _holdings(self, found: Collection[tuple[str, Household, str]]) -> Iterator[Holding]:
        foreign = self._foreign({household.pk for _, household, _ in found})
        for number, household, no in found:
            project, sheet = self._known_by_id[household.project_id], "person" if no else "household"
            yield Holding(number, project, household.code, sheet, no, is_foreign=household.pk in foreign)

    def _foreign(self, households: set[int]) -> set[int]:
        """Those of the households that the actor does not see."""
        if self.actor.reach.everything:
            return set()
        seen = Household.objects.seen_by(self.actor).filter(pk__in=households)
        return households - set(seen.values_list("pk", flat=True))

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
