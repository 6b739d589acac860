"""Charts as values: what they count, in which colours of state, and where each number leads.

A page holds a chart as its table, which stands alone without script, and as JSON beside it, from which
``web/src/charts.js`` draws. Colours are those of states only; the words of the table stand beside them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Final

from django.http import HttpRequest

from antu.platform.contributions import collected
from antu.platform.display import Cell, Column, Kind, Row, Table, Tone
from antu.platform.figures import exact_text

#: So many bars can be told apart; the table has them all.
BARS_DRAWN: Final = 12


class ChartKind(StrEnum):
    """How a chart is drawn: a bar for each category, or its series one after another in one bar."""

    BAR = "bar"
    STACKED = "stacked"


@dataclass(frozen=True, slots=True)
class Category:
    """What one bar is about. ``url`` leads to all of its rows; ``tone`` colours a bar of a single series."""

    label: str
    url: str = ""
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class Series:
    """One state: its exact value in each category and where the rows of that value are.

    ``url`` leads to the rows of all categories together.
    """

    label: str
    tone: Tone
    values: tuple[int | Fraction, ...]
    urls: tuple[str, ...]
    url: str = ""

    def cell(self, position: int) -> Cell:
        """The value in a category, a link to its rows unless there is none."""
        return number_cell(self.values[position], self.urls[position])

    @property
    def total(self) -> Fraction:
        """The exact sum over all categories."""
        return _sum(self.values)


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart with its table. ``of`` names the categories, ``url`` leads to everything that it counts.

    One that is not ``is_summed`` holds numbers that do not add up to anything, such as a plan beside what was done.
    """

    key: str
    title: str
    unit: str
    kind: ChartKind
    of: str
    categories: tuple[Category, ...]
    series: tuple[Series, ...]
    url: str = ""
    note: str = ""
    is_summed: bool = True

    def __post_init__(self) -> None:
        """Every series has a value and an address for each category; ValueError otherwise."""
        wanted = len(self.categories)
        if any(len(each.values) != wanted or len(each.urls) != wanted for each in self.series):
            raise ValueError(f"chart {self.key}: a series has not one value and one address a category")

    @property
    def table(self) -> Table:
        """All numbers of the chart, each a link to its rows, with sums where there are several to add."""
        columns = [Column(self.of, kind=Kind.LONG), *(self._column(each.label) for each in self.series)]
        if self._adds:
            columns.append(self._column("合计"))
        rows = [self._row(position) for position in range(len(self.categories))]
        return Table(
            tuple(columns), rows, totals=self._totals() if self.is_summed and len(rows) > 1 else (), caption=self.title
        )

    @property
    def table_label(self) -> str:
        """What the fold above the table says: also that the drawing leaves out bars which the table has."""
        count = len(self.categories)
        cut = f"（图只画前 {BARS_DRAWN} 项，表列全部 {count} 项）" if count > BARS_DRAWN else ""
        return f"数据表：{self.title}{cut}"

    @property
    def as_json(self) -> str:
        """What the script draws: the first bars, values as exact texts."""
        drawn = {
            "kind": self.kind,
            "unit": self.unit,
            "categories": [
                {"label": each.label, "url": each.url, "tone": each.tone} for each in self.categories[:BARS_DRAWN]
            ],
            "series": [
                {
                    "label": each.label,
                    "tone": each.tone,
                    "values": [exact_text(Fraction(value)) for value in each.values[:BARS_DRAWN]],
                    "urls": list(each.urls[:BARS_DRAWN]),
                }
                for each in self.series
            ],
        }
        return json.dumps(drawn, ensure_ascii=False)

    @property
    def _adds(self) -> bool:
        return len(self.series) > 1

    def _column(self, label: str) -> Column:
        return Column(label, self.unit, Kind.NUMBER)

    def _row(self, position: int) -> Row:
        category = self.categories[position]
        cells = [Cell(category.label, url=category.url), *(each.cell(position) for each in self.series)]
        if self._adds:
            cells.append(number_cell(_sum(each.values[position] for each in self.series), category.url))
        return Row(tuple(cells))

    def _totals(self) -> tuple[Cell, ...]:
        sums = [number_cell(each.total, each.url) for each in self.series]
        if self._adds:
            sums.append(number_cell(_sum(each.total for each in self.series), self.url))
        return (Cell("合计"), *sums)


def number_cell(value: int | Fraction, url: str) -> Cell:
    """A number that leads to its rows; zero has none."""
    return Cell(exact_text(Fraction(value)), url=url if value else "")


def state_series(label: str, tone: Tone, counted: Sequence[tuple[int | Fraction, str]], url: str = "") -> Series:
    """A series of (value, address) pairs, one a category."""
    return Series(label, tone, tuple(value for value, _ in counted), tuple(address for _, address in counted), url)


def _sum(values: Iterable[int | Fraction]) -> Fraction:
    return sum((Fraction(value) for value in values), Fraction(0))


@dataclass(frozen=True, slots=True)
class ChartOffer:
    """A room's chart on the page at ``place`` (``home``); None where the one who looks has nothing to see in it."""

    place: str
    chart: Callable[[HttpRequest], Chart | None]


def contributed_charts(request: HttpRequest, place: str) -> Iterator[Chart]:
    """The charts of all rooms, in the order of the rooms."""
    drawn = (offer.chart(request) for offer in collected(ChartOffer) if offer.place == place)
    return (chart for chart in drawn if chart)
