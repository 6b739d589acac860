"""The use case «导出年度工作簿»: all records of the district sheets as a workbook that goes back in unchanged."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from antu.kernel.money import Money
from antu.platform.actor import Actor, require, require_everything
from antu.platform.contributions import collected
from antu.platform.exchange.sheet import DistrictSheet
from antu.platform.models import RecordedRow
from antu.platform.workbook import Column, ColumnType

COLUMN_WIDTH = 18


def export_district(actor: Actor, out: Path) -> int:
    """Write every record, withdrawn ones too, to an .xlsx at ``out``; the number of rows. Raises Forbidden."""
    require(actor, "district.import")
    require_everything(actor, "导出年度工作簿")
    with Workbook(str(out), {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        header = book.add_format({"bold": True, "bottom": 1})
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        sheets = collected(DistrictSheet)
        return sum(_write_sheet(book.add_worksheet(sheet.name), sheet, header, day) for sheet in sheets)


def _write_sheet(page: Worksheet, sheet: DistrictSheet, header: Any, day: Any) -> int:
    columns = sheet.layout.columns
    page.write_row(0, 0, [column.header for column in columns], header)
    page.set_column(0, len(columns) - 1, COLUMN_WIDTH)
    page.freeze_panes(1, 0)
    kept = sheet.model.objects.filter(sheet.exported)
    records = kept.select_related(*sheet.reference_by_attribute).order_by("source_row", "pk")
    number = 0
    for number, record in enumerate(records, start=1):
        for place, column in enumerate(columns):
            _write_cell(page, number, place, _given(record, column, sheet), day)
    return number


def _write_cell(page: Worksheet, row: int, place: int, value: object, day: Any) -> None:
    match value:
        case date():
            page.write_datetime(row, place, value, day)
        case int() | Decimal():
            page.write_number(row, place, value)
        case str() if value:
            page.write_string(row, place, value)


def _given(record: RecordedRow, column: Column, sheet: DistrictSheet) -> object:
    """The value as an office would type it."""
    for reference in sheet.references:
        if column.field in reference.fields:
            return _name_of(getattr(record, reference.attribute), column.field, reference.fields)
    value = getattr(record, column.field)
    match column.type:
        case ColumnType.BOOL:
            return "是" if value else ""
        case ColumnType.CHOICE:
            return column.label_of(value)
        case ColumnType.MONEY:
            return None if value is None else Money(value).yuan
    return "、".join(value) if isinstance(value, list) else value


def _name_of(named: RecordedRow | None, field: str, fields: tuple[str, ...]) -> object:
    """The named record's own field where several name it (年度, 版本), else its name."""
    if named is None:
        return ""
    return getattr(named, field) if len(fields) > 1 else str(named)
