"""Rules between cells that several sheets share."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from antu.kernel.errors import Problem
from antu.platform.exchange.sheet import Rule
from antu.platform.workbook import SheetReading

M2_STEP: Final = Decimal("0.01")


def keeps_the_decimals_of_its_unit(area: str, unit: str) -> Rule:
    """An area in ㎡ has at most 2 decimals; the column itself allows the 4 of 亩. (``R-AREA-PRECISION``)."""

    def check(reading: SheetReading) -> Iterator[Problem]:
        header = reading.layout.by_field[area].header
        for row in reading.rows:
            value = row.values.get(area)
            if isinstance(value, Decimal) and row.values[unit] == "m2" and value % M2_STEP:
                yield reading.problem(row, area, "R-AREA-PRECISION", f"{header}以㎡计时最多 2 位小数；请按测绘成果填写")

    return check
