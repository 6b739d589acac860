"""Sorting a list by one of its columns: in the database for a queryset, in memory for a sequence."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, QuerySet

Found = QuerySet[Any] | Sequence[Any]
"""All rows that the filters let through."""


@dataclass(frozen=True, slots=True)
class Sort:
    """How rows are put in the order of a column.

    ``fields`` are paths in the database; ``beside`` joins what they need, doubling no row. ``key`` gives the value of a
    row of a list that is held in memory. Rows without a value come last, either way; equal ones by their key.
    """

    fields: tuple[str, ...] = ()
    beside: Callable[[QuerySet[Any]], QuerySet[Any]] | None = None
    key: Callable[[Any], Any] | None = None

    def __call__(self, rows: Found, *, descending: bool) -> Found:
        """The rows in this order."""
        if isinstance(rows, QuerySet):
            return self._in_database(rows, descending=descending)
        key = self.key
        if key is None:
            return rows
        known = [row for row in rows if key(row) not in {None, ""}]
        unknown = [row for row in rows if key(row) in {None, ""}]
        return [*sorted(known, key=key, reverse=descending), *unknown]

    def _in_database(self, rows: QuerySet[Any], *, descending: bool) -> QuerySet[Any]:
        joined = self.beside(rows) if self.beside else rows
        paths = (F(name) for name in self.fields)
        ordered = (path.desc(nulls_last=True) if descending else path.asc(nulls_last=True) for path in paths)
        return joined.order_by(*ordered, "pk")


def by(*fields: str, beside: Callable[[QuerySet[Any]], QuerySet[Any]] | None = None) -> Sort:
    """In the order of these fields of the table."""
    return Sort(fields=fields, beside=beside)


def by_value(key: Callable[[Any], Any]) -> Sort:
    """In the order of a value of each row, in memory."""
    return Sort(key=key)
