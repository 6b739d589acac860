"""A long plain table as .xlsx in constant memory: each row is written and forgotten, so 100,000 rows are no burden."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Final

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from antu.kernel.money import Money
from antu.platform.spreadsheets.styles import Styles
from antu.platform.spreadsheets.table import Cell, Column, ColumnKind

#: Excel takes 1,048,576 rows; the lines of the head and the totals are among them.
ROWS_MAX: Final = 1_048_000
UNKNOWN: Final = "—"
_PAPER_A4: Final = 9


@dataclass(frozen=True, slots=True)
class LongSheet:
    """Rows that are read while they are written; a row's cells by column key, a key left out is a blank cell.

    ``facts`` stand above the header, among them the filters; ``made_by`` says who took it out and when.
    """

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: Iterable[Mapping[str, Cell]]
    facts: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    total: Mapping[str, Cell] = field(default_factory=dict)
    made_by: str = ""


def write_long_sheet(sheet: LongSheet, path: Path) -> Path:
    """Write the table to ``path`` and give the path back. A text that begins with ``=`` is no formula."""
    return write_long_sheets((sheet,), path)


def write_long_sheets(sheets: Sequence[LongSheet], path: Path) -> Path:
    """Several tables as the sheets of one workbook, one after another; the first gives its title and author."""
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_numbers": False,
        "strings_to_urls": False,
        "tmpdir": str(path.parent),
    }
    with xlsxwriter.Workbook(str(path), options) as book:
        book.set_properties({"title": sheets[0].title, "author": sheets[0].made_by})
        styles = Styles(book)
        for sheet in sheets:
            _LongWriter(sheet, book.add_worksheet(sheet.name), styles).write()
    return path


class _LongWriter:
    """Writes from top to bottom and never back; ``line`` is the next free row."""

    def __init__(self, sheet: LongSheet, page: Worksheet, styles: Styles) -> None:
        self.sheet, self.page, self.styles = sheet, page, styles
        self.line = 0

    def write(self) -> None:
        """Head, header, rows, totals; how it prints was said before the first row."""
        heading = [self.sheet.title, *self.sheet.notices, *(fact for fact in self.sheet.facts if fact)]
        heading.append(self.sheet.made_by)
        self._print_setup(len(heading))
        for number, text in enumerate(heading):
            self.page.write_string(self.line, 0, text, self.styles["listed" if number == 0 else "plain"])
            self.line += 1
        for place, column in enumerate(self.sheet.columns):
            self.page.write_string(self.line, place, column.header, self.styles["header"])
        self.line += 1
        for row in self.sheet.rows:
            self._row(row, "")
        if self.sheet.total:
            self._row(self.sheet.total, "total ")

    def _row(self, row: Mapping[str, Cell], style: str) -> None:
        for place, column in enumerate(self.sheet.columns):
            if column.key in row:
                self._cell(place, row[column.key], column.kind, style)
        self.line += 1

    def _cell(self, place: int, value: Cell, kind: ColumnKind, style: str) -> None:
        if value is None:
            self.page.write_string(self.line, place, UNKNOWN, self.styles[f"{style}text" if style else "none"])
        elif isinstance(value, Money):
            self.page.write_number(self.line, place, value.yuan, self.styles[f"{style}{ColumnKind.MONEY}"])
        elif isinstance(value, Decimal | int):
            is_broken = kind is ColumnKind.COUNT and value != int(value)
            self.page.write_number(self.line, place, value, self.styles[f"{style}{'number' if is_broken else kind}"])
        elif isinstance(value, date):
            self.page.write_datetime(self.line, place, value, self.styles[f"{style}{ColumnKind.DAY}"])
        else:
            self.page.write_string(self.line, place, value, self.styles[f"{style}text" if style else "text"])

    def _print_setup(self, header: int) -> None:
        page = self.page
        for place, column in enumerate(self.sheet.columns):
            page.set_column(place, place, column.width)
        page.set_paper(_PAPER_A4)
        page.set_landscape()
        page.fit_to_pages(1, 0)
        page.repeat_rows(header)
        page.freeze_panes(header + 1, 1)
        made_by, title = (text.replace("&", "&&") for text in (self.sheet.made_by, self.sheet.title))
        page.set_footer(f"&L{made_by}&C第 &P 页 共 &N 页&R{title}")
