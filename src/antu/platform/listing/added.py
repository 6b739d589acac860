"""Columns that later rooms add to a list of an earlier one, such as the amounts of households."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from antu.platform.actor import Actor
from antu.platform.contributions import collected
from antu.platform.display import Cell, Column
from antu.platform.listing.sorting import Sort
from antu.platform.wording import UNKNOWN


def no_notices(actor: Actor, everything: Any) -> tuple[str, ...]:  # noqa: ARG001 - what columns without notices offer
    """Nothing that must be read."""
    return ()


@dataclass(frozen=True, slots=True)
class ListColumns:
    """Columns that a later room adds to a list of an earlier one, such as the amounts of households.

    ``cells`` gives the cells of the objects with these primary keys (an object may be missing: its cells are 「—」),
    ``totals`` those of the whole filtered set, given as keys or as a queryset of them; ``notices`` is what must be read
    above such columns. Each is asked by the one who looks, and counts no row that they do not see. ``keys`` name the
    columns in URLs (their labels, without); ``sorts`` say how the list is sorted by each that has one.
    """

    place: str
    columns: tuple[Column, ...]
    cells: Callable[[Actor, Sequence[int]], Mapping[int, tuple[Cell, ...]]]
    totals: Callable[[Actor, Any], tuple[Cell, ...]]
    notices: Callable[[Actor, Any], tuple[str, ...]] = no_notices
    keys: tuple[str, ...] = ()
    sorts: tuple[Sort | None, ...] = ()

    def key_of(self, place: int) -> str:
        """The name of its column at this place in a URL."""
        return self.keys[place] if self.keys else self.columns[place].label

    def sort_of(self, place: int) -> Sort | None:
        """How the list is sorted by its column at this place."""
        return self.sorts[place] if self.sorts else None


def added_to(place: str) -> tuple[ListColumns, ...]:
    """What later rooms add to the list at ``place``."""
    return tuple(offer for offer in collected(ListColumns) if offer.place == place)


def added_cells(offer: ListColumns, actor: Actor, keys: Sequence[int]) -> dict[int, tuple[Cell, ...]]:
    """Its cells by object; 「—」 where it knows nothing."""
    found = offer.cells(actor, keys)
    unknown = (Cell(UNKNOWN),) * len(offer.columns)
    return {key: found.get(key, unknown) for key in keys}
