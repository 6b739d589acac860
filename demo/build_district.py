"""Write ``demo/district-2023.xlsx`` from the lists of ``year_2023``: ``python -m demo.build_district [FILE]``.

The same lists give the same bytes.
"""

from __future__ import annotations

import re
import sys
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from xlsxwriter import Workbook

from demo.year_2023 import SHEETS
from demo.year_2023.sheet import SAMPLE, Cell, Sheet

OUT = Path(__file__).with_name("district-2023.xlsx")
MADE_AT = datetime(2024, 1, 31, tzinfo=UTC)

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_AMOUNTS = {"任务量", "面积", "金额"}
_WIDE = {"项目名称", "单位名称", "标题", "主题", "事项", "名称", "备注", "说明", "措施"}


def build(out: Path) -> None:
    """Write the workbook: one sheet each, header in row 1, invented rows in grey."""
    with Workbook(str(out), {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"title": "2023年度工作簿", "created": MADE_AT.replace(tzinfo=None)})
        styles = {
            "header": book.add_format({"bold": True, "bottom": 1}),
            "": book.add_format(),
            "sample": book.add_format({"font_color": "#7F7F7F"}),
            "day": book.add_format({"num_format": "yyyy-mm-dd"}),
            "sample day": book.add_format({"num_format": "yyyy-mm-dd", "font_color": "#7F7F7F"}),
        }
        for sheet in SHEETS:
            _write(book.add_worksheet(sheet.name), sheet, styles)


def _write(page: Any, sheet: Sheet, styles: dict[str, Any]) -> None:
    page.freeze_panes(1, 0)
    for place, header in enumerate(sheet.headers):
        page.set_column(place, place, 36 if header in _WIDE else 12)
        page.write_string(0, place, header, styles["header"])
    for number, row in enumerate(sheet.rows, start=1):
        sample = "sample" if row[-1] == SAMPLE else ""
        for place, (header, cell) in enumerate(zip(sheet.headers, row, strict=True)):
            value = _typed(header, cell)
            style = f"{sample} day".strip() if isinstance(value, date) else sample
            if value != "":
                page.write(number, place, value, styles[style])


def _typed(header: str, cell: Cell) -> Cell | date | Decimal:
    """The cell as Excel keeps it: a day, a number, or text."""
    if isinstance(cell, str) and _DAY.fullmatch(cell):
        return date.fromisoformat(cell)
    return Decimal(cell) if header in _AMOUNTS and cell else cell


if __name__ == "__main__":
    build(Path(sys.argv[1]) if len(sys.argv) > 1 else OUT)
