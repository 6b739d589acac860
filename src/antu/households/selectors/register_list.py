"""Households of one or all projects as lists read them: filtered, counted and put in order in the database.

A list of 100,000 is counted and sorted without its days; these are read for the rows of a page.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final

from django.db import connection
from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet

from antu.households.domain.state import HouseholdState
from antu.households.models import Circumstance, Household, HouseholdEvent, HouseholdEventKind
from antu.households.selectors.state_counts import with_rungs
from antu.platform.actor import Actor
from antu.platform.remembering import records_seen, remembered

DatedHouseholds = QuerySet[Any]
"""Households of which each has ``day_signed``, ``day_vacated`` and its ``open_circumstances``."""

#: The names there are, each found by one step in the index: the table is read nowhere.
_PLACES: Final = """
WITH RECURSIVE known(place) AS (
    (SELECT min({column}) FROM households_household WHERE NOT is_voided)
    UNION ALL
    SELECT (SELECT min({column}) FROM households_household WHERE NOT is_voided AND {column} > place)
    FROM known WHERE place IS NOT NULL
)
SELECT place FROM known WHERE place <> ''
"""
_INDEXED: Final = ("town", "village")
#: What a list shows of a household: the numbers that are kept as ciphertext only where they are asked for.
_LISTED: Final = (
    "code",
    "head_name",
    "kind",
    "town",
    "village",
    "group",
    "officer",
    "is_sample",
    "is_voided",
    "project__name",
)


def with_days(households: QuerySet[Household]) -> DatedHouseholds:
    """The same households with their days by their standing events and their circumstances, for a few of them."""
    dated = with_rungs(households).annotate(day_signed=F("signing__on"), day_vacated=F("vacating__on"))
    shown: DatedHouseholds = dated.select_related("project").prefetch_related(_open_circumstances())
    return shown


def with_listed_columns(households: QuerySet[Household], columns: Iterable[str] = ()) -> list[Any]:
    """The households of a page as its list shows them, with their days and circumstances; three queries.

    ``columns`` are further fields that are shown.
    """
    shown = households.select_related("project").only(*_LISTED, *columns)
    found: list[Any] = list(shown.prefetch_related(_open_circumstances()))
    days = _days_of([household.pk for household in found])
    for household in found:
        own = days.get(household.pk, {})
        household.day_signed = own.get(HouseholdEventKind.SIGNED)
        household.day_vacated = own.get(HouseholdEventKind.VACATED)
    return found


def _open_circumstances() -> Prefetch[Any]:
    return Prefetch("circumstances", Circumstance.objects.filter(until_on=None), to_attr="open_circumstances")


def _days_of(keys: Sequence[int]) -> Mapping[int, dict[str, date]]:
    days: dict[int, dict[str, date]] = {}
    standing = HouseholdEvent.objects.standing().filter(household__in=keys).order_by()
    for household, kind, on in standing.values_list("household_id", "kind", "on"):
        days.setdefault(household, {})[kind] = on
    return days


def listed_households(actor: Actor, project: int | None = None) -> QuerySet[Household]:
    """Standing subjects (of one project) that the actor sees, by project, then code."""
    found = Household.objects.standing().seen_by(actor).filter(project__is_voided=False)
    if project is not None:
        found = found.filter(project=project)
    return found.order_by("project__name", "project_id", "code")


def in_state(households: QuerySet[Household], state: HouseholdState) -> QuerySet[Household]:
    """Those that have reached this rung and no higher one."""
    vacated, signed = _has_event(HouseholdEventKind.VACATED), _has_event(HouseholdEventKind.SIGNED)
    if state is HouseholdState.VACATED:
        return households.filter(vacated)
    return households.filter(~vacated, signed if state is HouseholdState.SIGNED else ~signed)


def that_signed(households: QuerySet[Household]) -> QuerySet[Household]:
    """Those that have signed, whether they have moved out or not."""
    return households.filter(_has_event(HouseholdEventKind.SIGNED))


def _has_event(kind: HouseholdEventKind, **of: Any) -> Exists:
    return Exists(HouseholdEvent.objects.standing().filter(household=OuterRef("pk"), kind=kind, **of))


def signed_between(
    households: QuerySet[Household], first: date | None = None, last: date | None = None
) -> QuerySet[Household]:
    """Those that signed from the ``first`` day on, and up to the ``last``."""
    span = {"on__gte": first, "on__lte": last}
    return households.filter(_has_event(HouseholdEventKind.SIGNED, **{name: day for name, day in span.items() if day}))


def in_circumstance(households: QuerySet[Household], kind: str) -> QuerySet[Household]:
    """Those with this 特殊情形 (a value of ``CircumstanceKind``) still open."""
    open_one = Circumstance.objects.filter(household=OuterRef("pk"), kind=kind, until_on=None)
    return households.filter(Exists(open_one))


def named(households: QuerySet[Household], words: str) -> QuerySet[Household]:
    """Those whose code or head has these words."""
    return households.filter(Q(code__icontains=words) | Q(head_name__icontains=words))


def circumstance_counts(actor: Actor, project: int) -> dict[str, int]:
    """How many subjects of the project are in each 特殊情形, by its kind; those that nobody is in are left out."""
    open_ones = Q(circumstances__until_on=None, circumstances__isnull=False)
    counts = (
        Household.objects.standing()
        .seen_by(actor)
        .filter(open_ones, project=project)
        .values("circumstances__kind")
        .annotate(found=Count("id", distinct=True))
    )
    return {str(each["circumstances__kind"]): each["found"] for each in counts}


def places(actor: Actor, project: int | None, field: str) -> Sequence[str]:
    """The towns, villages or groups (``town``, ``village``, ``group``) that subjects are in; remembered."""
    key = ("places", actor.reach, project, field)
    return remembered(records_seen(), key, lambda: _places(actor, project, field))


def _places(actor: Actor, project: int | None, field: str) -> Sequence[str]:
    if project is None and actor.reach.everything and field in _INDEXED:
        with connection.cursor() as cursor:
            cursor.execute(_PLACES.format(column=field))
            return sorted(place for (place,) in cursor.fetchall())
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
