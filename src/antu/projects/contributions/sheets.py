"""Sheets of the district workbook."""

SHEETS: tuple[object, ...] = ()
