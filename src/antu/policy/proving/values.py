"""The values of a column that matter: bounds and what lies beside them, choices, days around the pack's own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property

from antu.policy import tree
from antu.policy.pack import Pack
from antu.policy.proving.chance import Chance
from antu.policy.proving.places import places
from antu.policy.rates import Ladder
from antu.policy.schema import PROJECT, ColumnType, FactColumn, Value

_YEAR = 365
_TEXTS = ("甲", 'O\'Neil "x"', "a\\b;--")
_LIKELY = tuple(map(Decimal, ("0.5", "1", "2.25", "10", "33.33", "66.6667", "80.005", "120.5", "216.48", "1000")))
NUMBERS = (ColumnType.DECIMAL, ColumnType.INTEGER)


def reach_of(column: FactColumn) -> tuple[int, int]:
    """The least and the greatest value of a column, in its smallest step or in days."""
    if column.type == ColumnType.DATE:
        return date(1900, 1, 1).toordinal(), date(2199, 12, 31).toordinal()
    return column.reach


def in_units(column: FactColumn, value: Value) -> int | None:
    """A number in its column's smallest step, a day as its number; None for what is empty."""
    if isinstance(value, date):
        return value.toordinal()
    return int(value.scaleb(column.decimals)) if isinstance(value, Decimal) else None


def from_units(column: FactColumn, units: int) -> Value:
    """The value of so many steps or of a day's number."""
    if column.type == ColumnType.DATE:
        return date.fromordinal(units)
    return Decimal(units).scaleb(-column.decimals)


def edges(column: FactColumn) -> tuple[Value, ...]:
    """Every value of a column on the edge of what it allows: choices, bounds, the step inside them, nought, nothing."""
    found: list[Value] = []
    if column.type == ColumnType.CHOICE:
        found += [choice.code for choice in column.choices]
    elif column.type == ColumnType.BOOLEAN:
        found += [False, True]
    elif column.type in NUMBERS:
        low, high = reach_of(column)
        near = [each for each in (low, low + 1, -1, 0, 1, high - 1, high) if low <= each <= high]
        found += [from_units(column, each) for each in sorted(set(near))]
    if column.may_be_empty:
        found.append(None)
    return tuple(found)


@dataclass
class Likely:
    """Values to begin with, before anything is aimed at: the pack's own bounds, days around its validity."""

    pack: Pack

    @cached_property
    def numbers(self) -> tuple[Decimal, ...]:
        """Numbers of ladders and formulas, and some ordinary quantities."""
        found = {
            bound for ladder in self.pack.rates.values() if isinstance(ladder, Ladder) for bound in _bounds(ladder)
        }
        found |= {
            place.node.value
            for place in places(self.pack)
            if isinstance(place.node, tree.Constant) and isinstance(place.node.value, Decimal)
        }
        return tuple(sorted(found | set(_LIKELY)))

    def value(self, table: str, column: FactColumn, chance: Chance) -> Value:
        """An ordinary value of a column."""
        if column.may_be_empty and chance.once_in(3):
            return None
        match column.type:
            case ColumnType.CHOICE:
                return chance.pick(column.choices).code
            case ColumnType.BOOLEAN:
                return chance.once_in(5) != bool(column.default)
            case ColumnType.DATE:
                return self._day(table, chance)
            case ColumnType.TEXT:
                return chance.pick(_TEXTS)
            case _:
                return self._number(column, chance)

    def _day(self, table: str, chance: Chance) -> date:
        start = self.pack.valid_from
        if table == PROJECT or chance.once_in(2):
            return start + timedelta(days=chance.below(_YEAR))
        if chance.once_in(2):
            return start - timedelta(days=chance.below(3 * _YEAR))
        return start - timedelta(days=chance.below(80 * _YEAR))

    def _number(self, column: FactColumn, chance: Chance) -> Value:
        low, high = reach_of(column)
        if column.type == ColumnType.INTEGER:
            units = chance.below(6) * (not chance.once_in(3))
        elif chance.once_in(2):
            units = int(chance.pick(self.numbers).scaleb(column.decimals)) + chance.between(-1, 1)
        else:
            units = chance.below(300 * 10**column.decimals)
        return from_units(column, min(max(units, low), high))


def _bounds(ladder: Ladder) -> Iterator[Decimal]:
    for band in ladder.bands:
        yield band.low
        if band.high is not None:
            yield band.high
