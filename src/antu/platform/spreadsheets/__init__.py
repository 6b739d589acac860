"""Formatted tables as .xlsx: the one way a register or settlement table leaves the product."""

from antu.platform.spreadsheets.long import ROWS_MAX, LongSheet, write_long_sheet, write_long_sheets
from antu.platform.spreadsheets.table import Block, Cell, Column, ColumnKind, Group, Sheet, SignOff
from antu.platform.spreadsheets.workbook import write_sheet

__all__ = [
    "ROWS_MAX",
    "Block",
    "Cell",
    "Column",
    "ColumnKind",
    "Group",
    "LongSheet",
    "Sheet",
    "SignOff",
    "write_long_sheet",
    "write_long_sheets",
    "write_sheet",
]
