"""Where the subjects of a simulation come from: the register, as facts of any pack."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final, Protocol

from django.db.models import QuerySet

from antu.households.models import Household
from antu.households.selectors import facts_of, whole_households
from antu.platform.actor import Actor
from antu.policy import Facts, Pack, read_facts
from antu.simulation.domain.asking import Scope, ScopeKind
from antu.simulation.domain.comparing import Who

if TYPE_CHECKING:
    from antu.policy.batch import TableRows

#: So many subjects are read, and go through an engine, at a time.
AT_A_TIME: Final = 2_000


@dataclass(frozen=True, slots=True)
class Source:
    """A subject: who it is, its facts under a pack, and the day that is assumed where it has not signed."""

    who: Who
    name: str
    facts_of: Callable[[Pack], Mapping[str, object]]
    assumed_on: date | None

    def facts(self, pack: Pack) -> Facts:
        """The facts as the pack reads them, an assumed day in them. Raises BadFacts with every problem."""
        assumed = self.assumed_on if pack.facts.signing_column else None
        return read_facts(pack, self.facts_of(pack), signed_on=assumed)


class Chunk(Protocol):
    """Some subjects, and all their facts at once."""

    @property
    def sources(self) -> Sequence[Source]:
        """The subjects."""

    def rows(self, pack: Pack) -> Mapping[str, TableRows]:
        """The facts under a pack, by table and column."""


class Sources(Protocol):
    """Subjects in chunks, and how many there are."""

    def count(self) -> int:
        """How many subjects will come."""

    def chunks(self) -> Iterator[Chunk]:
        """The subjects, so many at a time."""


@dataclass(frozen=True, slots=True)
class _RegisterChunk:
    """Households with their rows."""

    sources: Sequence[Source]

    def rows(self, pack: Pack) -> Mapping[str, TableRows]:
        """Their facts under a pack."""
        from antu.policy.batch import rows_of_documents  # noqa: PLC0415 - SQL engines load slowly

        return rows_of_documents(pack, [each.facts_of(pack) for each in self.sources])


@dataclass(frozen=True, slots=True)
class RegisterSources:
    """The households that the actor sees: all of them, or one project's. The signed by their day, the rest assumed."""

    actor: Actor
    scope: Scope
    signed_on: date

    def _found(self) -> QuerySet[Household]:
        households = Household.objects.standing().seen_by(self.actor).filter(project__is_voided=False)
        return households if self.scope.kind is ScopeKind.REGISTER else households.filter(project=self.scope.project)

    def count(self) -> int:
        """How many households there are."""
        return self._found().count()

    def chunks(self) -> Iterator[Chunk]:
        """By project and code."""
        keys = list(self._found().order_by("project_id", "code").values_list("pk", flat=True))
        for start in range(0, len(keys), AT_A_TIME):
            households = whole_households(pks=keys[start : start + AT_A_TIME]).order_by("project_id", "code")
            yield _RegisterChunk([self._source(each) for each in households])
            gc.collect()  # households and their rows hold each other: all of them would stay for long

    def of(self, keys: Sequence[int]) -> list[Source]:
        """These households, in the order of their keys here."""
        found = {each.pk: each for each in whole_households(pks=keys)}
        return [self._source(found[key]) for key in keys]

    def _source(self, household: Household) -> Source:
        own = household.signed_on
        who = Who(
            subject=household.code,
            kind=household.kind,
            town=household.town or None,
            project=household.project.name,
            signed_on=own or self.signed_on,
            vacated_on=household.vacated_on or _last_day(household, own or self.signed_on),
            is_signed=own is not None,
            key=household.pk,
        )
        return Source(who, household.head_name, lambda pack: facts_of(household, pack), None if own else self.signed_on)


def _last_day(household: Household, signed_on: date) -> date | None:
    """Who has not moved out is taken to do so on the project's last day for it, if that is still to come."""
    last = household.project.vacate_by_on
    return last if last and last >= signed_on else None
