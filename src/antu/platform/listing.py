"""A list page's filters and pages. The URL is the state: copied to a colleague, it shows the same rows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest

from antu.platform.actor import Actor
from antu.platform.contributions import collected
from antu.platform.display import Cell, Column
from antu.platform.wording import UNKNOWN

PAGE_SIZES: Final = (50, 100, 500)

#: Longest text that a search field takes; longer ones are cut, since no name or code is.
SEARCH_CHARACTERS: Final = 60


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a filter."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Filter:
    """One field of the filter bar; without ``options`` it is a text to search for."""

    name: str
    label: str
    value: str
    options: tuple[Option, ...] = ()

    @property
    def value_label(self) -> str:
        """The chosen option as people read it."""
        return next((option.label for option in self.options if option.value == self.value), self.value)


@dataclass(frozen=True, slots=True)
class FilterChip:
    """A filter that is on, and where its removal leads."""

    text: str
    url_without: str


@dataclass(frozen=True, slots=True)
class PageOfRows:
    """One page of a list: its rows, which they are (``first``–``last`` of ``count``), and where the others are."""

    rows: Sequence[Any]
    count: int
    first: int
    last: int
    number: int
    pages: int
    previous_url: str
    next_url: str
    sizes: tuple[tuple[int, str, bool], ...]


def choice_filter(request: HttpRequest, name: str, label: str, options: Sequence[tuple[str, str]]) -> Filter:
    """A filter of fixed choices; a value in the URL that is none of them is left out."""
    given = request.GET.get(name, "")
    known = tuple(Option(value, text) for value, text in options)
    return Filter(name, label, given if any(option.value == given for option in known) else "", known)


def text_filter(request: HttpRequest, name: str, label: str) -> Filter:
    """A filter for a part of a name or code."""
    return Filter(name, label, request.GET.get(name, "").strip()[:SEARCH_CHARACTERS])


def filter_chips(request: HttpRequest, filters: Sequence[Filter]) -> list[FilterChip]:
    """A chip for each filter that is on."""
    return [
        FilterChip(f"{each.label}：{each.value_label}", url_with(request, **{each.name: "", "page": ""}))
        for each in filters
        if each.value
    ]


def url_with(request: HttpRequest, **changes: str) -> str:
    """This page's URL with some of its query changed; an empty value takes the key out."""
    query = request.GET.copy()
    for name, value in changes.items():
        query.pop(name, None)
        if value:
            query[name] = value
    return f"{request.path}?{query.urlencode()}" if query else request.path


def page_of(request: HttpRequest, rows: QuerySet[Any] | Sequence[Any]) -> PageOfRows:
    """The page of ``rows`` that the URL asks for: ``page`` from 1, ``size`` one of 50, 100, 500."""
    asked = request.GET.get("size", "")
    size = int(asked) if asked in {str(known) for known in PAGE_SIZES} else PAGE_SIZES[0]
    paginator = Paginator(rows, size)
    page = paginator.get_page(request.GET.get("page"))
    return PageOfRows(
        rows=list(page.object_list),
        count=paginator.count,
        first=page.start_index(),
        last=page.end_index(),
        number=page.number,
        pages=paginator.num_pages,
        previous_url=url_with(request, page=str(page.number - 1)) if page.has_previous() else "",
        next_url=url_with(request, page=str(page.number + 1)) if page.has_next() else "",
        sizes=tuple((known, url_with(request, size=str(known), page=""), known == size) for known in PAGE_SIZES),
    )


def no_notices(actor: Actor, everything: Any) -> tuple[str, ...]:  # noqa: ARG001 - what columns without notices offer
    """Nothing that must be read."""
    return ()


@dataclass(frozen=True, slots=True)
class ListColumns:
    """Columns that a later room adds to a list of an earlier one, such as the amounts of households.

    ``cells`` gives the cells of the objects with these primary keys (an object may be missing: its cells are 「—」),
    ``totals`` those of the whole filtered set, given as keys or as a queryset of them; ``notices`` is what must be read
    above such columns. Each is asked by the one who looks, and counts no row that they do not see.
    """

    place: str
    columns: tuple[Column, ...]
    cells: Callable[[Actor, Sequence[int]], Mapping[int, tuple[Cell, ...]]]
    totals: Callable[[Actor, Any], tuple[Cell, ...]]
    notices: Callable[[Actor, Any], tuple[str, ...]] = no_notices


def added_to(place: str) -> tuple[ListColumns, ...]:
    """What later rooms add to the list at ``place``."""
    return tuple(offer for offer in collected(ListColumns) if offer.place == place)


def added_columns(added: Sequence[ListColumns]) -> tuple[Column, ...]:
    """Their columns, one after another."""
    return tuple(column for offer in added for column in offer.columns)


def added_cells(added: Sequence[ListColumns], actor: Actor, keys: Sequence[int]) -> dict[int, tuple[Cell, ...]]:
    """Their cells by object."""
    found = [(offer, offer.cells(actor, keys)) for offer in added]
    return {
        key: tuple(cell for offer, cells in found for cell in cells.get(key, (Cell(UNKNOWN),) * len(offer.columns)))
        for key in keys
    }


def added_totals(added: Sequence[ListColumns], actor: Actor, everything: Any) -> tuple[Cell, ...]:
    """Their totals of the whole filtered set."""
    return tuple(cell for offer in added for cell in offer.totals(actor, everything))


def added_notices(added: Sequence[ListColumns], actor: Actor, everything: Any) -> tuple[str, ...]:
    """What must be read above them, each once."""
    return tuple(dict.fromkeys(notice for offer in added for notice in offer.notices(actor, everything)))
