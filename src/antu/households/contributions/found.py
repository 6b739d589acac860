"""Households, people and parcels as a search shows them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from django.db.models import Q, QuerySet

from antu.households.contributions.words import row_words
from antu.households.models import Household, Parcel, Person
from antu.households.selectors.register_list import with_days
from antu.households.tables.register_list import state_chips
from antu.platform.actor import Actor
from antu.platform.display import marks
from antu.platform.links import record_url
from antu.platform.search.kinds import Hit, SearchKind
from antu.platform.wording import joined

_IN_PROJECT: Final = ("project__name", "code", "head_name", "village", "group", "is_sample")


def household_hits(actor: Actor, rows: QuerySet[Any]) -> Iterator[tuple[int, Hit]]:  # noqa: ARG001 - a kind's signature
    """Code and head, with project, village and state."""
    for row in with_days(rows).only(*_IN_PROJECT):
        note = joined((row.project.name, row.village + row.group), " · ")
        yield row.pk, Hit(str(row), note, record_url(row), (*state_chips(row), *marks(is_sample=row.is_sample)))


def person_hits(actor: Actor, rows: QuerySet[Any]) -> Iterator[tuple[int, Hit]]:  # noqa: ARG001 - a kind's signature
    """The name, with the household whose page it leads to."""
    _, relation = row_words(Person)("relation")
    shown = rows.select_related("household__project").only(
        "name", "relation", "is_sample", *(f"household__{name}" for name in _IN_PROJECT)
    )
    for row in shown:
        own = row.household
        note = joined(
            (relation(row.relation) if row.relation else "", f"户 {own}", own.project.name, own.village + own.group),
            " · ",
        )
        yield row.pk, Hit(row.name, note, record_url(own), marks(is_sample=row.is_sample))


def parcel_hits(actor: Actor, rows: QuerySet[Any]) -> Iterator[tuple[int, Hit]]:  # noqa: ARG001 - a kind's signature
    """The number of the parcel, with whose it is."""
    for row in rows.select_related("household__project").only(
        "no", "map_sheet", "land_class", "is_sample", *(f"household__{name}" for name in _IN_PROJECT)
    ):
        sheet = f"图幅 {row.map_sheet}" if row.map_sheet else ""
        note = joined((sheet, row.household.head_name, row.household.project.name), " · ")
        yield row.pk, Hit(row.no, note, record_url(row), marks(is_sample=row.is_sample))


_OF_STANDING: Final = Q(household__is_voided=False, household__project__is_voided=False)

FOUND: tuple[object, ...] = (
    SearchKind(Household, "户", "head_name", household_hits, Q(project__is_voided=False)),
    SearchKind(Person, "人员", "name", person_hits, _OF_STANDING),
    SearchKind(Parcel, "地块", "no", parcel_hits, _OF_STANDING),
)
