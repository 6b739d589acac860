"""A register of any size: the demo's 藏龙路一期 again and again. 合成, nobody's names or numbers."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import xlsxwriter
from openpyxl import load_workbook

from antu.kernel.identity import id_check_character
from benchmarks.installation import CHECKOUT
from benchmarks.names import GIVEN

MODEL: Final = CHECKOUT / "demo/registers/canglonglu-1-clean.xlsx"
SUBJECTS: Final = "户"
SIGNED: Final = ("签约日", "腾地日", "状态", "协议编号")
ID: Final = "身份证号"
COLLECTIVE: Final = "村/组集体"
NAMES: Final = frozenset({"户主", "姓名", "银行户名"})
BAD_OF: Final = 100
"""One household of so many has a wrong identity number: the list of errors is part of the work."""

Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Made:
    """A workbook and what an import must find in it."""

    path: Path
    rows: int
    households: int
    bad: int


def make_register(path: Path, rows: int, *, series: int, signed: bool) -> Made:
    """Write a register of about so many rows; ``series`` keeps two registers' numbers apart."""
    sheets = _model()
    each = sum(len(body) for name, (_, body) in sheets.items() if name != "项目")
    copies = max(1, round(rows / each))
    written = 0
    with xlsxwriter.Workbook(str(path)) as book:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for name, (head, _) in sheets.items():
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 0, head)
            for number, row in enumerate(_rows(name, sheets[name], copies, series, signed=signed), start=1):
                written += 1
                for column, value in enumerate(row):
                    if isinstance(value, datetime):
                        sheet.write_datetime(number, column, value, day)
                    elif value is not None:
                        sheet.write(number, column, value)
    households = len(sheets[SUBJECTS][1]) * copies
    return Made(path, written, households, -(-copies * _people_heads(sheets) // BAD_OF))


def _model() -> dict[str, tuple[Row, list[Row]]]:
    book = load_workbook(MODEL, read_only=True)
    sheets = {}
    for sheet in book:
        head, *body = sheet.iter_rows(values_only=True)
        sheets[sheet.title] = (head, [row for row in body if any(cell is not None for cell in row)])
    return sheets


def _people_heads(sheets: dict[str, tuple[Row, list[Row]]]) -> int:
    """Households, which each have one head among their people; collectives have none."""
    head, body = sheets[SUBJECTS]
    return sum(row[head.index("对象类别")] == "户" for row in body)


def _rows(name: str, model: tuple[Row, list[Row]], copies: int, series: int, *, signed: bool) -> Iterator[Row]:
    head, body = model
    if name == "项目":
        yield tuple(_project(column, value, series) for column, value in zip(head, body[0], strict=True))
        return
    households = 0
    for copy in range(copies):
        for place, row in enumerate(body):
            cells = dict(zip(head, row, strict=True))
            cells["户编号"] = f"B{series}{copy:04d}{str(cells['户编号']).removeprefix('CLL1')}"
            if number := cells.get(ID):
                cells[ID] = _id_number(str(number), series, copy)
            if name == SUBJECTS and cells["对象类别"] == "户":
                cells["银行账号"] = f"{series}{copy:05d}{place:07d}"
                if households % BAD_OF == 0:
                    cells[ID] = str(cells[ID])[:17] + ("1" if str(cells[ID])[17] != "1" else "2")
                households += 1
            if cells.get("对象类别") != COLLECTIVE:
                cells |= {column: _name(str(cells[column]), copy) for column in NAMES & cells.keys() if cells[column]}
            if name == SUBJECTS and not signed:
                cells |= dict.fromkeys(SIGNED)
            yield tuple(cells.values())


def _project(column: str, value: Any, series: int) -> Any:
    own = {"项目编号": f"BM2023-{series}", "项目名称": f"合成测速项目{series}", "批文号": f"合成批〔2023〕{series}号"}
    return own.get(column, value)


def _name(name: str, copy: int) -> str:
    """Another name of the same surname in each copy; the same one wherever the person stands."""
    first, second = divmod(zlib.crc32(f"{name}{copy}".encode()) % len(GIVEN) ** 2, len(GIVEN))
    return f"{name[0]}{GIVEN[first]}{GIVEN[second]}"


def _id_number(number: str, series: int, copy: int) -> str:
    first = f"{series}{copy:05d}{number[6:17]}"
    return first + id_check_character(first)
