"""The rates of a pack as a workbook, a sheet a table, and read back: every bad row told, nothing half taken. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Final

import xlsxwriter

from antu.kernel.errors import BadInput, Problem
from antu.platform.workbook.cells import Fault, Raw, as_text, is_empty
from antu.platform.workbook.source import Sheet, read_workbook
from antu.policy.faults import listed, nearest
from antu.regulations.domain.pack_rates import RateSheet, as_written

_HEADER: Final = re.compile(r".*（([a-z][a-z0-9_]*)）", re.ASCII)
_WIDTH: Final = 22
_TAB_MAX: Final = 31
_NOT_IN_TABS: Final = re.compile(r"[\[\]:*?/\\']")


def write_rates(sheets: Sequence[RateSheet], path: Path) -> Path:
    """Write the tables; all cells are text, so that 980.00 stays 980.00."""
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        bold, text = book.add_format({"bold": True, "bottom": 1}), book.add_format({"num_format": "@"})
        for tab, sheet in _tabs(sheets).items():
            page = book.add_worksheet(tab)
            page.set_column(0, len(sheet.columns) - 1, _WIDTH, text)
            page.write_row(0, 0, [sheet.header(column) for column in sheet.columns], bold)
            for number, row in enumerate(sheet.rows, start=1):
                for place, column in enumerate(sheet.columns):
                    page.write_string(number, place, row.get(column, ""), text)
            page.freeze_panes(1, 0)
    return path


def _tabs(sheets: Sequence[RateSheet]) -> dict[str, RateSheet]:
    """The tables by the names of their tabs: what they are called; with the table's key where two are called so."""
    called = Counter(sheet.label.casefold() for sheet in sheets)
    return {_tab(sheet, is_alone=called[sheet.label.casefold()] == 1): sheet for sheet in sheets}


def _tab(sheet: RateSheet, *, is_alone: bool) -> str:
    label, room = _NOT_IN_TABS.sub(" ", sheet.label), _TAB_MAX - len(sheet.name) - 2
    if is_alone and len(label) <= _TAB_MAX:
        return label
    return f"{label[:room]}（{sheet.name}）" if room > 0 else sheet.name[:_TAB_MAX]


@dataclass(frozen=True, slots=True)
class TakenSheet:
    """A table as a workbook has it, in the tab ``name``; ``places`` are the rows of the tab that its rows come from."""

    name: str
    sheet: RateSheet
    rows: tuple[Mapping[str, str], ...]
    places: tuple[int, ...]


def read_rates(path: Path, sheets: Sequence[RateSheet]) -> tuple[TakenSheet, ...]:
    """The tables of the workbook, each in the tab that is called as the table is, or by its key.

    One without a tab stays as it is. Raises BadInput with all that is wrong: sheet, row and column of each.
    """
    tabs = _tabs(sheets)
    known = {each.name[:_TAB_MAX]: each for each in sheets} | tabs
    problems: list[Problem] = []
    taken: list[TakenSheet] = []
    for found in read_workbook(path).sheets:
        sheet = known.get(found.name) or known.get(_column(found.name))
        twin = next((each for each in taken if each.sheet is sheet), None)
        if sheet is None:
            what = f"办法里没有标准表「{found.name}」；可用的有 {listed(tabs)}{nearest(found.name, known)}"
            problems.append(_wrong(found.name, None, None, what))
        elif twin:
            what = f"和工作表「{twin.name}」是同一张标准表；请只保留一个"
            problems.append(_wrong(found.name, None, None, what))
        else:
            taken.append(_taken(found, sheet, problems))
    if problems:
        raise BadInput(problems)
    return tuple(taken)


def _taken(found: Sheet, sheet: RateSheet, problems: list[Problem]) -> TakenSheet:
    header = [as_text(cell).strip() for cell in found.rows[0]] if found.rows else []
    columns = [_column(text) for text in header]
    problems += _wrong_header(found.name, columns, sheet)
    rows, places = [], []
    for number, cells in enumerate(found.rows[1:], start=2):
        if all(is_empty(cell) for cell in cells):
            continue
        row = {
            column: _text(cell, [each.get(column, "") for each in sheet.rows], (found.name, number, column), problems)
            for column, cell in zip(columns, cells, strict=False)
            if column
        }
        rows.append(row)
        places.append(number)
    return TakenSheet(found.name, sheet, tuple(rows), tuple(places))


def _column(header: str) -> str:
    named = _HEADER.fullmatch(header)
    return named[1] if named else header


def _wrong_header(name: str, columns: Sequence[str], sheet: RateSheet) -> Iterator[Problem]:
    for column in columns:
        if column and column not in sheet.columns:
            what = f"不认识的列；这张表的列是 {listed(sheet.columns)}{nearest(column, sheet.columns)}"
            yield _wrong(name, 1, column, what)
    for column in sheet.columns:
        if columns.count(column) != 1:
            state = "出现了两次；请只保留一列" if column in columns else "没有；请从下载的工作簿改起，不要删列"
            yield _wrong(name, 1, sheet.header(column), f"这一列{state}")


def _text(cell: Raw, before: Sequence[str], place: tuple[str, int, str], problems: list[Problem]) -> str:
    match cell:
        case date() | datetime() | time():
            problems.append(_wrong(*place, f"Excel 把它当成了日期（{as_text(cell)}）；请把单元格设为文本后重新填写"))
        case bool() | Fault():
            problems.append(_wrong(*place, f"「{as_text(cell) or '公式'}」不是文字或数；请填写标准本身"))
        case Decimal():
            return as_written(cell, before)
        case _:
            return as_text(cell).strip()
    return ""


def _wrong(sheet: str, row: int | None, column: str | None, message: str) -> Problem:
    where = {"sheet": sheet} | ({"row": row} if row else {}) | ({"column": column} if column else {})
    return Problem("P-RATE-BOOK", message, where)
