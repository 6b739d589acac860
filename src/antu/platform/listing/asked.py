"""A list as a URL asks for it: filters, sort, columns. ``answer`` gives the file or deed that the URL asks for."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any, TypeVar

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from antu.platform.actor import Actor
from antu.platform.display import Cell, Column, Table
from antu.platform.listing.columns import (
    ShownColumn,
    all_columns,
    chosen_columns,
    notices_over,
    rows_under,
    totals_under,
)
from antu.platform.listing.declared import Listing
from antu.platform.listing.filters import Filter, url_with
from antu.platform.listing.paging import PageOfRows, page_of
from antu.platform.listing.sorting import Found
from antu.platform.pages import actor_of
from antu.platform.remembering import is_counted, records_seen, remembered

Answer = TypeVar("Answer")
SORT, COLUMNS, PAGE, SIZE, EXPORT, PRINT, VIEW = "sort", "cols", "page", "size", "export", "print", "view"


@dataclass(frozen=True)
class AskedList:
    """``found`` are all rows that the filters let through, in the list's usual order.

    ``address`` is the page that gives the list's files and takes its deeds; empty: the one that shows it. ``anchor`` is
    the panel's, where the list is one of several things on its page.
    """

    request: HttpRequest
    listing: Listing
    filters: Sequence[Filter]
    found: Found
    address: str = ""
    anchor: str = ""

    def __post_init__(self) -> None:
        """A filter that asks for what the list does not know lets nothing through."""
        if any(each.unknown for each in self.filters):
            nothing = self.found.none() if isinstance(self.found, QuerySet) else ()
            object.__setattr__(self, "found", nothing)

    @property
    def fragment(self) -> str:
        """Where a link leads back to on the page."""
        return f"#{self.anchor}" if self.anchor else ""

    @property
    def action(self) -> str:
        """Where its forms lead that change the URL."""
        return f"{self.request.path}{self.fragment}"

    def url(self, **changes: str) -> str:
        """The page's URL with a part of the state changed."""
        return url_with(self.request, self.fragment, **changes)

    @property
    def actor(self) -> Actor:
        """Who asks."""
        return actor_of(self.request)

    @property
    def own_path(self) -> str:
        """Where its files come from and its deeds go to."""
        return self.address or self.request.path

    def parameter(self, name: str) -> str:
        """The name of a part of its state in the URL."""
        return f"{self.listing.prefix}{name}"

    @cached_property
    def columns(self) -> tuple[ShownColumn, ...]:
        """All columns that can be chosen."""
        return all_columns(self.listing)

    @cached_property
    def chosen(self) -> tuple[ShownColumn, ...]:
        """The columns shown: those in the URL (repeated, or with commas), else the usual ones."""
        given = self.request.GET.getlist(self.parameter(COLUMNS))
        return chosen_columns(self.columns, [key for each in given for key in each.split(",")])

    @cached_property
    def sorted_by(self) -> tuple[str, bool]:
        """The column sorted by and whether downwards; empty for the usual order."""
        given = self.request.GET.get(self.parameter(SORT), "")
        key = given.removeprefix("-")
        known = any(each.key == key and each.sort for each in self.columns)
        return (key, given.startswith("-")) if known else ("", False)

    @cached_property
    def ordered(self) -> Found:
        """All rows found, in the order asked for."""
        key, descending = self.sorted_by
        sort = next((each.sort for each in self.columns if key and each.key == key), None)
        return sort(self.found, descending=descending) if sort else self.found

    @cached_property
    def page(self) -> PageOfRows:
        """The page asked for; its rows are not read yet. Rows are counted before they are put in order."""
        rows = _Counted(self.of_all("count", lambda: _count(self.found)), self._rows)
        return page_of(self.request, rows, self.listing.prefix, self.fragment)

    def _rows(self, part: slice) -> Found:
        """The rows at these places. Which these are is remembered; what stands in them is read anew."""
        if not (self._seen and isinstance(self.ordered, QuerySet)):
            return self.ordered[part]
        keys = self.ordered.values_list("pk", flat=True)
        known = self.of_all(("rows", self.sorted_by, part.start, part.stop), lambda: tuple(keys[part]))
        return self.ordered.filter(pk__in=known)

    @cached_property
    def _seen(self) -> str:
        found = self.found
        return records_seen() if isinstance(found, QuerySet) and is_counted(found.model) else ""

    def of_all(self, what: Hashable, compute: Callable[[], Answer]) -> Answer:
        """An answer about all rows found, such as their count: given again while no record is changed."""
        fixed = {self.parameter(name) for name in (SORT, COLUMNS, PAGE, SIZE, EXPORT, PRINT, VIEW)}
        asked = tuple((name, value) for name, value in sorted(self.request.GET.items()) if name not in fixed)
        whose = (self.actor.reach, self.actor.permissions)
        key = (self.listing.key, self.own_path, timezone.localdate(), whose, asked, what)
        return remembered(self._seen, key, compute)

    def table(self) -> tuple[Table, Sequence[int]]:
        """The page's rows with the totals of all rows found, and the keys of the rows that can be picked."""
        rows, keys = rows_under(self.actor, self.listing, self.chosen, self.page.rows)
        totals = self.totals() if rows else ()
        return Table(self.headers, rows, totals=totals, caption=self.listing.title), keys

    def totals(self) -> tuple[Cell, ...]:
        """The totals of all rows found, under the columns shown."""
        keys = tuple(each.key for each in self.chosen)
        compute = partial(totals_under, self.actor, self.listing, self.chosen, self.found)
        return self.of_all(("totals", keys), compute)

    def notices(self) -> tuple[str, ...]:
        """What must be read above the columns shown."""
        keys = tuple(each.key for each in self.chosen)
        compute = partial(notices_over, self.actor, self.listing, self.chosen, self.found)
        return self.of_all(("notices", keys), compute)

    @property
    def headers(self) -> tuple[Column, ...]:
        """The heads of the columns shown."""
        return tuple(each.column for each in self.chosen)

    @property
    def filter_words(self) -> tuple[str, ...]:
        """The filters that are on, as a print or a workbook says them."""
        return tuple(each.words for each in self.filters if each.is_on)


def _count(found: Found) -> int:
    return found.order_by().count() if isinstance(found, QuerySet) else len(found)


class _Counted(Sequence[Any]):
    """Rows for a paginator: counted already, given in parts."""

    def __init__(self, count: int, rows: Callable[[slice], Any]) -> None:
        self._count, self._rows = count, rows

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, part: Any) -> Any:
        return self._rows(part)
