"""Number cells and numbers typed as text."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.workbook.sheets import places, read, read_cell

from antu.kernel.money import Money
from antu.platform.workbook import Choice, Column, ColumnType, SheetLayout
from antu.platform.workbook.cells import raw_cell
from antu.platform.workbook.numbers import read_number
from antu.platform.workbook.refusal import Refused

AREA = Column(header="面积", field="n", type=ColumnType.AREA, unit="㎡")
QUANTITY = Column(header="亩数", field="n", type=ColumnType.QUANTITY, unit="亩")
INTEGER = Column(header="座数", field="n", type=ColumnType.INTEGER, unit="座")
MONEY = Column(header="金额", field="n", type=ColumnType.MONEY, unit="元")


@pytest.mark.parametrize(
    ("raw", "column", "value"),
    [
        (raw_cell(216.48000000000002), AREA, Decimal("216.48")),
        (raw_cell(100.0), AREA, Decimal(100)),
        ("216.48", AREA, Decimal("216.48")),
        ("２１６．４８", AREA, Decimal("216.48")),
        ("1,234.56", AREA, Decimal("1234.56")),
        ("1，234，567", AREA, Decimal(1234567)),
        (" 48.01\n", AREA, Decimal("48.01")),
        ("216.4800", AREA, Decimal("216.48")),
        ("216.48㎡", AREA, Decimal("216.48")),
        ("216.42 平方米", AREA, Decimal("216.42")),
        ("50.6m²", AREA, Decimal("50.6")),
        ("50.6 M2", AREA, Decimal("50.6")),
        ("50.6平米", AREA, Decimal("50.6")),
        ("50.6平方", AREA, Decimal("50.6")),
        ("3.5 亩", QUANTITY, Decimal("3.5")),
        ("0.8828", QUANTITY, Decimal("0.8828")),
        ("2座", INTEGER, 2),
        ("３座", INTEGER, 3),
        ("3.0", INTEGER, 3),
        (raw_cell(2.0), INTEGER, 2),
        ("0", AREA, Decimal(0)),
        ("-0", AREA, Decimal(0)),
        ("12,345.60元", MONEY, Money(1234560)),
        ("-3", MONEY, Money(-300)),
        ("无", AREA, None),
        ("—", AREA, None),
        ("/", QUANTITY, None),
    ],
)
def test_a_number_is_read_exactly(raw: object, column: Column, value: object) -> None:
    assert read_cell(raw, column) == (value, None)


@pytest.mark.parametrize(
    ("raw", "column", "rule"),
    [
        ("约120", AREA, "R-NUMBER"),
        ("12,34", AREA, "R-NUMBER"),
        ("1,23,456", AREA, "R-NUMBER"),
        ("一百", AREA, "R-NUMBER"),
        ("120+30", AREA, "R-NUMBER"),
        ("1.2.3", AREA, "R-NUMBER"),
        ("120左右", AREA, "R-NUMBER"),
        ("100多", AREA, "R-NUMBER"),
        ("12亩半", QUANTITY, "R-NUMBER"),
        ("120平方左右", AREA, "R-NUMBER"),
        ("3万", AREA, "R-NUMBER"),
        ("50%", AREA, "R-NUMBER"),
        ("1e3", AREA, "R-NUMBER"),
        ("1/2", AREA, "R-NUMBER"),
        (True, AREA, "R-NUMBER"),
        ("3.5亩", AREA, "R-UNIT"),
        ("3吨", AREA, "R-UNIT"),
        ("3 m3", AREA, "R-UNIT"),
        ("3个", INTEGER, "R-UNIT"),
        ("-35.5", AREA, "R-NEGATIVE"),
        ("−1", AREA, "R-NEGATIVE"),
        (Decimal("-0.01"), QUANTITY, "R-NEGATIVE"),
        ("-1.5座", INTEGER, "R-NEGATIVE"),
        ("1.5", INTEGER, "R-INTEGER"),
        (Decimal("216.485"), AREA, "R-AREA-PRECISION"),
        ("0.88285", QUANTITY, "R-AREA-PRECISION"),
        ("0.001", MONEY, "R-AREA-PRECISION"),
        ("1000000000000", AREA, "R-RANGE"),
        ("1000000000", INTEGER, "R-RANGE"),
    ],
)
def test_a_cell_that_is_no_good_number_breaks_the_first_rule_that_applies(
    raw: object, column: Column, rule: str
) -> None:
    assert read_cell(raw, column) == (None, rule)


@pytest.mark.parametrize(
    ("raw", "column", "advice"),
    [
        ("0.001", MONEY, "请精确到分"),
        ("0.001", AREA, "请按测绘成果填写"),
        ("两座", INTEGER, "如 12"),
        ("一百", AREA, "如 216.48"),
    ],
)
def test_what_to_type_instead_fits_the_column(raw: str, column: Column, advice: str) -> None:
    with pytest.raises(Refused, match=f"{advice}$"):
        read_number(raw, column, column.unit)


@pytest.mark.parametrize(
    ("raw", "rule"), [("0", "R-RANGE"), ("-1", "R-NEGATIVE"), ("1.0001", "R-RANGE"), ("0.0001", None), ("1", None)]
)
def test_bounds_of_a_pack_are_held(raw: str, rule: str | None) -> None:
    ratio = Column(
        header="比例", field="n", type=ColumnType.NUMBER, minimum=Decimal(0), minimum_exclusive=True, maximum=Decimal(1)
    )
    assert read_cell(raw, ratio)[1] == rule


def test_a_plain_number_without_bounds_may_be_negative() -> None:
    column = Column(header="差", field="n", type=ColumnType.NUMBER)
    assert read_cell("-1.5", column) == (Decimal("-1.5"), None)


@given(st.integers(min_value=0, max_value=10**11), st.integers(min_value=0, max_value=99))
def test_text_and_number_cells_of_one_area_read_alike(whole: int, hundredths: int) -> None:
    text = f"{whole}.{hundredths:02d}"
    typed = f"{whole:,}.{hundredths:02d}㎡"
    assert read_cell(typed, AREA)[0] == read_cell(raw_cell(float(text)), AREA)[0] == Decimal(text)


UNITS = {"well": "口", "wall": "㎡"}
FIXTURES = SheetLayout(
    "附属物",
    (
        Column(header="数量", field="quantity", type=ColumnType.QUANTITY, unit_of="kind", units=UNITS),
        Column(header="单位", field="unit", type=ColumnType.UNIT, unit_of="kind", units=UNITS),
        Column(
            header="名称", field="kind", type=ColumnType.CHOICE, required=True,
            choices=(Choice("well", "水井"), Choice("wall", "围墙"), Choice("odd", "无单位物")),
        ),
    ),
)  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "unit", "quantity", "errors"),
    [
        ("水井", "口", "2 口", []),
        ("围墙", "平方米", "12.5m2", []),
        ("围墙", None, "12.5", []),
        ("水井", "座", "2口", [(2, "单位", "R-UNIT")]),
        ("水井", "口", "2座", [(2, "数量", "R-UNIT")]),
        ("水井", "吨", "3 m", [(2, "数量", "R-UNIT"), (2, "单位", "R-UNIT")]),
        ("无单位物", None, "3", []),
        ("无单位物", "口", "3口", [(2, "数量", "R-UNIT"), (2, "单位", "R-UNIT")]),
        ("飞机", "架", "3架", [(2, "名称", "R-CHOICE")]),
        (None, "架", "3架", [(2, "名称", "R-REQUIRED")]),
    ],
)
def test_units_are_those_of_the_row_s_choice(
    kind: object, unit: object, quantity: object, errors: list[object]
) -> None:
    reading = read(["名称", "单位", "数量"], [kind, unit, quantity], layout=FIXTURES)
    assert places(reading.errors) == errors


def test_an_empty_unit_means_that_of_the_choice() -> None:
    reading = read(["名称", "单位", "数量"], ["围墙", "-", "3"], ["围墙", "M2", "3"], layout=FIXTURES)
    assert [row.values["unit"] for row in reading.rows] == ["㎡", "㎡"]


def test_a_unit_with_alternatives_accepts_each() -> None:
    column = Column(header="水表", field="n", type=ColumnType.INTEGER, unit="只/台")
    assert [read_cell(raw, column)[1] for raw in ("2只", "2台", "2只/台", "2口")] == [None, None, None, "R-UNIT"]
    price = Column(header="单价", field="n", type=ColumnType.NUMBER, unit="元/㎡")
    assert [read_cell(raw, price)[1] for raw in ("8000元/㎡", "8000元/平方米", "8000元")] == [None, None, "R-UNIT"]
