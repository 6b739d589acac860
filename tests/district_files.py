"""District workbooks of a few rows, for tests: written as an office would, read back by the import."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

from openpyxl import Workbook

from antu.platform.actor import SYSTEM
from antu.platform.exchange import ImportOutcome, import_district

Rows = Sequence[Sequence[object]]
"""A sheet: its header row, then its rows."""

PROJECTS: Rows = (("项目名称", "曾用名", "项目编号", "土地性质"), ("示例路", "", "", "集体"))


def workbook(path: Path, sheets: Mapping[str, Rows]) -> Path:
    """An .xlsx with these sheets."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        page = book.create_sheet(name)
        for row in rows:
            page.append([*row])
    book.save(path)
    return path


def csv_folder(folder: Path, sheets: Mapping[str, Rows], encoding: str) -> Path:
    """A folder of .csv files named after these sheets."""
    folder.mkdir()
    for name, rows in sheets.items():
        with (folder / f"{name}.csv").open("w", encoding=encoding, newline="") as file:
            csv.writer(file).writerows(rows)
    return folder


def imported(folder: Path, sheets: Mapping[str, Rows]) -> ImportOutcome:
    """What comes of importing these sheets."""
    return import_district(SYSTEM, workbook(folder / "district.xlsx", sheets))


def places(outcome: ImportOutcome) -> list[tuple[object, ...]]:
    """Sheet, row, column and rule of each error."""
    return [(*problem.where.values(), problem.rule) for problem in outcome.errors]


def counts(outcome: ImportOutcome) -> tuple[int, int, int]:
    """Created, updated, unchanged."""
    return outcome.created, outcome.updated, outcome.unchanged
