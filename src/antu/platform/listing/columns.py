"""The columns of a list, its own and those that later rooms add: which are shown, and the rows under them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from antu.platform.actor import Actor
from antu.platform.display import Cell, Column, Row
from antu.platform.listing.added import ListColumns, added_cells, added_to
from antu.platform.listing.declared import ListColumn, Listing
from antu.platform.listing.sorting import Found, Sort


@dataclass(frozen=True, slots=True)
class ShownColumn:
    """A column under its key: the list's ``own``, or the one at ``place`` of an ``offer``."""

    key: str
    column: Column
    sort: Sort | None
    is_shown: bool = True
    own: ListColumn | None = None
    offer: ListColumns | None = None
    place: int = 0


def all_columns(listing: Listing) -> tuple[ShownColumn, ...]:
    """Every column that can be chosen."""
    own = (ShownColumn(each.key, each.column, each.sort, each.is_shown, own=each) for each in listing.columns)
    added = (
        ShownColumn(offer.key_of(place), column, offer.sort_of(place), offer=offer, place=place)
        for offer in (added_to(listing.key) if listing.takes_additions else ())
        for place, column in enumerate(offer.columns)
    )
    return (*own, *added)


def chosen_columns(columns: Sequence[ShownColumn], wanted: Sequence[str]) -> tuple[ShownColumn, ...]:
    """Those that are wanted, in the order of the list; the first one always. The usual ones when none is known."""
    known = {each.key for each in columns} & set(wanted)
    first, *others = columns
    return (first, *(each for each in others if (each.key in known if known else each.is_shown)))


def offers_of(columns: Sequence[ShownColumn]) -> tuple[ListColumns, ...]:
    """The additions of which a column is among these."""
    return tuple(dict.fromkeys(each.offer for each in columns if each.offer))


def rows_under(actor: Actor, listing: Listing, columns: Sequence[ShownColumn], found: Found) -> tuple[list[Row], Any]:
    """The rows under these columns, and the keys of their objects."""
    objects = list(listing.read(found, frozenset(each.key for each in columns)))
    keys = listing.keys(objects) if listing.is_picked or offers_of(columns) else ()
    cells = {offer: added_cells(offer, actor, keys) for offer in offers_of(columns)}

    def cell(column: ShownColumn, place: int, row: Any) -> Cell:
        if column.own:
            return column.own.cell(row)
        assert column.offer  # noqa: S101 - a column is one or the other
        return cells[column.offer][keys[place]][column.place]

    rows = [
        Row(tuple([cell(column, place, row) for column in columns]), listing.url_of(row))
        for place, row in enumerate(objects)
    ]
    return rows, keys


def totals_under(actor: Actor, listing: Listing, columns: Sequence[ShownColumn], found: Found) -> tuple[Cell, ...]:
    """The totals of all rows found, under these columns; nothing for a list without totals."""
    own = listing.totals(actor, found)
    everything = found if not isinstance(found, Sequence) else listing.keys(found) if offers_of(columns) else ()
    added = {offer: offer.totals(actor, everything) for offer in offers_of(columns)}
    if not own and not added:
        return ()

    def total(column: ShownColumn) -> Cell:
        return added[column.offer][column.place] if column.offer else own.get(column.key, Cell())

    return (Cell(listing.total_label), *(total(column) for column in columns[1:]))


def notices_over(actor: Actor, listing: Listing, columns: Sequence[ShownColumn], found: Found) -> tuple[str, ...]:
    """What must be read above the list and the columns that were added, each once."""
    offers = offers_of(columns)
    everything = found if not isinstance(found, Sequence) else listing.keys(found) if offers else ()
    added = [notice for offer in offers for notice in offer.notices(actor, everything)]
    return tuple(dict.fromkeys((*listing.notices(actor, found), *added)))
