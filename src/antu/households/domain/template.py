"""The empty register workbook of a pack: what an office is handed to fill in, and what ``register import`` reads."""

from __future__ import annotations

from datetime import datetime, time
from pathlib import Path

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from antu.households.domain.layout import PROJECT_SHEET, RegisterSheet, register_layout
from antu.platform.workbook import Column, ColumnType
from antu.policy import Pack

PREPARED_ROWS = 2_000
"""Rows with formats and lists below the header; a fuller sheet is read all the same."""
LIST_LENGTH_MAX = 255
"""What Excel stores of a list typed into a data validation; a longer one stands in the header's comment only."""

_MARKS = ("是", "否")
_WIDTH_NARROW, _WIDTH, _WIDTH_WIDE = 10, 14, 22
_NUMBER_FORMATS = {
    ColumnType.DATE: "yyyy-mm-dd",
    ColumnType.AREA: "0.00",
    ColumnType.QUANTITY: "0.####",
    ColumnType.NUMBER: "0.####",
    ColumnType.INTEGER: "0",
    ColumnType.MONEY: "0.00",
}
"""Everything else is text, so that long numbers keep their last digits."""

_EXPLAINED = {
    ColumnType.CODE: "编号：字母、数字和横线",
    ColumnType.NAME: "姓名或单位名称",
    ColumnType.TEXT: "文字",
    ColumnType.ID: "18 位居民身份证号，按文本填写",
    ColumnType.USCC: "18 位统一社会信用代码",
    ColumnType.PHONE: "手机号或带区号的座机",
    ColumnType.ACCOUNT: "12 至 30 位数字，按文本填写",
    ColumnType.DATE: "日期，如 2023-05-08",
    ColumnType.CHOICE: "可填",
    ColumnType.BOOL: "填「是」或「否」",
    ColumnType.AREA: "面积，最多 2 位小数",
    ColumnType.QUANTITY: "数量，最多 4 位小数",
    ColumnType.NUMBER: "数字",
    ColumnType.INTEGER: "整数",
    ColumnType.MONEY: "金额（元），最多 2 位小数",
    ColumnType.UNIT: "计量单位；留空即按名称取补偿标准的单位",
}


def write_template(pack: Pack, path: Path) -> None:
    """Write the empty register workbook of the pack: one sheet a table, headers in row 1, lists of choices."""
    with xlsxwriter.Workbook(str(path)) as workbook:
        made_at = datetime.combine(pack.valid_from, time())  # the pack's own day, so that the file is always the same
        workbook.set_properties({"title": f"台账（{pack.title}）", "comments": pack.name, "created": made_at})
        for sheet in register_layout(pack).sheets.values():
            _write_sheet(workbook, sheet, pack)


def _write_sheet(workbook: Workbook, sheet: RegisterSheet, pack: Pack) -> None:
    worksheet = workbook.add_worksheet(sheet.layout.name)
    for place, column in enumerate(sheet.layout.columns):
        write_head(workbook, worksheet, place, sheet)
        names_pack = sheet.key == PROJECT_SHEET and column.field == "pack"
        _offer(worksheet, place, (pack.id,) if names_pack else _labels(column))
    worksheet.freeze_panes(1, 2)


def write_head(workbook: Workbook, worksheet: Worksheet, place: int, sheet: RegisterSheet) -> Format:
    """Write the header of a sheet's column at this place, with what it takes as a comment; the look of its cells."""
    column = sheet.layout.columns[place]
    header = sheet.printed.get(column.field, column.header)
    cells = workbook.add_format({"num_format": _NUMBER_FORMATS.get(column.type, "@")})
    worksheet.set_column(place, place, _width(column, header), cells)
    worksheet.write_string(0, place, header, _head(workbook, needed=column.required))
    worksheet.write_comment(0, place, explained(column), {"x_scale": 1.6, "y_scale": 1.2})
    return cells


def _head(workbook: Workbook, *, needed: bool) -> Format:
    colour = "#FCE4D6" if needed else "#DDEBF7"
    look = {"bold": needed, "bg_color": colour, "border": 1, "text_wrap": True, "valign": "vcenter", "num_format": "@"}
    return workbook.add_format(look)


def explained(column: Column) -> str:
    """What a column takes, for the comment on its header (Chinese)."""
    need = "必填" if column.required else "选填"
    labels = "、".join(_labels(column)) if column.type is ColumnType.CHOICE else ""
    parts = [f"{need}。{_EXPLAINED[column.type]}{'：' + labels if labels else ''}"]
    if column.unit:
        parts.append(f"单位：{column.unit}")
    if column.default is not None:
        parts.append(f"留空即为：{_default(column)}")
    return "。".join(parts)


def _default(column: Column) -> str:
    if isinstance(column.default, bool):
        return _MARKS[0] if column.default else _MARKS[1]
    return column.label_of(str(column.default))


def _labels(column: Column) -> tuple[str, ...]:
    return _MARKS if column.type is ColumnType.BOOL else tuple(choice.label for choice in column.choices)


def _offer(worksheet: Worksheet, place: int, labels: tuple[str, ...]) -> None:
    """A drop-down list that suggests and does not forbid: the import accepts synonyms too."""
    if labels and len(",".join(labels)) <= LIST_LENGTH_MAX:
        rule = {"validate": "list", "source": list(labels), "show_error": False}
        worksheet.data_validation(1, place, PREPARED_ROWS, place, rule)


def _width(column: Column, header: str) -> int:
    if column.type in {ColumnType.ID, ColumnType.USCC, ColumnType.ACCOUNT}:
        return _WIDTH_WIDE
    is_short = column.type in {ColumnType.BOOL, ColumnType.INTEGER, ColumnType.UNIT}
    return max(_WIDTH_NARROW if is_short else _WIDTH, 2 * len(header) + 2)
