"""The rates of a pack as a workbook, a sheet a table, and read back: every bad row told, nothing half taken. Pure."""

from __future__ import annotations

import re
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


def write_rates(sheets: Sequence[RateSheet], path: Path) -> Path:
    """Write the tables; all cells are text, so that 980.00 stays 980.00."""
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        bold, text = book.add_format({"bold": True, "bottom": 1}), book.add_format({"num_format": "@"})
        for sheet in sheets:
            page = book.add_worksheet(sheet.name[:31])
            page.set_column(0, len(sheet.columns) - 1, _WIDTH, text)
            page.write_row(0, 0, [sheet.header(column) for column in sheet.columns], bold)
            for number, row in enumerate(sheet.rows, start=1):
                for place, column in enumerate(sheet.columns):
                    page.write_string(number, place, row.get(column, ""), text)
            page.freeze_panes(1, 0)
    return path


@dataclass(frozen=True, slots=True)
class TakenSheet:
    """A table as a workbook has it; ``places`` are the rows of the sheet that its rows come from."""

    sheet: RateSheet
    rows: tuple[Mapping[str, str], ...]
    places: tuple[int, ...]


def read_rates(path: Path, sheets: Sequence[RateSheet]) -> tuple[TakenSheet, ...]:
    """The tables of the workbook; one without a sheet stays as it is.

    Raises BadInput with all that is wrong: sheet, row and column of each.
    """
    known = {each.name[:31]: each for each in sheets}
    problems: list[Problem] = []
    taken = []
    for found in read_workbook(path).sheets:
        if found.name not in known:
            what = f"办法里没有标准表「{found.name}」；可用的有 {listed(known)}{nearest(found.name, known)}"
            problems.append(_wrong(found.name, None, None, what))
            continue
        taken.append(_taken(found, known[found.name], problems))
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
    return TakenSheet(sheet, tuple(rows), tuple(places))


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
