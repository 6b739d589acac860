"""One row of a sheet in its table: its values as columns keep them, and what they change."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from django.db import models

from antu.households.domain.subject import Values
from antu.platform import journal
from antu.platform.fields import DERIVED
from antu.platform.models import RecordedRow

Changes = dict[str, list[Any]]
"""Column → [before, after], as the journal keeps values: nothing protected in clear."""


def fill(row: RecordedRow, values: Values, extra: Values, *, sample: bool) -> Changes:
    """Set the row's columns to the values of its sheet; what has changed, nothing when all are as they were.

    ``values`` are by attribute; ``extra`` are facts of the pack alone, beside those of another pack that stay.
    """
    keepers = _keepers(type(row))
    wanted = {name: keepers[name](value) for name, value in values.items()}
    wanted["extra"] = merged(row.extra, extra)  # type: ignore[attr-defined]
    wanted["is_sample"] = sample
    changed = {name: value for name, value in wanted.items() if getattr(row, name) != value}
    if not changed:
        return {}
    before = journal.snapshot(row, changed)
    for name, value in changed.items():
        setattr(row, name, value)
    return journal.difference(before, journal.snapshot(row, changed))


def save_changes(row: RecordedRow, changes: Changes) -> None:
    """Write the changed columns of a known row, its place in the file, and the columns that are filled from others."""
    derived = [field.attname for field in row._meta.concrete_fields if isinstance(field, DERIVED)]
    row.save(update_fields=[*changes, *derived, "source_row"])


def merged(kept: Mapping[str, Any], given: Values) -> dict[str, Any]:
    """Facts of the pack alone, as JSON keeps them, after a file came in; an emptied one goes, others stay."""
    facts = {**kept, **{name: _as_json(value) for name, value in given.items()}}
    return {name: value for name, value in facts.items() if value is not None}


def named(row: models.Model, changes: Changes) -> dict[str, list[Any]]:
    """The changes by the columns' names on screen."""
    names = _names(type(row))
    return {names[column]: values for column, values in changes.items()}


@cache
def _keepers(model: type[models.Model]) -> Mapping[str, Callable[[Any], Any]]:
    """How each column keeps a value of its sheet."""
    return {field.name: _keeper(field) for field in model._meta.concrete_fields}


@cache
def _names(model: type[models.Model]) -> Mapping[str, str]:
    return {field.attname: str(field.verbose_name) for field in model._meta.concrete_fields}


def _keeper(column: models.Field[Any, Any]) -> Callable[[Any], Any]:
    if callable(column.default) and not column.null:
        return lambda value: column.get_default() if value is None else value
    empty = None if column.null else column.get_default()
    if isinstance(column, models.DecimalField):
        unit = Decimal(1).scaleb(-column.decimal_places)
        return lambda value: empty if value is None else Decimal(value).quantize(unit)
    return lambda value: empty if value is None else value


def _as_json(value: Any) -> Any:
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    return value.isoformat() if isinstance(value, date) else value
