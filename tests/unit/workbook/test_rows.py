"""Rows: which count, which are skipped, and what merged cells give."""

from __future__ import annotations

import pytest
from tests.unit.workbook.sheets import PLAIN, places, read

from antu.platform.workbook import Sheet, read_sheet
from antu.platform.workbook.scan import Merge

HEAD: list[object] = ["序号", "户编号", "村", "备注"]


@pytest.mark.parametrize(
    "row",
    [
        [None, None, None, None],
        [None, " ", "\n", "　"],
        [7, None, None, None],
        [7, "-", "/", "——"],
        ["小计", None, None, None],
        ["合　计：", None, None, None],
        ["总计:", None, "3", None],
        [3, "累计", None, None],
        [None, "本页小计", None, None],
        [None, "本组合计", None, None],
        [None, "本村累计", None, None],
        [None, "本户 小计", None, None],
        [None, None, "合计", None],
        ["注：本表一式两份", None, None, None],
        ["说明: 见后", None, None, None],
        [None, None, "填表人：甲", None],
        ["制表人 甲", None, None, None],
        ["制表日期2023-01-01", None, None, None],
        ["审核人", None, None, None],
        ["填报单位：某办", None, None, None],
    ],
)
def test_a_row_without_a_record_is_skipped(row: list[object]) -> None:
    reading = read(HEAD, row, [1, "A", "甲村", None])
    assert [row.number for row in reading.rows] == [3]
    assert not reading.errors


@pytest.mark.parametrize(
    "row",
    [
        [1, None, "甲村", None],
        [None, None, "甲村", None],
        [1, None, None, "合计"],
        [None, None, "小计数", None],
        [None, None, "注意", None],
    ],
)
def test_a_row_with_anything_else_counts_and_needs_its_cells(row: list[object]) -> None:
    reading = read(HEAD, row)
    assert places(reading.errors) == [(2, "户编号", "R-REQUIRED")]


def test_a_merge_down_one_column_gives_its_value_to_the_rows_that_it_covers() -> None:
    rows = [HEAD, [1, "A", "甲村", None], [2, None, "乙村", None], [3, None, "丙村", None]]
    sheet = Sheet("表", rows, (Merge(2, 3, 2, 2),))  # type: ignore[arg-type]
    reading = read_sheet(sheet, PLAIN)
    assert [row.values["household"] for row in reading.rows] == ["A", "A", None]
    assert places(reading.errors) == [(4, "户编号", "R-REQUIRED")]


def test_a_merge_over_two_columns_gives_nothing_away() -> None:
    rows = [HEAD, [1, "A", None, "a"], [2, None, None, "b"]]
    sheet = Sheet("表", rows, (Merge(2, 3, 2, 3),))  # type: ignore[arg-type]
    assert places(read_sheet(sheet, PLAIN).errors) == [(3, "户编号", "R-REQUIRED")]


def test_a_row_is_blank_by_its_own_cells_though_a_merge_covers_it() -> None:
    rows = [HEAD, [1, "A", "甲村", None], [2, None, None, None], [None, None, None, None], [3, None, "乙村", None]]
    sheet = Sheet("表", rows, (Merge(2, 5, 2, 2),))  # type: ignore[arg-type]
    assert [row.number for row in read_sheet(sheet, PLAIN).rows] == [2, 5]


def test_a_merged_total_marks_each_row_that_it_covers() -> None:
    rows = [HEAD, [None, "合计", "1", None], [None, None, "2", None]]
    sheet = Sheet("表", rows, (Merge(2, 3, 2, 2),))  # type: ignore[arg-type]
    assert read_sheet(sheet, PLAIN).rows == ()


def test_a_merge_beyond_the_last_row_ends_there() -> None:
    sheet = Sheet("表", [HEAD, [1, "A", "甲村", None]], (Merge(2, 900_000, 2, 2), Merge(50, 60, 2, 2)))  # type: ignore[list-item]
    assert len(read_sheet(sheet, PLAIN).rows) == 1


def test_rows_say_what_was_given_and_what_could_be_read() -> None:
    row = read(HEAD, [1, "A", "-", None]).rows[0]
    assert row.has("household")
    assert not row.has("village")
    assert row.readable("village")
