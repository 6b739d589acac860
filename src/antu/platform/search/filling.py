"""Filling the index of rows that are there already: after a change of what rows are found by, or of how names sound."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any, Final

from django.db import connection, models

from antu.platform.fields import SearchField
from antu.platform.search.every_kind import every_kind
from antu.platform.search.kinds import COLUMN

BATCH: Final = 2000
_FILL: Final = """
    UPDATE {table} AS row SET {column} = given.keys::tsvector
    FROM unnest(%s::bigint[], %s::text[]) AS given (id, keys)
    WHERE row.id = given.id AND row.{column} IS DISTINCT FROM given.keys::tsvector
"""


def fill_all() -> dict[str, int]:
    """Fill the index of every kind that can be found; how many rows of each were found by something else before."""
    return {kind.label: fill(kind.model) for kind in every_kind()}


def fill(model: type[models.Model]) -> int:
    """Fill the index of all rows of the model, also of one that a migration knows; how many it changed."""
    column = model._meta.get_field(COLUMN)
    assert isinstance(column, SearchField)  # noqa: S101 - a mistake of ours
    every: Any = model
    rows = every.objects.only("pk", *column.columns).order_by("pk").iterator(BATCH)
    return sum(_fill_some(model, some) for some in _batches((row.pk, column.keys_of(row)) for row in rows))


def _fill_some(model: type[models.Model], some: list[tuple[int, str]]) -> int:
    statement = _FILL.format(table=connection.ops.quote_name(model._meta.db_table), column=COLUMN)
    with connection.cursor() as cursor:
        cursor.execute(statement, [[pk for pk, _ in some], [keys for _, keys in some]])
        return int(cursor.rowcount)


def _batches(rows: Iterator[tuple[int, str]]) -> Iterator[list[tuple[int, str]]]:
    while some := list(islice(rows, BATCH)):
        yield some
