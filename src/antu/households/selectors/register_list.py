"""Households of one or all projects as lists read them: filtered and paged in the database."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Count, Max, Q, QuerySet

from antu.households.domain.state import HouseholdState, household_state
from antu.households.models import CircumstanceKind, Household, HouseholdEventKind
from antu.platform.actor import Actor

_STANDS = Q(events__is_voided=False)


DatedHouseholds = QuerySet[Any]
"""Households of which each has ``day_signed`` and ``day_vacated``."""


def with_days(households: QuerySet[Household]) -> DatedHouseholds:
    """The same households with ``day_signed`` and ``day_vacated`` by their standing events."""
    return (
        households.annotate(
            day_signed=Max("events__on", filter=_STANDS & Q(events__kind=HouseholdEventKind.SIGNED)),
            day_vacated=Max("events__on", filter=_STANDS & Q(events__kind=HouseholdEventKind.VACATED)),
        )
        .select_related("project")
        .prefetch_related("circumstances")
    )


def listed_households(actor: Actor, project: int | None = None) -> DatedHouseholds:
    """Standing subjects (of one project) that the actor sees, with their days, by project, then code."""
    found = Household.objects.standing().seen_by(actor).filter(project__is_voided=False)
    if project is not None:
        found = found.filter(project=project)
    return with_days(found).order_by("project__name", "project_id", "code")


def in_state(households: DatedHouseholds, state: HouseholdState) -> DatedHouseholds:
    """Those of :func:`listed_households` that have reached this rung and no higher one."""
    if state is HouseholdState.VACATED:
        return households.filter(day_vacated__isnull=False)
    return households.filter(day_vacated=None, day_signed__isnull=state is HouseholdState.UNSIGNED)


def in_circumstance(households: DatedHouseholds, kind: str) -> DatedHouseholds:
    """Those with this 特殊情形 (a value of ``CircumstanceKind``) still open."""
    return households.filter(circumstances__kind=kind, circumstances__until_on=None)


def named(households: DatedHouseholds, words: str) -> DatedHouseholds:
    """Those whose code or head has these words."""
    return households.filter(Q(code__icontains=words) | Q(head_name__icontains=words))


def state_counts(actor: Actor, project: int) -> dict[HouseholdState, int]:
    """How many subjects of the project stand on each rung."""
    counts = dict.fromkeys(HouseholdState, 0)
    for signed_on, vacated_on in listed_households(actor, project).values_list("day_signed", "day_vacated"):
        counts[household_state(signed_on, vacated_on)] += 1
    return counts


def circumstance_counts(actor: Actor, project: int) -> dict[str, int]:
    """How many subjects of the project are in each 特殊情形, by its label; those that nobody is in are left out."""
    open_ones = Q(circumstances__until_on=None, circumstances__isnull=False)
    counts = (
        Household.objects.standing()
        .seen_by(actor)
        .filter(open_ones, project=project)
        .values("circumstances__kind")
        .annotate(found=Count("id", distinct=True))
    )
    return {str(CircumstanceKind(each["circumstances__kind"]).label): each["found"] for each in counts}


def places(actor: Actor, project: int | None, field: str) -> Sequence[str]:
    """The towns, villages or groups (``town``, ``village``, ``group``) that subjects are in, for a filter."""
    found = Household.objects.standing().seen_by(actor).exclude(**{field: ""})
    if project is not None:
        found = found.filter(project=project)
    return sorted(found.order_by().values_list(field, flat=True).distinct())


def counts_by_project(actor: Actor, projects: Sequence[int]) -> dict[int, tuple[int, int]]:
    """By project: how many subjects it has that the actor sees, and how many of them have signed."""
    signed = Q(events__kind=HouseholdEventKind.SIGNED, events__is_voided=False)
    counts = (
        Household.objects.standing()
        .seen_by(actor)
        .filter(project__in=projects)
        .values("project")
        .annotate(subjects=Count("id", distinct=True), signed=Count("id", filter=signed, distinct=True))
    )
    return {each["project"]: (each["subjects"], each["signed"]) for each in counts}
