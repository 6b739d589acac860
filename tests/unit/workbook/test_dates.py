"""Days in cells: what is accepted, what is refused."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal

import pytest
from tests.unit.workbook.sheets import read_cell

from antu.platform.workbook import Column, ColumnType, Sheet, SheetLayout, read_sheet

DAY = Column(header="签约日", field="d", type=ColumnType.DATE)
MAY_8 = date(2023, 5, 8)


@pytest.mark.parametrize(
    "raw",
    [
        MAY_8,
        datetime(2023, 5, 8),  # noqa: DTZ001 - cells have no time zone
        Decimal(45054),
        "45054",
        Decimal(20230508),
        "20230508",
        "2023-05-08",
        "2023-5-8",
        "2023/5/8",
        "2023/05/08",
        "2023.5.8",
        "2023年5月8日",
        "2023年 5月8日\n",
        "２０２３－０５－０８",
        "２０２３年５月８日",
        " 2023-05-08 00:00:00",
        "2023/5/8 0:00:00",
        "2023年5月8日00:00:00",
        "2023-05-08T00:00:00",
    ],
)
def test_every_accepted_form_gives_the_day(raw: object) -> None:
    assert read_cell(raw, DAY) == (MAY_8, None)


@pytest.mark.parametrize(
    "raw",
    [
        "1998年",
        "98.5.1",
        "5/8/2023",
        "2023-02-30",
        "2023-13-01",
        "2023年5月",
        "2023-5/8",
        "2023-05-08 14:30:00",
        "20230231",
        "五月八日",
        "9999",
        "80001",
        Decimal(9999),
        Decimal(80001),
        Decimal("45054.5"),
        Decimal(-45054),
        datetime(2023, 5, 8, 14, 30),  # noqa: DTZ001
        time(9, 30),
        True,
        date(2101, 1, 1),
        "1899-12-31",
        "2101-01-01",
    ],
)
def test_anything_else_is_refused(raw: object) -> None:
    assert read_cell(raw, DAY) == (None, "R-DATE")


@pytest.mark.parametrize(("raw", "day"), [("1900-01-01", date(1900, 1, 1)), ("2100-12-31", date(2100, 12, 31))])
def test_the_first_and_the_last_day_are_days(raw: str, day: date) -> None:
    assert read_cell(raw, DAY) == (day, None)


@pytest.mark.parametrize("raw", [None, " ", "-", "—", "——", "--", "/", "\\", "无"])
def test_an_empty_cell_is_no_day(raw: object) -> None:
    assert read_cell(raw, DAY) == (None, None)


@pytest.mark.parametrize("raw", [Decimal(43592), "43592"])
def test_a_serial_number_counts_from_the_workbook_s_own_base(raw: object) -> None:
    layout = SheetLayout("表", (DAY, Column(header="甲", field="a"), Column(header="乙", field="b")))
    sheet = Sheet("表", [["签约日", "甲", "乙"], [raw, "x", "y"]], date_base=date(1904, 1, 1))  # type: ignore[list-item]
    assert read_sheet(sheet, layout).rows[0].values["d"] == MAY_8
