"""Figures of the yearly report. A figure holds its rows, never its value: that is counted or summed when asked.

No Django here: the rules of the report reckon with these values.

A room lists what it can count in ``contributions/figures.py``::

    FIGURES = (FigureSource(outreach_figures, outreach_years),)
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, Literal

from antu.kernel.rounding import half_up

How = Literal["count", "sum"]

FEN_PER_TEN_THOUSAND_YUAN: Final = 1_000_000
MONEY_DECIMALS: Final = 2  # of 万元 in the report's text, unless an identity needs more
_TEN_THOUSAND: Final = 10_000


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One record that gives a figure, with its value in the figure's unit (1 where records are counted).

    ``is_at_least``: the record states a lower bound, such as a number of readers.
    """

    label: str
    value: Fraction
    url: str
    is_sample: bool = False
    is_at_least: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a year's report.

    ``names`` are the projects that it lists, None where it lists none. ``decimals`` is how many are printed (None: as
    many as the value has). ``in_ten_thousands`` prints 30000 as 「3万」. ``only_when_not_zero``: left out of a report
    in which it is zero.
    """

    id: str
    label: str
    unit: str
    how: How
    rows: tuple[FigureRow, ...]
    names: tuple[str, ...] | None = None
    decimals: int | None = None
    in_ten_thousands: bool = False
    only_when_not_zero: bool = False

    @property
    def value(self) -> Fraction:
        """The number of the rows, or the exact sum of their values."""
        if self.how == "count":
            return Fraction(len(self.rows))
        return sum((row.value for row in self.rows), Fraction(0))

    @property
    def exact_text(self) -> str:
        """The value with nothing lost; 万元 with two decimals at least, zero as 0."""
        return exact_text(self.value, MONEY_DECIMALS if self.decimals is not None else 0)

    @property
    def printed_value(self) -> Fraction:
        """The number that the printed text says."""
        return self.value if self.decimals is None else Fraction(half_up(self.value, self.decimals))

    @property
    def printed(self) -> str:
        """The text of the report: no thousands separators; 「+」 when a row is a lower bound."""
        at_least = "+" if any(row.is_at_least for row in self.rows) else ""
        if self.in_ten_thousands and self.value and self.value % _TEN_THOUSAND == 0:
            return f"{self.value // _TEN_THOUSAND}万{at_least}"
        if self.decimals is None or not self.value:
            return self.exact_text + at_least
        return f"{half_up(self.value, self.decimals):f}{at_least}"

    @property
    def sample_rows(self) -> int:
        """How many of the rows are from no published source (示例)."""
        return sum(row.is_sample for row in self.rows)


@dataclass(frozen=True, slots=True)
class FigureSource:
    """What a room counts: the figures of a year, and the years of which it has rows."""

    figures: Callable[[int], Iterable[Figure]]
    years: Callable[[], Iterable[int]]


def in_ten_thousand_yuan(fen: int) -> Fraction:
    """Fen as 万元, exactly."""
    return Fraction(fen, FEN_PER_TEN_THOUSAND_YUAN)


def exact_text(value: Fraction, at_least: int = 0) -> str:
    """All decimals of a value, and no fewer than ``at_least`` unless it is zero; ValueError for one without an end."""
    decimals = at_least if value else 0
    rest = value.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    if rest != 1:
        raise ValueError(f"{value} has no last decimal")
    while (value * 10**decimals).denominator != 1:
        decimals += 1
    return f"{half_up(value, decimals):f}"
