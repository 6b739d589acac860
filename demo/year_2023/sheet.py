"""What a sheet of the demo is: its name, its headers, its rows."""

from __future__ import annotations

from typing import NamedTuple

SAMPLE = "是"
"""示例: no published source gives this row."""
PUBLISHED = ""
"""The row's facts stand in the centre's published report of 2023."""

DAY_IS_INVENTED = "事实和面积据2023年度绩效自评报告；报告未载日期，日期为示例"
AREA_IS_INVENTED = "完成一事据2023年度绩效自评报告；报告未载日期和单个面积，均为示例"

Cell = str | int


class Sheet(NamedTuple):
    """A sheet; cells are text as an office types it (days ``2023-05-08``, exact numbers as text) or whole numbers."""

    name: str
    headers: tuple[str, ...]
    rows: list[tuple[Cell, ...]]
