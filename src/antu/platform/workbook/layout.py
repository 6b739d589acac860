"""Layouts: what the sheets and columns of a workbook are called, and how each column is read."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import TypeAlias

from antu.kernel.money import Money
from antu.kernel.text import comparable, header_form, header_without_brackets

INTEGER_DIGITS_MAX = 12
"""Digits before the point: more is a slip of the hand, and no column of the database holds it."""

Value: TypeAlias = str | bool | int | Decimal | Money | date | None
"""A read cell: text or choice code, mark, integer, exact number, money, day; None for an empty optional cell."""


class ColumnType(StrEnum):
    """How a cell is made regular, and what is refused in it."""

    CODE = "code"
    NAME = "name"
    TEXT = "text"
    ID = "id"
    USCC = "uscc"
    PHONE = "phone"
    ACCOUNT = "account"
    DATE = "date"
    CHOICE = "choice"
    BOOL = "bool"
    AREA = "area"
    QUANTITY = "quantity"
    INTEGER = "integer"
    NUMBER = "number"
    MONEY = "money"
    UNIT = "unit"

    @property
    def is_number(self) -> bool:
        """Whether cells of this type are numbers."""
        return self in _NUMBERS


_NUMBERS = {ColumnType.AREA, ColumnType.QUANTITY, ColumnType.INTEGER, ColumnType.NUMBER, ColumnType.MONEY}


@dataclass(frozen=True, slots=True)
class Choice:
    """One entry of a choice list: the code that is kept, the label that is shown, other accepted words."""

    code: str
    label: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column of a sheet.

    ``header`` is canonical, ``also`` are other accepted headers. ``unit`` is what may be typed behind a number; where
    it depends on the row, ``unit_of`` names the choice field that decides and ``units`` gives the unit of each code.
    ``minimum`` (``minimum_exclusive``: must be above it) and ``maximum`` bound a number; ``decimals`` its fraction
    (area and money 2, others 4 unless given), ``integer_digits`` what stands before the point. Without a minimum, money
    and plain numbers may be negative, the others not. ``length_max`` bounds a text, 0 for none. ``default`` is the
    value of an empty or missing optional cell.
    """

    header: str
    field: str
    type: ColumnType = ColumnType.TEXT
    required: bool = False
    default: Value = None
    choices: tuple[Choice, ...] = ()
    also: tuple[str, ...] = ()
    unit: str = ""
    unit_of: str = ""
    units: Mapping[str, str] = dataclasses.field(default_factory=dict)
    decimals: int | None = None
    minimum: Decimal | None = None
    minimum_exclusive: bool = False
    maximum: Decimal | None = None
    integer_digits: int = INTEGER_DIGITS_MAX
    length_max: int = 0

    @cached_property
    def code_by_word(self) -> Mapping[str, str]:
        """Code by comparable word: the code itself, its label and its synonyms."""
        words = {}
        for choice in self.choices:
            for word in (*choice.also, choice.label, choice.code):
                words[comparable(word)] = choice.code
        return words

    def label_of(self, code: str) -> str:
        """The label of a choice code; the code itself when the list doesn't have it."""
        return next((choice.label for choice in self.choices if choice.code == code), code)


@dataclass(frozen=True)
class SheetLayout:
    """One sheet: its canonical name, other accepted names, its columns in canonical order.

    ``label_fields`` name the columns besides a row's first filled cell in which 小计, 合计 … mark a row to skip.
    What an office taught (``taught.py``) is among ``also``, and named here once more, for it gives way to other names.
    """

    name: str
    columns: tuple[Column, ...]
    also: tuple[str, ...] = ()
    label_fields: tuple[str, ...] = ()
    taught_titles: frozenset[str] = frozenset()
    taught_headers: frozenset[str] = frozenset()
    ignored_headers: frozenset[str] = frozenset()

    @cached_property
    def by_field(self) -> Mapping[str, Column]:
        """The columns by field."""
        return {column.field: column for column in self.columns}

    @cached_property
    def _by_header(self) -> Mapping[str, Column]:
        also = {header_form(name): column for column in self.columns for name in column.also}
        return also | {header_form(column.header): column for column in self.columns}

    @cached_property
    def names(self) -> frozenset[str]:
        """The comparable names under which the sheet is accepted."""
        return frozenset(comparable(name) for name in (self.name, *self.also))

    def column_under(self, header: str) -> Column | None:
        """The column that a typed header means: compared as it stands, then without what stands in brackets.

        What was taught is meant as it stands only: 确权面积（争议） is not what an office called 确权面积.
        """
        if exact := self._by_header.get(header_form(header)):
            return exact
        bare = header_without_brackets(header)
        return None if bare in self.taught_headers else self._by_header.get(bare)
