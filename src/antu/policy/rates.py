"""Rate tables: rows found by their keys, and ladders found by a number."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from antu.policy.computation import RateRead
from antu.policy.numbers import EXACT


@dataclass(frozen=True, slots=True)
class RateRow:
    """One row of a rate table; ``line`` is its line in the CSV file, ``reads`` what a formula gets by value column.

    ``unit`` is what the file says: the rate's unit, or the quantity's where the table's own unit is ``元/{unit}``.
    """

    label: str
    also: tuple[str, ...]
    unit: str
    clause: str
    line: int
    cells: Mapping[str, Decimal]
    reads: Mapping[str, RateRead]


@dataclass(frozen=True, slots=True)
class RateTable:
    """Rates found by the texts of one or more key columns.

    ``label`` is empty where the rows' labels speak for themselves; ``columns`` has labels of single value columns.
    """

    name: str
    label: str
    keys: tuple[str, ...]
    values: tuple[str, ...]
    rows: Mapping[tuple[str, ...], RateRow]
    unit: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)

    def label_of(self, column: str) -> str:
        """What a value column holds, in words."""
        return self.columns.get(column) or self.label or self.name

    @property
    def file(self) -> str:
        """The table's file in the pack."""
        return rate_file(self.name)


@dataclass(frozen=True, slots=True)
class Band:
    """One step of a ladder, from ``low`` up to ``high`` (None: without end)."""

    low: Decimal
    high: Decimal | None
    row: RateRow


@dataclass(frozen=True, slots=True)
class Ladder:
    """Rates found by where a number lies.

    ``closed`` bands include both bounds (days 1–10, 11–20); the others include the lower bound only. A progressive
    ladder pays each band at its own rate. ``decimals`` is how fine a number a closed ladder tells apart; ``columns``
    has labels of single value columns.
    """

    name: str
    label: str
    closed: bool
    progressive: bool
    values: tuple[str, ...]
    bands: tuple[Band, ...]
    decimals: int
    unit: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)

    def label_of(self, column: str) -> str:
        """What a value column holds, in words."""
        return self.columns.get(column) or self.label or self.name

    @property
    def file(self) -> str:
        """The ladder's file in the pack."""
        return rate_file(self.name)

    def band_of(self, value: Decimal) -> Band | None:
        """The band that the value lies in; None outside all of them."""
        place = self.band_at(value)
        return None if place is None else self.bands[place]

    def band_at(self, value: Decimal) -> int | None:
        """The place of the band that the value lies in; None outside all of them."""
        for place, band in enumerate(self.bands):
            if self._holds(band, value):
                return place
        return None

    def parts_of(self, value: Decimal) -> tuple[tuple[Decimal, RateRow], ...] | None:
        """A progressive ladder's filled bands with how much lies in each; None when the value is outside the ladder."""
        last = self.bands[-1].high
        if value < self.bands[0].low or (last is not None and value > last):
            return None
        filled = [band for band in self.bands if value > band.low]
        return tuple(
            (EXACT.subtract(value if band.high is None else min(value, band.high), band.low), band.row)
            for band in filled
        )

    def _holds(self, band: Band, value: Decimal) -> bool:
        if value < band.low:
            return False
        return band.high is None or (value <= band.high if self.closed else value < band.high)


def rate_file(name: str) -> str:
    """The file of a rate table in its pack."""
    return f"rates/{name}.csv"
