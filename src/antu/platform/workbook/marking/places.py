"""Where in the office's own workbook a problem is: the layout's sheet and header as title and cell."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from antu.kernel.errors import Problem
from antu.kernel.text import text_form
from antu.platform.workbook.cells import as_text
from antu.platform.workbook.headers import Header, find_header
from antu.platform.workbook.layout import SheetLayout
from antu.platform.workbook.reading import match_sheets
from antu.platform.workbook.source import Sheet, Workbook

EXCEL_ROWS = 1_048_576


@dataclass(frozen=True, slots=True)
class Spot:
    """A cell of the workbook; row and column as in Excel, from 1."""

    sheet: str
    row: int
    column: int

    @property
    def reference(self) -> str:
        """The cell as Excel calls it: ``C7``."""
        return f"{column_letters(self.column)}{self.row}"


@dataclass(frozen=True)
class _Place:
    """A sheet and what its layout says of it, where there is one."""

    sheet: Sheet
    layout: SheetLayout | None = None

    @cached_property
    def header(self) -> Header | None:
        return find_header(self.sheet, self.layout) if self.layout else None

    @cached_property
    def _header_row(self) -> int | None:
        return self.header.row if self.header else None

    def spot(self, row: int | None, column: str | None) -> Spot:
        """The cell; of a problem without a column the first of its row, without a row its header's."""
        place = self._places.get(column) if column is not None else None
        first = min(self.header.places.values(), default=0) if self.header else 0
        number = row or self._header_row or 1
        return self._shown(min(number, EXCEL_ROWS), (first if place is None else place) + 1)

    @cached_property
    def _places(self) -> Mapping[str, int]:
        """The place of each header: canonical where it was recognised, else as typed; of one given twice the first."""
        found: dict[str, int] = {}
        if self.layout is not None and self._header_row is not None:
            read = self.header.places if self.header else {}
            found = {self.layout.by_field[field].header: place for field, place in read.items()}
            for place, raw in enumerate(self.sheet.rows[self._header_row - 1]):
                text = text_form(as_text(raw))
                found.setdefault(text, place)
                if meant := self.layout.column_under(text):
                    found.setdefault(meant.header, place)
        return found

    def _shown(self, row: int, column: int) -> Spot:
        """The cell, or the first of the merged ones that it belongs to: only that one can be seen."""
        runs = self._merged_over(column)
        run = runs[index - 1] if (index := bisect_right(runs, (row, EXCEL_ROWS + 1, 0))) else None
        if run is not None and row <= run[1]:
            row, column = run[0], run[2]
        return Spot(self.sheet.name, row, column)

    def _merged_over(self, column: int) -> Sequence[tuple[int, int, int]]:
        """First row, last row and first column of the merges over the column, from the top.

        Only of columns that are asked for: a merge may run over 16,384 of them.
        """
        if column not in self._merged:
            self._merged[column] = sorted(
                (merge.first_row, merge.last_row, merge.first_column)
                for merge in self.sheet.merges
                if merge.first_column <= column <= merge.last_column
            )
        return self._merged[column]

    @cached_property
    def _merged(self) -> dict[int, list[tuple[int, int, int]]]:
        return {}


@dataclass(frozen=True)
class Places:
    """The sheets of a workbook as its layouts call them."""

    workbook: Workbook
    layouts: tuple[SheetLayout, ...]

    @cached_property
    def _by_name(self) -> Mapping[str, _Place]:
        matched, _ = match_sheets(self.workbook, self.layouts)
        by_name = {layout.name: layout for layout in self.layouts}
        titles = {sheet.name: _Place(sheet) for sheet in self.workbook.sheets}
        return titles | {name: _Place(sheet, by_name[name]) for name, sheet in matched.items()}

    def spot(self, problem: Problem) -> Spot | None:
        """The cell that the problem is shown at; None where it is about no sheet that there is."""
        sheet, row, column = (problem.where.get(part) for part in ("sheet", "row", "column"))
        place = self._by_name.get(sheet) if isinstance(sheet, str) else None
        if place is None:
            return None
        return place.spot(row if isinstance(row, int) else None, column if isinstance(column, str) else None)


def column_letters(number: int) -> str:
    """What a column is called: 1 is A, 27 is AA."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
