"""What moved between two versions of a determination: facts, and lines with their amounts. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from antu.kernel.money import Money

Facts = Mapping[str, Any]
"""A facts document: ``subject`` and ``project`` are mappings, every other table a list of rows with an ``id``."""

ABSENT = None
"""The amount of a line, or the value of a fact, that one of the two versions does not have."""


class ComparedLine(Protocol):
    """A line of a determination, as far as comparing needs it."""

    @property
    def code(self) -> str:
        """The item's code."""

    @property
    def row(self) -> str | None:
        """The row of facts that it was computed for; empty for a line of the whole subject."""

    @property
    def label(self) -> str:
        """Its name in print."""

    @property
    def amount(self) -> Money:
        """What it comes to."""


@dataclass(frozen=True, slots=True)
class FactChange:
    """One fact that differs: table, row (empty for the single rows), column, the value before and after.

    A row that only one version has differs in each column that it fills.
    """

    table: str
    row: str
    column: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class LineMove:
    """One line whose amount differs; an amount is None where the version has no such line."""

    code: str
    row: str
    label: str
    before: Money | None
    after: Money | None

    @property
    def difference(self) -> Money:
        """After less before; a line that is not there counts as nothing."""
        return (self.after or Money(0)) - (self.before or Money(0))


def facts_changes(before: Facts, after: Facts) -> tuple[FactChange, ...]:
    """The facts that differ, in the order of ``before``, then what only ``after`` has. The order of rows is no fact."""
    old, new = _cells(before), _cells(after)
    return tuple(
        FactChange(*place, old.get(place), new.get(place))
        for place in {**old, **new}
        if old.get(place) != new.get(place)
    )


def line_moves(before: Iterable[ComparedLine], after: Iterable[ComparedLine]) -> tuple[LineMove, ...]:
    """The lines whose amounts differ, in the order of ``before``, then lines that only ``after`` has."""
    old = {(line.code, line.row or ""): line for line in before}
    new = {(line.code, line.row or ""): line for line in after}
    moves = (
        LineMove(*key, (new.get(key) or old[key]).label, _amount(old.get(key)), _amount(new.get(key)))
        for key in {**old, **new}
    )
    return tuple(move for move in moves if move.before != move.after)


def _amount(line: ComparedLine | None) -> Money | None:
    return line.amount if line else ABSENT


def _cells(facts: Facts) -> dict[tuple[str, str, str], Any]:
    """Every fact that has a value, by its place."""
    cells: dict[tuple[str, str, str], Any] = {}
    for table, content in facts.items():
        for row in [content] if isinstance(content, Mapping) else content:
            name = "" if isinstance(content, Mapping) else str(row["id"])
            cells |= {(table, name, column): value for column, value in row.items() if value is not ABSENT}
    return cells
