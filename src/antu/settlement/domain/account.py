"""What one subject is owed, spread over the columns of the settlement tables. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from antu.kernel.money import Money

HOUSEHOLD = "household"
MEMO = "memo"


@dataclass(frozen=True, slots=True)
class AccountLine:
    """A line of a determination or of an estimate, as far as settlement needs it.

    ``settlement_column`` is the column it adds to, ``row`` the row of facts it was computed for (empty: the whole
    subject), ``rates`` the rates it read, as in its trace: one with a ``settlement_column`` is printed there.
    """

    category: str
    settlement_column: str
    row: str
    amount: Money
    rates: Sequence[Mapping[str, Any]] = ()


@dataclass(frozen=True, slots=True)
class Account:
    """Sums of lines by settlement column, and by column and row of facts; memo lines count nowhere."""

    columns: Mapping[str, Money] = field(default_factory=dict)
    by_row: Mapping[tuple[str, str], Money] = field(default_factory=dict)
    rates: Mapping[tuple[str, str], Decimal] = field(default_factory=dict)

    def column(self, name: str) -> Money | None:
        """What the subject has in the column; None where no line goes there."""
        return self.columns.get(name)

    def total(self, names: Iterable[str]) -> Money:
        """What the subject has in these columns together."""
        return Money.total(self.columns[name] for name in names if name in self.columns)

    def at_row(self, name: str, row: str) -> Money | None:
        """What one row of facts has in the column."""
        return self.by_row.get((name, row))

    def printed_rate(self, name: str, row: str) -> Decimal | None:
        """The rate that a line of the row read and its pack prints in the column (区片价, 系数)."""
        return self.rates.get((name, row))

    def besides_rows(self, name: str, rows: Iterable[str]) -> Money | None:
        """What the column has beside these rows."""
        listed = set(rows)
        rest = [amount for (column, row), amount in self.by_row.items() if column == name and row not in listed]
        return Money.total(rest) if rest else None


def account_of(lines: Iterable[AccountLine]) -> Account:
    """Spread the lines over their columns, exactly: every line but a memo adds to one column."""
    columns: dict[str, Money] = defaultdict(_nothing)
    by_row: dict[tuple[str, str], Money] = defaultdict(_nothing)
    rates: dict[tuple[str, str], Decimal] = {}
    for line in lines:
        if line.category == MEMO:
            continue
        columns[line.settlement_column] += line.amount
        by_row[line.settlement_column, line.row] += line.amount
        rates |= {
            (r["settlement_column"], line.row): Decimal(r["value"]) for r in line.rates if r.get("settlement_column")
        }
    return Account(columns=dict(columns), by_row=dict(by_row), rates=rates)


def accounts_of(lines: Iterable[AccountLine]) -> tuple[Account, Account]:
    """What goes to the table of houses and what to that of land: a line's category decides, not whose sheet it is on.

    So what a household's sheet owes its collective stands in the table of land.
    """
    listed = tuple(lines)
    houses = account_of(line for line in listed if line.category == HOUSEHOLD)
    return houses, account_of(line for line in listed if line.category != HOUSEHOLD)


def _nothing() -> Money:
    return Money(0)
