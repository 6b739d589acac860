"""A cell of a list as a workbook keeps it: numbers and days as such, words as text. Exact: read from the exact text."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Final

from antu.kernel.money import Money
from antu.platform import spreadsheets
from antu.platform.display import Cell, Column, Kind
from antu.platform.spreadsheets import ColumnKind
from antu.platform.wording import UNKNOWN

_NUMBER: Final = re.compile(r"[-+]?\d[\d,]*(\.\d+)?", re.ASCII)
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_KINDS: Final = {"元": ColumnKind.MONEY, "㎡": ColumnKind.M2, "亩": ColumnKind.MU}
_WIDTHS: Final = {Kind.LONG: 34, Kind.TEXT: 16, Kind.MINOR: 16, Kind.NUMBER: 14, Kind.MINOR_NUMBER: 14}


def is_number(column: Column) -> bool:
    """Whether the column holds numbers."""
    return column.kind in {Kind.NUMBER, Kind.MINOR_NUMBER}


def sheet_column(key: str, column: Column) -> spreadsheets.Column:
    """The column of the workbook, with its unit in the header."""
    kind = _KINDS.get(column.unit, ColumnKind.COUNT) if is_number(column) else ColumnKind.TEXT
    return spreadsheets.Column(key, column.header, kind, max(_WIDTHS[column.kind], 2 * len(column.header) + 2))


def sheet_value(column: Column, cell: Cell) -> spreadsheets.Cell:
    """Its text, as a number or day where the column holds such; None if unknown; without a text, its chips' words."""
    text = cell.text
    if text == UNKNOWN:
        return None
    if is_number(column) and _NUMBER.fullmatch(text):
        plain = text.replace(",", "").removeprefix("+")
        return Money.parse(plain) if column.unit == "元" else Decimal(plain)
    if column.is_day and _DAY.fullmatch(text):  # not where a total says what it is
        return date.fromisoformat(text)
    if cell.more:
        return "；".join(cell.more)
    words = text or "、".join(chip.text for chip in cell.chips)
    return f"{words}（{cell.note}）" if cell.note else words


def marks_of(cells: tuple[Cell, ...]) -> str:
    """The chips beside texts, such as 示例: they stand in a column of their own, so that codes stay codes."""
    return "、".join(dict.fromkeys(chip.text for cell in cells if cell.text for chip in cell.chips))
