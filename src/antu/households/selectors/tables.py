"""Which table keeps what a sheet's rows describe, and under which attribute each field of a sheet is kept."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db import models

from antu.households.domain.columns import SHEETS
from antu.households.domain.subject import Values
from antu.households.models import Building, Crop, Decoration, ExtraRow, Fixture, Grave, Parcel, Person
from antu.households.models.property import OwnedRow

CHILD_MODELS: Mapping[str, type[Person | OwnedRow]] = {
    "person": Person,
    "building": Building,
    "decoration": Decoration,
    "fixture": Fixture,
    "crop": Crop,
    "grave": Grave,
    "parcel": Parcel,
}
"""The table of each kind of child row; rows of a pack's own tables are kept in :class:`ExtraRow`."""

RELATED_NAMES = ("people", "buildings", "decorations", "fixtures", "crops", "graves", "parcels", "extra_rows")
"""Where a household has its child rows, for prefetching."""

SIGNED_ON, VACATED_ON = "signed_on", "vacated_on"
"""Fields of 户 that are kept as dated events."""

_ATTRIBUTES = {"household": "code", "status": "status_written"}
_CHILD_KEYS = {"household", "id"}


def child_model(key: str) -> type[Person | OwnedRow]:
    """The table that keeps the rows of one kind."""
    return CHILD_MODELS.get(key, ExtraRow)


def attribute_of(field: str) -> str:
    """The attribute under which a field of the sheet 户 is kept."""
    return _ATTRIBUTES.get(field, field)


def kept_values(row: models.Model, key: str) -> Values:
    """The register's fields of a kept row, by field of its sheet: the days of a 户 among them, 编号 of a child not."""
    own = {} if key == "household" else _CHILD_KEYS
    fields = [column.field for column in SHEETS[key].columns if column.field not in own] if key in SHEETS else []
    return {field: _given(getattr(row, attribute_of(field) if key == "household" else field)) for field in fields}


def _given(value: Any) -> Any:
    """The value as a workbook gives it: an empty text is no value, a number has no zeros that nobody typed."""
    if isinstance(value, Decimal):
        return value.normalize()
    return None if value == "" else value
