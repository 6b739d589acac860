"""Cell formats of printed tables: black on white, drawn borders, figures aligned to the right."""

from __future__ import annotations

from math import ceil
from typing import Any, Final
from unicodedata import east_asian_width

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from antu.platform.spreadsheets.table import ColumnKind

SONG: Final = "宋体"
_BASE: Final[dict[str, Any]] = {"font_name": SONG, "font_size": 10, "valign": "vcenter"}
#: How much of a column's width, counted in digits of 11 points, a letter or digit of 10 points takes; a 汉字 takes two.
_NARROW: Final = 0.95
_MARGIN: Final = 1.5  # of a cell, in the same measure: its indent and its borders
_BOXED: Final[dict[str, Any]] = {**_BASE, "border": 1, "text_wrap": True}
_NUMBERS: Final[dict[str, str]] = {
    ColumnKind.COUNT: "0",
    ColumnKind.MONEY: "#,##0.00;[Red]-#,##0.00",
    ColumnKind.M2: "0.00",
    ColumnKind.MU: "0.0000",
    "number": "General",
}
_LINES: Final[dict[str, dict[str, Any]]] = {
    "title": {**_BASE, "font_size": 18, "bold": True, "align": "center"},
    "notice": {**_BASE, "align": "center", "bold": True},
    "unit": {**_BASE, "align": "right"},
    "header": {**_BOXED, "bold": True, "align": "center"},
    "heading": {**_BOXED, "bold": True},
    "empty": {**_BOXED, "align": "center"},
    "words": {**_BOXED, "bold": True},
    "footnote": {**_BASE, "text_wrap": True},
    "listed": {**_BASE, "font_size": 14, "bold": True},
    "plain": _BASE,
    "box": {**_BOXED, "valign": "top"},
    "sign": {**_BASE, "font_size": 11},
    "text": {**_BOXED, "align": "left", "indent": 1},
    "none": {**_BOXED, "align": "center"},
    "subtotal": {**_BOXED, "italic": True},
    "total": {**_BOXED, "bold": True},
}


class Styles:
    """Formats by name, made once a workbook: a line's style, a column kind, or both (``total money``)."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[str, Format] = {}

    def __getitem__(self, name: str) -> Format:
        if name not in self._made:
            self._made[name] = self._book.add_format(_properties(name))
        return self._made[name]


def lines_of(text: str, width: int) -> int:
    """How many lines the text takes in a column ``width`` characters wide; a row does not grow by itself everywhere."""
    return max(
        1, ceil(sum(_NARROW * (2 if east_asian_width(each) in "WFA" else 1) for each in text) / (width - _MARGIN))
    )


def _properties(name: str) -> dict[str, Any]:
    line, _, kind = name.partition(" ")
    if not kind and line not in _LINES:
        line, kind = "text", line
    if kind == ColumnKind.DAY:
        return {**_LINES[line], "num_format": "yyyy-mm-dd", "align": "center"}
    if kind in _NUMBERS:
        align = "center" if kind == ColumnKind.COUNT else "right"
        return {**_LINES[line], "num_format": _NUMBERS[kind], "align": align}
    return _LINES[line]
