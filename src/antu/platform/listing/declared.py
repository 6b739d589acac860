"""A list declared as a value: its columns, rows, totals and words. One set of templates draws all lists."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from antu.platform.actor import Actor
from antu.platform.display import Cell, Column
from antu.platform.links import record_url
from antu.platform.listing.sorting import Found, Sort


@dataclass(frozen=True, slots=True)
class ListColumn:
    """A column: ``key`` names it in URLs, ``cell`` shows a row in it, ``sort`` lets its header sort.

    One that is not ``is_shown`` appears when it is chosen. The first column of a list is always there. One that
    ``is_whole_number`` shows numbers of people unmasked: the journal keeps who takes it out of the system.
    """

    key: str
    column: Column
    cell: Callable[[Any], Cell]
    sort: Sort | None = None
    is_shown: bool = True
    is_whole_number: bool = False


@dataclass(frozen=True, slots=True)
class Empty:
    """What stands where rows would be: why nothing is recorded yet, and where to begin."""

    nothing_yet: str
    next_label: str = ""
    next_url: str = ""


def rows_as_found(rows: Found, columns: frozenset[str]) -> Iterable[Any]:  # noqa: ARG001 - the signature of ``read``
    """Rows that are already whole."""
    return rows


def no_totals(actor: Actor, found: Any) -> Mapping[str, Cell]:  # noqa: ARG001 - the signature of ``totals``
    """A list without a totals row of its own."""
    return {}


def no_notices(actor: Actor, found: Any) -> tuple[str, ...]:  # noqa: ARG001 - the signature of ``notices``
    """A list that needs no word above it."""
    return ()


def key_of_record(row: Any) -> int:
    """The primary key of a record."""
    return int(row.pk)


def no_address(_row: Any) -> str:
    """Rows that lead nowhere."""
    return ""


@dataclass(frozen=True, slots=True)
class Listing:
    """One list, wherever it is shown.

    ``key`` names it for saved views and for what later rooms add (``ListColumns``, ``BulkAction``). ``read`` gets a
    page's rows (a queryset of few) with all that the cells of these columns need. ``totals`` are of all rows that the
    filters let through, by column; ``notices`` is what must be read above them, on the page, in the workbook and on
    paper. ``prefix`` keeps its part of the URL from another list's on the same page. A list
    that is not ``is_saved`` keeps no views.
    """

    key: str
    title: str
    columns: tuple[ListColumn, ...]
    empty: Empty
    counter: str = "条"
    read: Callable[[Found, frozenset[str]], Iterable[Any]] = rows_as_found
    totals: Callable[[Actor, Any], Mapping[str, Cell]] = no_totals
    notices: Callable[[Actor, Any], tuple[str, ...]] = no_notices
    key_of: Callable[[Any], int] = key_of_record
    url_of: Callable[[Any], str] = record_url
    total_label: str = "合计"
    prefix: str = ""
    is_picked: bool = True
    takes_additions: bool = True
    is_saved: bool = True

    def keys(self, rows: Iterable[Any]) -> Sequence[int]:
        """The keys of rows."""
        return [self.key_of(row) for row in rows]
