"""The facts that a pack reads: tables, columns, choices, and where each value comes from."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

Value = Decimal | str | bool | date | None
"""A fact: exact number, text or choice code, mark, day; None where an optional column is empty."""

Row = Mapping[str, Value]
"""The values of one row by column name."""

SUBJECT = "subject"
PROJECT = "project"
EXTRA = "extra"
REGISTER = "register"
SIGNED_ON_SOURCE = "household.signed_on"

DIGITS = 12
DECIMALS = 4
ROWS_MAX = 1000


class ColumnType(StrEnum):
    """How the text of a value is read."""

    TEXT = "text"
    CHOICE = "choice"
    DATE = "date"
    DECIMAL = "decimal"
    INTEGER = "integer"
    BOOLEAN = "boolean"


@dataclass(frozen=True, slots=True)
class Choice:
    """One allowed value: its code in facts, its label in print, other words that workbooks use for it."""

    code: str
    label: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class UnitFrom:
    """The unit of a quantity stands in a rate table, in the row that another column of the same facts row names."""

    table: str
    by: str


@dataclass(frozen=True, slots=True)
class FactColumn:
    """One column of a fact table.

    ``header`` is the column's name in the workbook and ``also`` what else is accepted there; ``source`` is a field of
    the register (``household.signed_on``) or ``extra``. A number has at most ``decimals`` decimals and
    ``digits − decimals`` digits before the point; a workbook may be held to fewer decimals (``workbook_decimals``).
    """

    name: str
    label: str
    header: str
    type: ColumnType
    required: bool
    source: str = EXTRA
    also: tuple[str, ...] = ()
    unit: str = ""
    default: Value = None
    choices: tuple[Choice, ...] = ()
    minimum: Decimal | None = None
    minimum_exclusive: bool = False
    maximum: Decimal | None = None
    digits: int = DIGITS
    decimals: int = DECIMALS
    workbook_decimals: int = DECIMALS
    unit_from: UnitFrom | None = None

    @property
    def may_be_empty(self) -> bool:
        """Whether a row may have no value here at all."""
        return not self.required and self.default is None

    @property
    def reach(self) -> tuple[int, int]:
        """The least and the greatest of a number's values, counted in its last decimal; turned round where none is."""
        steps, largest = 10**self.decimals, 10**self.digits - 1
        low, high = -largest, largest
        if self.minimum is not None:
            least = Fraction(self.minimum) * steps
            low = max(low, math.floor(least) + 1 if self.minimum_exclusive else math.ceil(least))
        if self.maximum is not None:
            high = min(high, math.floor(Fraction(self.maximum) * steps))
        return low, high

    def label_of(self, code: Value) -> str:
        """The printed word of a choice's code, 是 or 否 for a mark; other values as they are written."""
        if isinstance(code, bool):
            return "是" if code else "否"
        return next((choice.label for choice in self.choices if choice.code == code), str(code))


@dataclass(frozen=True, slots=True)
class FactTable:
    """One table of facts: a single row (``subject``, ``project``) or up to ``rows_max`` rows.

    ``sheet`` is its sheet in the workbook; ``source`` says whether the register keeps its rows or they are ``extra``;
    ``described_by`` names the columns that tell a reader which row is meant (砖混 二等).
    """

    name: str
    label: str
    sheet: str
    source: str
    columns: Mapping[str, FactColumn]
    rows_max: int = ROWS_MAX
    also: tuple[str, ...] = ()
    described_by: tuple[str, ...] = ()

    @property
    def is_single(self) -> bool:
        """Whether the table has exactly one row."""
        return self.name in {SUBJECT, PROJECT}

    def describe(self, row: Row) -> str:
        """The row in the words of its describing columns: ``砖混 二等``."""
        return " ".join(self.columns[name].label_of(row[name]) for name in self.described_by if row[name] is not None)


@dataclass(frozen=True, slots=True)
class FactSchema:
    """All tables of a pack, in the order of its ``facts.yaml``."""

    tables: Mapping[str, FactTable] = field(default_factory=dict)

    @property
    def signing_column(self) -> FactColumn | None:
        """The subject's column that holds the signing day, if the pack reads one."""
        columns = self.tables[SUBJECT].columns.values()
        return next((column for column in columns if column.source == SIGNED_ON_SOURCE), None)
