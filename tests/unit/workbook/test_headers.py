"""The header row: where it is found, how its names are compared, what is wrong with it."""

from __future__ import annotations

import pytest
from tests.unit.workbook.sheets import PLAIN, places, read, sheet_of

from antu.platform.workbook import Column, Sheet, SheetLayout, Workbook, match_sheets


def test_the_header_is_the_first_row_with_three_recognised_columns() -> None:
    reading = read(
        ["某项目台账", "备注"], ["填报单位：某办", None, "说明"], ["户编号", "村", "备注"], ["A", "甲村", None]
    )
    assert reading.header_row == 3
    assert [row.number for row in reading.rows] == [4]


def test_a_row_with_two_recognised_columns_is_no_header() -> None:
    reading = read(["户编号", "村"], ["A", "甲村"])
    assert reading.header_row is None
    assert places(reading.errors) == [(None, None, "R-HEAD-MISSING")]
    assert reading.is_refused


@pytest.mark.parametrize(("above", "found"), [(19, 20), (20, None)])
def test_a_header_is_looked_for_in_the_first_twenty_rows(above: int, found: int | None) -> None:
    blank: list[list[object]] = [["抬头"]] * above
    assert read(*blank, ["户编号", "村", "备注"]).header_row == found


def test_a_sheet_with_fewer_than_three_columns_needs_all_of_them() -> None:
    layout = SheetLayout("表", (Column(header="年度", field="year"), Column(header="名称", field="name")))
    assert read(["年度", "名称"], ["2023", "甲"], layout=layout).header_row == 1
    assert read(["年度", "别的"], ["2023", "甲"], layout=layout).header_row is None


@pytest.mark.parametrize(
    "typed",
    [
        "户编号",
        " 户 编\n号 ",
        "*户编号",
        "户编号：",
        "**户编号*:",
        "户编号（必填）",
        "户编号*（必填）",
        "户编号【甲】",
        "户编号[a]",
        "户号",
        "户　编　号",
    ],
)
def test_a_header_is_compared_without_space_marks_and_brackets(typed: str) -> None:
    reading = read([typed, "村", "备注"], ["A", "甲村", None])
    assert reading.rows[0].values["household"] == "A"
    assert not reading.errors
    assert not reading.warnings


@pytest.mark.parametrize(
    ("typed", "field"), [("村（居）", "village"), ("村", "village"), ("面积(亩)", "mu"), ("建筑面积(㎡)", "area")]
)
def test_a_header_is_compared_as_it_stands_before_its_brackets_are_cut(typed: str, field: str) -> None:
    reading = read(["户编号", typed, "备注", "别的"], ["A", "x", None, None])
    assert reading.rows[0].values[field] == "x"


def test_columns_may_come_in_any_order() -> None:
    assert read(["备注", "村", "户编号"], ["注", "甲村", "A"]).rows[0].values["household"] == "A"


def test_a_missing_optional_column_has_its_default() -> None:
    layout = SheetLayout("表", (*PLAIN.columns, Column(header="状态", field="state", default="new")))
    assert read(["户编号", "村", "备注"], ["A", "甲村", None], layout=layout).rows[0].values["state"] == "new"


def test_an_unknown_column_is_warned_of_as_it_was_typed() -> None:
    reading = read(["序号", "户编号", "村", "备注", "照 片\n（张）"], [1, "A", "甲村", None, "有"])
    assert places(reading.warnings) == [(1, "照 片 （张）", "W-HEAD-UNKNOWN")]
    assert not reading.errors


def test_a_missing_required_column_refuses_the_sheet_but_other_cells_are_read() -> None:
    area = Column(header="面积", field="area", required=True)
    layout = SheetLayout("表", (*PLAIN.columns[1:], PLAIN.columns[0], area))
    reading = read(["面积", "村", "备注"], [None, "甲村", None], layout=layout)
    assert places(reading.errors) == [(1, "户编号", "R-HEAD-MISSING"), (2, "面积", "R-REQUIRED")]
    assert reading.is_refused
    assert not reading.rows[0].readable("household")


def test_two_columns_that_mean_the_same_refuse_the_sheet() -> None:
    reading = read(["户编号", "村", "备注", "说明"], ["A", "甲村", "注", "说"])
    assert places(reading.errors) == [(1, "备注", "R-HEAD-DUPLICATE")]
    assert "「备注」、「说明」" in reading.errors[0].message
    assert not reading.rows[0].readable("note")


def test_the_rows_of_a_sheet_without_a_header_are_counted_but_not_read() -> None:
    reading = read(["标题"], ["填报单位：某办"], ["A", "甲村"], ["合计", 2], ["B", "乙村"])
    assert [row.number for row in reading.rows] == [3, 5]
    assert not reading.rows[0].readable("household")


def test_sheets_are_found_by_name_or_synonym_and_others_are_warned_of() -> None:
    workbook = Workbook("x.xlsx", (sheet_of(), Sheet("汇总", ())))
    found, warnings = match_sheets(workbook, (PLAIN,))
    assert found["表"] is workbook.sheets[0]
    assert [problem.as_json()["sheet"] for problem in warnings] == ["汇总"]
    assert places(tuple(warnings)) == [(None, None, "W-SHEET-UNKNOWN")]


def test_of_two_sheets_that_mean_the_same_the_canonical_name_wins() -> None:
    workbook = Workbook("x.xlsx", (Sheet("表 格", ()), Sheet(" 表", ())))
    found, warnings = match_sheets(workbook, (PLAIN,))
    assert found["表"].name == " 表"
    assert [problem.where["sheet"] for problem in warnings] == ["表 格"]
