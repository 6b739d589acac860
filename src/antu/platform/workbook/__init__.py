"""Reading workbooks as offices send them: one tolerance for the register and for the district workbook.

A layout says what is expected; reading gives typed rows, errors and warnings, and never raises for a bad cell::

    from pathlib import Path
    from antu.platform.workbook import Choice, Column, ColumnType, SheetLayout, match_sheets, read_sheet, read_workbook

    UNITS = (Choice("mu", "亩"), Choice("m2", "㎡"))
    TASKS = SheetLayout(
        "计划任务",
        (
            Column(header="年度", field="year", type=ColumnType.INTEGER, required=True, unit="年"),
            Column(header="项目名称", field="project", required=True),
            Column(header="单位", field="unit", type=ColumnType.CHOICE, choices=UNITS),
            Column(
                header="任务量", field="amount", type=ColumnType.QUANTITY,
                unit_of="unit", units={"mu": "亩", "m2": "㎡"},  # what may be typed behind the number in this row
            ),
            Column(header="金额", field="budget", type=ColumnType.MONEY, unit="元"),
            Column(header="示例", field="sample", type=ColumnType.BOOL, default=False),
        ),
        also=("任务",),
    )
    workbook = read_workbook(Path("2023.xlsx"))               # or a folder of .csv; BadInput when it is neither
    sheets, warnings = match_sheets(workbook, (TASKS,))         # by canonical name; W-SHEET-UNKNOWN
    reading = read_sheet(sheets["计划任务"], TASKS)
    for row in reading.rows:                                    # bad rows too: their errors name row.number
        if row.has("project", "amount"):                        # given and readable
            print(row.number, row.values["project"], row.values["amount"])
    reading.errors, reading.warnings                            # Problems with where = sheet, row, column
    reading.is_refused                                          # the header is wrong: every row is rejected

A rule between cells adds ``reading.problem(row, "amount", "R-ORPHAN", "…")``; at the end ``one_per_cell(problems)``
leaves each cell the first rule of :data:`RULES`. Values: text and codes ``str``, marks ``bool``, days ``date``, areas
and quantities ``Decimal``, integers ``int``, money :class:`~antu.kernel.money.Money` (typed in yuan).
"""

from antu.platform.workbook.layout import Choice, Column, ColumnType, SheetLayout, Value
from antu.platform.workbook.reading import Row, SheetReading, match_sheets, read_sheet
from antu.platform.workbook.refusal import HEAD_RULES, RULES, at, one_per_cell
from antu.platform.workbook.source import Sheet, Workbook, read_workbook
from antu.platform.workbook.taught import NOTHING_TAUGHT, TaughtNames
from antu.platform.workbook.unmatched import Meaning, Naming, Unmatched, naming_of

__all__ = [
    "HEAD_RULES",
    "NOTHING_TAUGHT",
    "RULES",
    "Choice",
    "Column",
    "ColumnType",
    "Meaning",
    "Naming",
    "Row",
    "Sheet",
    "SheetLayout",
    "SheetReading",
    "TaughtNames",
    "Unmatched",
    "Value",
    "Workbook",
    "at",
    "match_sheets",
    "naming_of",
    "one_per_cell",
    "read_sheet",
    "read_workbook",
]
