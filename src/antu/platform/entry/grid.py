"""A table of rows typed like a spreadsheet: columns are field patterns, rows hold the typed texts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from antu.platform.entry.fields import EntryField

BLANK_ROWS: Final = 3
MORE_ROWS: Final = 5
"""Blank rows that the button below a grid adds, for those without script."""

WITHDRAWN: Final = "withdrawn"
"""The last part of the name of a row's 作废 box; no column may be called so."""


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One row: ``key`` is its record's, or ``n1``, ``n2``… for a new one."""

    key: str
    fields: tuple[EntryField, ...]
    is_new: bool = False
    errors: tuple[str, ...] = ()
    is_withdrawn: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class EntryGrid:
    """Rows of one kind. Inputs are called ``{key}-{row key}-{column name}``; ``key`` is letters, digits and ``_``.

    ``may_add``: blank rows stand below; ``may_withdraw``: each recorded row has its 作废 box.
    """

    key: str
    title: str
    columns: tuple[EntryField, ...]
    rows: tuple[EntryRow, ...] = ()
    blank_rows: int = BLANK_ROWS
    may_add: bool = True
    may_withdraw: bool = True
    help: str = ""

    def row(self, key: str, texts: Mapping[str, str], *, is_new: bool = False, is_withdrawn: bool = False) -> EntryRow:
        """A row with these texts by column name."""
        fields = tuple(replace(column, value=texts.get(column.name, "")) for column in self.columns)
        return EntryRow(key, fields, is_new=is_new, is_withdrawn=is_withdrawn)

    def shown_rows(self) -> Iterator[EntryRow]:
        """The rows, then the blank ones."""
        yield from self.rows
        if self.may_add:
            taken = [int(row.key[1:]) for row in self.rows if row.is_new and row.key[1:].isdigit()]
            first = max(taken, default=0) + 1
            for number in range(first, first + self.blank_rows):
                yield self.row(f"n{number}", {}, is_new=True)

    @property
    def pattern(self) -> EntryRow:
        """The row that the script copies when it adds one; its key is replaced."""
        return self.row("__row__", {}, is_new=True)

    @property
    def recorded(self) -> int:
        """How many rows there are, blank and withdrawn ones apart."""
        return sum(not row.is_withdrawn for row in self.rows)

    @property
    def has_sums(self) -> bool:
        """Whether any column is added up."""
        return any(column.has_sum for column in self.columns)


@dataclass(frozen=True, slots=True)
class TypedRow:
    """What was typed in a row: texts by column name, and whether it is to be withdrawn."""

    key: str
    texts: Mapping[str, str] = field(default_factory=dict)
    is_new: bool = False
    is_withdrawn: bool = False

    @property
    def is_blank(self) -> bool:
        """Whether nothing was typed."""
        return not any(text.strip() for text in self.texts.values())
