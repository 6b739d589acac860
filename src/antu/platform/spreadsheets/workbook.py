"""A printed table as .xlsx by XlsxWriter: A3/A4 landscape, repeated header, live formulas, sign-off.

A formula carries the value it comes to, so that a reader without a calculator (and our own tests) sees the same as
LibreOffice or Excel after recalculation. Text is always written as text: a cell that begins with ``=`` is no formula.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import accumulate
from pathlib import Path
from typing import Final

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from antu.kernel.money import Money
from antu.platform.spreadsheets.styles import Styles, lines_of
from antu.platform.spreadsheets.table import Block, Cell, Column, ColumnKind, Group, Sheet

NONE: Final = "—"
BOX_HEIGHT: Final = 48  # points; room for a signature and a seal
PAPER_A4: Final = 9
PAPER_A3: Final = 8
A3_FROM_WIDTH: Final = 150  # characters; wider tables would print too small on A4
TWO_PAGES_FROM_WIDTH: Final = 260  # and these too small on A3: they go over two pages, the first columns repeated
HEADER_HEIGHT: Final = 44  # points; three lines
LINE_HEIGHT: Final = 15  # points
#: A second page repeats the first columns, and would cut what runs on beyond them: these lines keep within them,
ON_BOTH_PAGES: Final = ("heading", "words")
#: and these begin after them.
ON_FIRST_PAGE: Final = ("footnote", "sign")

Row = Mapping[str, Cell]


def write_sheet(sheet: Sheet, path: Path) -> Path:
    """Write the table to ``path`` and give the path back."""
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_numbers": False}) as book:
        book.set_properties({"title": sheet.title, "author": sheet.made_by})
        _SheetWriter(sheet, book.add_worksheet(sheet.name), Styles(book)).write()
    return path


class _SheetWriter:
    """Writes one sheet from top to bottom; ``line`` is the next free row."""

    def __init__(self, sheet: Sheet, page: Worksheet, styles: Styles) -> None:
        self.sheet = sheet
        self.page = page
        self.styles = styles
        self.line = 0
        self.last_column = len(sheet.columns) - 1
        self.width = sum(column.width for column in sheet.columns)
        self.pages_across = 2 if self.width > TWO_PAGES_FROM_WIDTH else 1
        self.place = {column.key: index for index, column in enumerate(sheet.columns)}

    def write(self) -> None:
        """The whole sheet, then how it prints."""
        self._head()
        header = self.line
        self._header_row()
        for block in self.sheet.blocks:
            self._block(block)
        self._foot()
        self._print_setup(header)

    def _head(self) -> None:
        self._across(self.sheet.title, "title", height=30)
        for notice in self.sheet.notices:
            self._across(notice, "notice")
        self._across("    ".join((*self.sheet.facts, self.sheet.unit_line)), "unit")

    def _header_row(self) -> None:
        self.page.set_row(self.line, HEADER_HEIGHT)
        for index, column in enumerate(self.sheet.columns):
            self.page.set_column(index, index, column.width)
            self.page.write_string(self.line, index, column.header, self.styles["header"])
        self.line += 1

    def _block(self, block: Block) -> None:
        if block.heading:
            self._across(block.heading, "heading")
        with_subtotal = block.totalled and len(block.groups) > 1
        summed = [self._group(group, with_subtotal=with_subtotal) for group in block.groups]
        rows = [row for group in block.groups for row in group.rows]
        if not rows:
            self._across("（无）", "empty")
        elif block.totalled:
            self._sum_row(block.total_label, rows, summed, "total")
            if block.words_of:
                self._words(block, rows)

    def _group(self, group: Group, *, with_subtotal: bool) -> range:
        """Write the group's rows; the sheet rows that a total adds: its subtotal line, or its rows when it has none."""
        first = self.line
        for row in group.rows:
            self._data_row(row)
        if not with_subtotal:
            return range(first, self.line)
        self._sum_row(f"{group.name} 小计", group.rows, [range(first, self.line)], "subtotal")
        return range(self.line - 1, self.line)

    def _data_row(self, row: Row) -> None:
        texts = ((row.get(column.key), column.width) for column in self.sheet.columns)
        lines = max(lines_of(text, width) for text, width in texts if isinstance(text, str))
        if lines > 1:
            self.page.set_row(self.line, lines * LINE_HEIGHT)
        for index, column in enumerate(self.sheet.columns):
            value = self.value_of(column, row)
            if column.reads and value is not None:
                formula = self._row_formula(column)
                self.page.write_formula(self.line, index, formula, self.styles[column.kind], _number(value))
            else:
                self._cell(index, value if column.key in row else "", column.kind)
        self.line += 1

    def _cell(self, index: int, value: Cell, kind: ColumnKind) -> None:
        style = self.styles[kind]
        if value is None:
            self.page.write_string(self.line, index, NONE, self.styles["none"])
        elif isinstance(value, date):
            self.page.write_datetime(self.line, index, value, style)
        elif isinstance(value, str):
            self.page.write_string(self.line, index, value, self.styles["text"])
        else:
            self.page.write_number(self.line, index, _number(value), style)

    def _row_formula(self, column: Column) -> str:
        cells = {key: xl_rowcol_to_cell(self.line, index) for key, index in self.place.items()}
        joint = "+" if column.sums else "-"
        return f"=ROUND({joint.join(f'N({cells[key]})' for key in column.reads)},2)"

    def value_of(self, column: Column, row: Row) -> Cell:
        """What a cell comes to: its own value, or that of its formula; None where the formula has nothing to read."""
        if not column.reads:
            return row.get(column.key)
        read = [self.value_of(self.sheet.columns[self.place[key]], row) for key in column.reads]
        if all(value is None for value in read):
            return None
        if column.sums:
            return Money.total(_money(value) for value in read)
        return _money(read[0]) - _money(read[1])

    def _sum_row(self, label: str, rows: Sequence[Row], summed: Sequence[range], style: str) -> None:
        """A line of sums over the given sheet rows; ``rows`` give the values that the formulas come to."""
        for index, column in enumerate(self.sheet.columns):
            values = [value for row in rows if (value := self.value_of(column, row)) is not None]
            if column.summed and values:
                total = _total(values)
                formula = self._sum_formula(index, summed, column.kind)
                self.page.write_formula(
                    self.line, index, formula, self.styles[f"{style} {column.kind}"], _number(total)
                )
            else:
                self.page.write_string(self.line, index, label if index == 0 else "", self.styles[style])
        first_summed = next((i for i, column in enumerate(self.sheet.columns) if column.summed), self.last_column)
        if first_summed > 1:
            self.page.merge_range(self.line, 0, self.line, first_summed - 1, label, self.styles[style])
        self.line += 1

    def _sum_formula(self, index: int, summed: Sequence[range], kind: ColumnKind) -> str:
        parts = [
            f"{xl_rowcol_to_cell(rows.start, index)}:{xl_rowcol_to_cell(rows.stop - 1, index)}"
            for rows in summed
            if len(rows)
        ]
        decimals = {ColumnKind.COUNT: 0, ColumnKind.MU: 4}.get(kind, 2)
        return f"=ROUND(SUM({','.join(parts)}),{decimals})"

    def _words(self, block: Block, rows: Sequence[Row]) -> None:
        column = self.sheet.columns[self.place[block.words_of]]
        total = Money.total(_money(self.value_of(column, row)) for row in rows)
        self._across(f"{block.total_label}（大写）：{total.in_words()}", "words")

    def _foot(self) -> None:
        for box in self.sheet.boxes:
            self._across(box, "box", height=BOX_HEIGHT)
        for footnote in self.sheet.footnotes:
            self._across(footnote, "footnote")
        self._across("", "footnote")
        roles = [f"{role}：                " for role in self.sheet.sign_off.roles]
        self._across("    ".join((*roles, "日期：        年    月    日")), "sign")

    def _across(self, text: str, style: str, *, height: int | None = None) -> None:
        if height:
            self.page.set_row(self.line, height)
        keys, last = self.sheet.key_columns, self._last_of_first_page()
        if self.pages_across == 1 or style not in (*ON_BOTH_PAGES, *ON_FIRST_PAGE):
            self._merged(0, last, text, style)
        elif style in ON_FIRST_PAGE:
            self._merged(keys, last, text, style)
        else:
            width = sum(column.width for column in self.sheet.columns[:keys])
            self.page.set_row(self.line, lines_of(text, width) * LINE_HEIGHT)
            self._merged(0, keys - 1, text, style)
            self._merged(keys, last, "", style)
        self.line += 1

    def _merged(self, first: int, last: int, text: str, style: str) -> None:
        if first < last:
            self.page.merge_range(self.line, first, self.line, last, "", self.styles[style])
        self.page.write_string(self.line, first, text, self.styles[style])

    def _last_of_first_page(self) -> int:
        """Where the first printed page ends at the earliest: where the wider of the two is narrowest."""
        if self.pages_across == 1:
            return self.last_column
        used = list(accumulate(column.width for column in self.sheet.columns))
        repeated = used[self.sheet.key_columns - 1]
        wider = [max(width, self.width - width + repeated) for width in used]
        return wider.index(min(wider))

    def _print_setup(self, header: int) -> None:
        page = self.page
        page.set_paper(PAPER_A3 if self.width > A3_FROM_WIDTH else PAPER_A4)
        page.set_landscape()
        page.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
        page.fit_to_pages(self.pages_across, 0)
        page.print_across()
        page.repeat_rows(header)
        page.repeat_columns(0, self.sheet.key_columns - 1)
        page.freeze_panes(header + 1, self.sheet.key_columns)
        page.set_footer(
            f"&L{self.sheet.made_by.replace('&', '&&')}&C第 &P 页 共 &N 页&R{self.sheet.title.replace('&', '&&')}"
        )
        page.print_area(0, 0, self.line - 1, self.last_column)


def _money(value: Cell) -> Money:
    return value if isinstance(value, Money) else Money(0)


def _number(value: Cell) -> Decimal | int:
    if isinstance(value, Money):
        return value.yuan
    if isinstance(value, Decimal | int):
        return value
    return 0


def _total(values: Sequence[Cell]) -> Cell:
    if any(isinstance(value, Money) for value in values):
        return Money.total(_money(value) for value in values)
    return sum((Decimal(_number(value)) for value in values), Decimal(0))
