"""Districts as files: read into plain rows, changed by a test, written again and imported as an office would."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Final

from openpyxl import load_workbook

from antu.platform.actor import SYSTEM
from antu.platform.exchange import ImportOutcome, import_district

District = dict[str, list[dict[str, str]]]

DEMO: Final = Path("demo/district-2023.xlsx")
QINGHE: Final = Path(__file__).with_name("qinghe-2024")


def read_demo() -> District:
    """The demo district's rows by sheet."""
    book = load_workbook(DEMO, read_only=True, data_only=True)
    return {sheet.title: list(_rows(sheet.iter_rows(values_only=True))) for sheet in book.worksheets}


def read_qinghe() -> District:
    """The second district's rows by sheet; no row of it is a sample."""
    sheets: District = {}
    for path in sorted(QINGHE.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            sheets[path.stem] = list(csv.DictReader(file))
    return sheets


def every_row(district: District) -> list[tuple[str, int]]:
    """Sheet and place of each row."""
    return [(sheet, place) for sheet, rows in sorted(district.items()) for place in range(len(rows))]


def without_row(district: District, sheet: str, place: int) -> District:
    """The district without one row."""
    rows = district[sheet]
    return {**district, sheet: rows[:place] + rows[place + 1 :]}


def import_rows(district: District, folder: Path) -> ImportOutcome:
    """Write the rows as a folder of .csv and import it."""
    folder.mkdir(parents=True, exist_ok=True)
    for sheet, rows in district.items():
        headers = list(dict.fromkeys(header for row in rows for header in row)) or ["空"]
        with (folder / f"{sheet}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, headers, restval="")
            writer.writeheader()
            writer.writerows(rows)
    return import_district(SYSTEM, folder)


def _rows(rows: Iterator[tuple[object, ...]]) -> Iterator[dict[str, str]]:
    headers = [str(header) for header in next(rows)]
    for cells in rows:
        if any(cell is not None for cell in cells):
            yield {header: _text(cell) for header, cell in zip(headers, cells, strict=False)}


def _text(cell: object) -> str:
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    return "" if cell is None else str(cell)
