"""The register's tables; field names are those of the register workbook's page."""

from antu.households.models.household import (
    Circumstance,
    CircumstanceKind,
    Household,
    HouseholdEvent,
    HouseholdEventKind,
    SubjectKind,
)
from antu.households.models.person import Person
from antu.households.models.property import Building, Crop, Decoration, ExtraRow, Fixture, Grave, Parcel

__all__ = [
    "Building",
    "Circumstance",
    "CircumstanceKind",
    "Crop",
    "Decoration",
    "ExtraRow",
    "Fixture",
    "Grave",
    "Household",
    "HouseholdEvent",
    "HouseholdEventKind",
    "Parcel",
    "Person",
    "SubjectKind",
]
