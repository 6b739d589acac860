"""Reading a workbook from disk: an .xlsx, or a folder of .csv named after the sheets."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from xml.parsers import expat
from zipfile import BadZipFile

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from antu.platform.workbook.cells import Raw, RawCells, raw_cell
from antu.platform.workbook.glance import glance
from antu.platform.workbook.package import FILE_BYTES_MAX, Package, open_package, refused
from antu.platform.workbook.scan import Merge, Scan, scan_sheet

CELLS_MAX = 6_000_000
"""Cells of all sheets, empty ones between filled ones included: 100,000 rows of 60 columns."""
EXCEL_BASE = date(1899, 12, 30)
"""The day of serial number 0, so that 61 is 1 March 1900; text files have the same."""

PROBLEMS_SHEET = "导入问题"
"""The sheet that a marked copy has besides the office's own; it is never read."""

RawRow = Sequence[Raw]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet as it stands: ``rows[0]`` is Excel's row 1. Hidden rows, columns and sheets are there like all others."""

    name: str
    rows: Sequence[RawRow]
    merges: tuple[Merge, ...] = ()
    date_base: date = EXCEL_BASE


@dataclass(frozen=True, slots=True)
class Workbook:
    """The sheets of a file in their order."""

    name: str
    sheets: tuple[Sheet, ...]


def read_workbook(path: Path, *, rows: int | None = None) -> Workbook:
    """The workbook at the path: an .xlsx file, or a folder of .csv files (UTF-8 or GBK).

    With ``rows``, only so many of each sheet of an .xlsx, from the top.

    Raises BadInput (``R-FILE``, ``R-FILE-SIZE``) for anything else, or when it is damaged, encrypted or too big.
    """
    if path.is_dir():
        return _read_folder(path)
    if not path.is_file():
        raise refused(path, "没有这个文件；请核对路径")
    package = open_package(path)
    with package.archive:
        try:
            return _read_package(path, package, rows)
        except (CalamineError, BadZipFile, expat.ExpatError, ValueError) as error:
            raise _damaged(path) from error
        except BaseException as error:
            if type(error).__name__ == "PanicException":  # the Rust reader gave up; PyO3 makes this no Exception
                raise _damaged(path) from None
            raise


def _damaged(path: Path) -> Exception:
    return refused(path, "工作簿已损坏，读不下去；请用 Excel 或 WPS 打开后另存为 .xlsx 再导入")


def _read_package(path: Path, package: Package, rows: int | None) -> Workbook:
    parts = {name: part for name, part in package.parts.items() if name != PROBLEMS_SHEET}
    scans = {name: _scan(package, part) for name, part in parts.items()}
    if sum(scan.last_row * scan.last_column for scan in scans.values()) > CELLS_MAX:
        what = f"工作簿的范围超过 {CELLS_MAX} 个单元格；请删去表格右侧和下方远处的内容，或分成几个文件"
        raise refused(path, what, "R-FILE-SIZE")
    workbook = CalamineWorkbook.from_path(str(path))
    worksheets = {sheet.name for sheet in workbook.sheets_metadata}
    return Workbook(
        path.name,
        tuple(
            _sheet(workbook.get_sheet_by_name(name), scans[name], package.date_base, rows)
            if part and name in worksheets
            else Sheet(name, ())
            for name, part in parts.items()
        ),
    )


def _scan(package: Package, part: str | None) -> Scan:
    if part is None:
        return Scan()
    with package.archive.open(part) as stream:
        xml = stream.read()
    return glance(xml) or scan_sheet(io.BytesIO(xml))


def _sheet(sheet: CalamineSheet, scan: Scan, date_base: date, rows: int | None) -> Sheet:
    given = sheet.to_python(skip_empty_area=False, nrows=rows)
    raws = RawCells()
    grid: list[list[Raw]] = [[raw_cell(value) if scan.has_marks else raws[value] for value in row] for row in given]
    faults = scan.faults if rows is None else {at: fault for at, fault in scan.faults.items() if at[0] <= rows}
    for (row, column), fault in faults.items():
        grid.extend([] for _ in range(row - len(grid)))
        cells = grid[row - 1]
        cells.extend([None] * (column - len(cells)))
        cells[column - 1] = fault
    return Sheet(sheet.name, grid, tuple(scan.merges), date_base)


def _read_folder(folder: Path) -> Workbook:
    files = sorted(file for file in folder.iterdir() if file.suffix.lower() == ".csv")
    if not files:
        raise refused(folder, "文件夹里没有 .csv 文件；请按表名各存一个，如 项目.csv")
    if sum(file.stat().st_size for file in files) > FILE_BYTES_MAX:
        raise refused(folder, f"文件夹里的 .csv 共大于 {FILE_BYTES_MAX // 2**20} MB；请分次导入", "R-FILE-SIZE")
    return Workbook(folder.name, tuple(_csv_sheet(file) for file in files))


def _csv_sheet(file: Path) -> Sheet:
    try:
        records = list(csv.reader(io.StringIO(_decoded(file), newline="")))
    except csv.Error as error:
        raise refused(file, "不是逗号分隔的文本；请另存为「CSV UTF-8（逗号分隔）」再导入") from error
    return Sheet(file.stem, [[raw_cell(value) for value in record] for record in records])


def _decoded(file: Path) -> str:
    content = file.read_bytes()
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise refused(file, "文字编码既不是 UTF-8 也不是 GBK；请另存为「CSV UTF-8（逗号分隔）」再导入")
