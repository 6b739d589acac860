"""How many subjects stand on each rung, by project, town and village: one query, counted in the database."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from django.db.models import Count, FilteredRelation, Q, QuerySet

from antu.households.domain.state import HouseholdState
from antu.households.models import Household, HouseholdEventKind
from antu.platform.actor import Actor
from antu.platform.remembering import records_seen, remembered

__all__ = (
    "HouseholdState",
    "OfficerCount",
    "PlaceCount",
    "StateCounts",
    "VillageCount",
    "by_project",
    "by_town",
    "by_village",
    "counts_by_officer",
    "counts_by_place",
    "counts_by_village",
    "with_rungs",
)

StateCounts = Mapping[HouseholdState, int]
"""Every rung with how many stand on it and on no higher one."""

Key = TypeVar("Key", bound=Hashable)
_RUNGS: Final = (HouseholdState.UNSIGNED, HouseholdState.SIGNED, HouseholdState.VACATED)


@dataclass(frozen=True, slots=True)
class PlaceCount:
    """The subjects of one project (primary key) and one kind in one town, by rung; ``samples`` of them are invented."""

    project: int
    town: str
    kind: str
    states: StateCounts
    samples: int = 0


@dataclass(frozen=True, slots=True)
class OfficerCount:
    """The subjects of one project, town, cadre and kind, invented or not, by rung."""

    project: int
    town: str
    officer: str
    kind: str
    is_sample: bool
    states: StateCounts


@dataclass(frozen=True, slots=True)
class VillageCount:
    """The subjects of one kind in one village of a project, by rung."""

    village: str
    kind: str
    states: StateCounts


def with_rungs(households: QuerySet[Any]) -> QuerySet[Any]:
    """The same households beside their ``signing`` and their ``vacating``: the standing events, or nothing.

    No household is doubled by it, because only one event of a kind stands.
    """
    beside: QuerySet[Any] = households.annotate(
        signing=_standing_event(HouseholdEventKind.SIGNED), vacating=_standing_event(HouseholdEventKind.VACATED)
    )
    return beside


def counts_by_place(actor: Actor) -> Sequence[PlaceCount]:
    """The standing subjects that the actor sees, 村组集体 among them, by project, town and kind; remembered."""
    key = ("counts-by-place", actor.reach)
    return remembered(records_seen(), key, lambda: _counts_by_place(actor))


def _counts_by_place(actor: Actor) -> Sequence[PlaceCount]:
    counted = counts_by_officer(actor)
    sums = _summed(((each.project, each.town, each.kind, each.is_sample), each.states) for each in counted)
    return tuple(
        PlaceCount(project, town, kind, states, sum(states.values()) if is_sample else 0)
        for (project, town, kind, is_sample), states in sums.items()
    )


def counts_by_officer(actor: Actor) -> Sequence[OfficerCount]:
    """The standing subjects that the actor sees as finely as any page counts them; one query, remembered.

    Of a whole district this is the one pass over all households, from which the other counts are added.
    """
    key = ("counts-by-officer", actor.reach)
    return remembered(records_seen(), key, lambda: _counts_by_officer(actor))


def _counts_by_officer(actor: Actor) -> Sequence[OfficerCount]:
    counted = _counted(_seen(actor), "project_id", "town", "officer", "kind", "is_sample")
    return tuple(
        OfficerCount(project, town, officer, kind, is_sample, states)
        for (project, town, officer, kind, is_sample), states in counted
    )


def counts_by_village(actor: Actor, project: int) -> list[VillageCount]:
    """The project's standing subjects that the actor sees, by village and kind. One query."""
    counted = _counted(_seen(actor).filter(project=project), "village", "kind")
    return [VillageCount(village, kind, states) for (village, kind), states in counted]


def _seen(actor: Actor) -> QuerySet[Household]:
    return Household.objects.standing().seen_by(actor).filter(project__is_voided=False)


def _counted(households: QuerySet[Household], *fields: str) -> list[tuple[list[Any], StateCounts]]:
    counted = (
        with_rungs(households)
        .order_by()
        .values(*fields)
        .annotate(
            unsigned=Count("pk", filter=Q(signing=None, vacating=None)),
            signed=Count("signing", filter=Q(vacating=None)),
            vacated=Count("vacating"),
        )
    )
    rows = counted.values_list(*fields, "unsigned", "signed", "vacated")
    return [(list(row[: len(fields)]), dict(zip(_RUNGS, row[len(fields) :], strict=True))) for row in rows]


def by_project(counted: Iterable[PlaceCount]) -> dict[int, StateCounts]:
    """The same subjects by project (primary key)."""
    return _summed((each.project, each.states) for each in counted)


def by_town(counted: Iterable[PlaceCount]) -> dict[str, StateCounts]:
    """The same subjects by town as the register writes it; empty where it names none."""
    return _summed((each.town, each.states) for each in counted)


def by_village(counted: Iterable[VillageCount]) -> dict[str, StateCounts]:
    """The same subjects by village as the register writes it; empty where it names none."""
    return _summed((each.village, each.states) for each in counted)


def _summed(counted: Iterable[tuple[Key, StateCounts]]) -> dict[Key, StateCounts]:
    sums: dict[Key, Counter[HouseholdState]] = defaultdict(lambda: Counter(dict.fromkeys(HouseholdState, 0)))
    for key, states in counted:
        for state, found in states.items():
            sums[key][state] += found
    return {key: dict(states) for key, states in sums.items()}


def _standing_event(kind: HouseholdEventKind) -> FilteredRelation:
    return FilteredRelation("events", condition=Q(events__kind=kind, events__is_voided=False))
