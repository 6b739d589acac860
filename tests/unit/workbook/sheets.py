"""Small sheets and layouts for the tests of workbook reading."""

from __future__ import annotations

from decimal import Decimal

from antu.kernel.errors import Problem
from antu.platform.workbook import Column, Sheet, SheetLayout, SheetReading, read_sheet
from antu.platform.workbook.cells import Fault, Raw, raw_cell

PLAIN = SheetLayout(
    "表",
    (
        Column(header="户编号", field="household", required=True, also=("户号",)),
        Column(header="村(居)", field="village", also=("村",)),
        Column(header="建筑面积", field="area"),
        Column(header="面积(亩)", field="mu"),
        Column(header="备注", field="note", also=("说明",)),
    ),
    ("表格",),
    ("household",),
)


def sheet_of(*rows: list[object]) -> Sheet:
    """A sheet with these rows, the first of them row 1."""
    return Sheet("表", [[_raw(value) for value in row] for row in rows])


def _raw(value: object) -> Raw:
    return value if isinstance(value, Decimal | Fault) else raw_cell(value)


def read(*rows: list[object], layout: SheetLayout = PLAIN) -> SheetReading:
    """The reading of a sheet with these rows."""
    return read_sheet(sheet_of(*rows), layout)


def read_cell(raw: object, column: Column) -> tuple[object, str | None]:
    """The value of one cell under one column, and the rule that it breaks."""
    others = (Column(header="甲", field="a"), Column(header="乙", field="b"))
    layout = SheetLayout("表", (column, *others))
    reading = read([column.header, "甲", "乙"], [raw, "x", "y"], layout=layout)
    row = reading.rows[0]
    return row.values[column.field], reading.errors[0].rule if reading.errors else None


def places(problems: tuple[Problem, ...]) -> list[tuple[object, ...]]:
    """Row, column and rule of each problem."""
    return [(problem.where["row"], problem.where["column"], problem.rule) for problem in problems]
