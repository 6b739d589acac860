"""Opening a register workbook: which project and pack it is for, and its sheets read by that pack's layout."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from antu.households.domain.columns import SHEETS
from antu.households.domain.known import KnownRegister
from antu.households.domain.layout import PROJECT_SHEET, SUBJECT_SHEET, RegisterLayout, register_layout
from antu.households.domain.rules.project import recorded_project
from antu.households.domain.sheets import RegisterSheets, subject_code, text
from antu.kernel.errors import AntuError, Problem
from antu.kernel.naming import Contradiction
from antu.kernel.text import code_form
from antu.platform.progress import Told, to_nobody
from antu.platform.workbook import (
    NOTHING_TAUGHT,
    Naming,
    Sheet,
    SheetReading,
    TaughtNames,
    Workbook,
    at,
    match_sheets,
    naming_of,
    read_sheet,
)
from antu.platform.workbook.headers import recognised_headers
from antu.platform.workbook.package import refused
from antu.policy import Pack, PackShelf

NEEDED: Final = (PROJECT_SHEET, SUBJECT_SHEET)
"""Sheets without which nothing goes in."""


@dataclass(frozen=True, slots=True)
class OpenedRegister:
    """The sheets of a workbook, the problems of sheets and cells, and the pack that the file names, if it is there.

    ``naming`` says by which taught names it was read, and which names mean nothing.
    """

    register: RegisterSheets
    problems: tuple[Problem, ...]
    pack: Pack | None
    naming: Naming


def open_register(
    workbook: Workbook,
    shelf: PackShelf,
    records: KnownRegister,
    told: Told = to_nobody,
    names: TaughtNames = NOTHING_TAUGHT,
) -> OpenedRegister:
    """Read the workbook by the layout of the pack that its 项目 names; of the best fitting pack when it names none.

    A file that names no known pack is rejected, yet its cells are checked as far as they can be.
    """
    named = _named_pack(workbook, shelf, names)
    layout = _layout(workbook, named, shelf, names)
    sheets, unknown = match_sheets(workbook, layout.layouts, names.ignored_sheets)
    readings = _readings(sheets, layout, told)
    problems = [*_missing_sheets(layout, readings), *unknown]
    for reading in readings.values():
        problems += (*reading.errors, *reading.warnings)
    register = RegisterSheets(layout, readings, records)
    try:
        register = _with_records(register)
    except Contradiction:
        problems.append(_contradiction(register))
    problems += _unknown_pack(register, named)
    needed = [layout.sheets[key].layout.name for key in NEEDED]
    naming = naming_of(workbook, layout.layouts, names.ignored_sheets, needed)
    return OpenedRegister(register, tuple(problems), named, naming)


def layout_of(workbook: Workbook, shelf: PackShelf, names: TaughtNames = NOTHING_TAUGHT) -> RegisterLayout:
    """The layout that the workbook is read by."""
    return _layout(workbook, _named_pack(workbook, shelf, names), shelf, names)


def _layout(workbook: Workbook, named: Pack | None, shelf: PackShelf, names: TaughtNames) -> RegisterLayout:
    return register_layout(named, names) if named else _best_fitting(workbook, shelf, names)


def _named_pack(workbook: Workbook, shelf: PackShelf, names: TaughtNames) -> Pack | None:
    layout = names.applied_to(SHEETS[PROJECT_SHEET])
    sheet = match_sheets(workbook, (layout,))[0].get(layout.name)
    rows = read_sheet(sheet, layout).rows if sheet else ()
    name = code_form(text(rows[0], "pack")) if rows else ""
    newest_first = reversed(shelf.folders())
    named = (folder for folder in newest_first if name in {code_form(folder.id), code_form(folder.name)})
    found = next(named, None)
    return shelf.get(found.name) if found else None


def _best_fitting(workbook: Workbook, shelf: PackShelf, names: TaughtNames) -> RegisterLayout:
    layouts = [register_layout(pack, names) for pack in _loadable(shelf)]
    if not layouts:
        raise refused(Path(workbook.name), "没有可用的补偿办法，无法核对台账；请先发布或检查办法（antu policy check）")
    return max(layouts, key=lambda layout: _recognised(workbook, layout))


def _loadable(shelf: PackShelf) -> Iterator[Pack]:
    for folder in shelf.folders():
        with suppress(AntuError):  # a broken pack that the file doesn't name is nothing to this file
            yield shelf.get(folder.name)


def _recognised(workbook: Workbook, layout: RegisterLayout) -> int:
    """How many columns of the workbook the layout knows."""
    sheets, _ = match_sheets(workbook, layout.layouts)
    return sum(recognised_headers(sheet, each) for each in layout.layouts if (sheet := sheets.get(each.name)))


def _readings(sheets: Mapping[str, Sheet], layout: RegisterLayout, told: Told) -> dict[str, SheetReading]:
    total = sum(len(sheet.rows) for sheet in sheets.values())
    done, readings = 0, {}
    for key, sheet in layout.sheets.items():
        if given := sheets.get(sheet.layout.name):
            told(done, total, "读取各表")
            readings[key] = read_sheet(given, sheet.layout)
            done += len(given.rows)
    told(done, total, "读取各表")
    return readings


def _missing_sheets(layout: RegisterLayout, readings: dict[str, SheetReading]) -> list[Problem]:
    names = [layout.sheets[key].layout.name for key in NEEDED if key not in readings]
    return [
        Problem("R-SHEET-MISSING", f"工作簿里没有「{name}」表；请补上，没有它什么也不能导入", at(name, None, None))
        for name in names
    ]


def _with_records(register: RegisterSheets) -> RegisterSheets:
    project = recorded_project(register.project, register.records) if register.project else None
    if project is None:
        return register
    named = {subject_code(row) for _, row in register.owned()} | register.subjects.keys()
    known = register.records.subjects(project, named)
    return RegisterSheets(register.layout, register.readings, register.records, project, known)


def _contradiction(register: RegisterSheets) -> Problem:
    row = register.rows(PROJECT_SHEET)[0]
    code, name = text(row, "code") or "未填", text(row, "name")
    what = f"项目编号「{code}」与项目名称「{name}」在已有记录里不是同一个项目；请核对项目编号和名称"
    return register.problem(PROJECT_SHEET, row, "code", "R-DUPLICATE", what)


def _unknown_pack(register: RegisterSheets, named: Pack | None) -> Iterator[Problem]:
    row = register.project
    if row and row.has("pack") and named is None:
        what = f"没有办法「{text(row, 'pack')}」；请填已发布办法的代号，如 {register.layout.pack.id}"
        yield register.problem(PROJECT_SHEET, row, "pack", "R-CHOICE", what)
