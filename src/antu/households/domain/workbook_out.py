"""A project's register back as a workbook that an import reads unchanged. Source: the page of the register workbook."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Final

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from antu.households.domain.layout import PROJECT_SHEET, SUBJECT_SHEET, RegisterLayout, RegisterSheet
from antu.households.domain.subject import ProjectRow, Subject, Values
from antu.households.domain.template import write_head
from antu.platform.workbook import Column, ColumnType, Value
from antu.platform.workbook.cells import SIGNIFICANT_DIGITS, plain

MARKS: Final = {True: "是", False: "否"}


@dataclass(frozen=True, slots=True)
class RegisterCopy:
    """What is written: the project, its standing subjects, whether the register is 示例, who wrote it and when."""

    project: ProjectRow
    subjects: Sequence[Subject]
    is_sample: bool
    made_by: str
    made_at: datetime


def write_register(layout: RegisterLayout, copy: RegisterCopy, path: Path) -> None:
    """Write the register by its layout: headers in row 1, days and numbers as such, numbers of people as text."""
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False}) as workbook:
        title = f"台账（{copy.project.values.get('name')}）"
        workbook.set_properties({"title": title, "author": copy.made_by, "created": copy.made_at})
        for key, sheet in layout.sheets.items():
            _write_sheet(workbook, sheet, list(_rows(layout, key, copy)))


def _rows(layout: RegisterLayout, key: str, copy: RegisterCopy) -> Iterator[Values]:
    if key == PROJECT_SHEET:
        given = {**copy.project.values, **copy.project.extra, "sample": copy.is_sample}
        yield {**given, "pack": given.get("pack") or layout.pack.id}
        return
    for subject in copy.subjects:
        if key == SUBJECT_SHEET:
            yield {"household": subject.code, **subject.values, **subject.extra}
        else:
            for child in subject.of(key):
                yield {"household": subject.code, "id": child.no, **child.values, **child.extra}


def _write_sheet(workbook: Workbook, sheet: RegisterSheet, rows: list[Values]) -> None:
    worksheet = workbook.add_worksheet(sheet.layout.name)
    looks = [write_head(workbook, worksheet, place, sheet) for place in range(len(sheet.layout.columns))]
    for number, row in enumerate(rows, start=1):
        for place, column in enumerate(sheet.layout.columns):
            _write(worksheet, (number, place), _typed(column, row.get(column.field)), looks[place])
    worksheet.freeze_panes(1, 2)


def _typed(column: Column, value: Value) -> Value:
    """The value as its cell has it: a choice by its label, a mark as 是 or 否, a text in its column's type."""
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return MARKS[value]
    if isinstance(value, str):
        return _of_text(column, value)
    return value


def _of_text(column: Column, text: str) -> Value:
    if column.type is ColumnType.CHOICE:
        return column.label_of(text)
    if column.type is ColumnType.DATE:
        return date.fromisoformat(text)
    return Decimal(text) if column.type.is_number else text


def _write(worksheet: Worksheet, place: tuple[int, int], value: Value, look: Format) -> None:
    if isinstance(value, date):
        worksheet.write_datetime(*place, datetime.combine(value, datetime.min.time()), look)
    elif isinstance(value, Decimal | int) and _is_exact(value):
        worksheet.write_number(*place, value, look)
    elif value is not None:
        worksheet.write_string(*place, plain(value) if isinstance(value, Decimal) else str(value), look)


def _is_exact(value: Decimal | int) -> bool:
    """Whether a number cell holds it: Excel keeps 15 digits, a longer number goes in as text."""
    return len(Decimal(value).as_tuple().digits) <= SIGNIFICANT_DIGITS
