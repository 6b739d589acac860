"""What offices really send goes in without a word: other names, and mess above, between and inside cells."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from tests.unit.register.records import RecordsAtHand
from tests.unit.register.village import LI, SHELF, Book, counts, places, read, village, write

from antu.households.domain.columns import SHEETS
from antu.households.domain.reading import read_register


def renamed(book: Book, sheet: str, old: str, new: str) -> Book:
    return book | {sheet: [{new if name == old else name: cell for name, cell in row.items()} for row in book[sheet]]}


SHEET_NAMES = [(layout.name, name) for layout in SHEETS.values() for name in layout.also]
HEADERS = [
    (layout.name, column.header, name)
    for layout in SHEETS.values()
    for column in layout.columns
    for name in column.also
    if name != "建筑面积㎡"
]


@pytest.mark.parametrize(("sheet", "name"), [*SHEET_NAMES, ("户", " 户 表")])
def test_a_sheet_is_known_by_its_other_names(tmp_path: Path, sheet: str, name: str) -> None:
    book = {name if each == sheet else each: rows for each, rows in village().items()}
    reading = read(book, tmp_path)
    assert places(reading.errors + reading.warnings) == []
    assert len(reading.subjects) == 3


@pytest.mark.parametrize(("sheet", "header", "name"), HEADERS)
def test_a_column_is_known_by_its_other_names(tmp_path: Path, sheet: str, header: str, name: str) -> None:
    reading = read(renamed(village(), sheet, header, name), tmp_path)
    assert places(reading.errors + reading.warnings) == []
    assert len(reading.subjects) == 3


@pytest.mark.parametrize("name", ["认定面积（㎡）", "认 定\n面积*", "建筑面积(㎡)", "认定面积：", "*认定面积【必填】"])
def test_a_header_with_units_marks_and_line_breaks_is_known(tmp_path: Path, name: str) -> None:
    assert places(read(renamed(village(), "房屋", "认定面积", name), tmp_path).errors) == []


@pytest.mark.parametrize("name", ["面积㎡", "面积(㎡)", "面积（平方米）", "地块面积"])
def test_the_two_areas_of_a_parcel_are_told_apart(tmp_path: Path, name: str) -> None:
    book = renamed(renamed(village(), "地块", "面积", name), "地块", "亩数", "面积（亩）")
    reading = read(book, tmp_path)
    assert places(reading.errors + reading.warnings) == []
    assert reading.subjects[2].of("parcel")[0].values["area_mu"] == Decimal(3)


def test_unknown_sheets_and_columns_are_warned_of_and_ignored(tmp_path: Path) -> None:
    book = village() | {"汇总": [{"户数": 3}]}
    book["户"][0]["档案 柜号"] = "A-1"
    reading = read(book, tmp_path)
    assert places(reading.warnings) == [
        ("户", 1, "档案 柜号", "W-HEAD-UNKNOWN"),
        ("汇总", None, None, "W-SHEET-UNKNOWN"),
    ]
    assert len(reading.subjects) == 3


def test_sheets_may_come_in_any_order_and_hidden(tmp_path: Path) -> None:
    path = write(dict(reversed(list(village().items()))), tmp_path / "a.xlsx")
    workbook = openpyxl.load_workbook(path)
    workbook["户"].sheet_state = "hidden"
    workbook["人员"].row_dimensions[3].hidden = True
    workbook["人员"].column_dimensions["C"].hidden = True
    workbook.save(path)
    assert len(read_register(path, SHELF, RecordsAtHand()).subjects) == 3


def messy(path: Path) -> Path:
    """The village with a title, 序号, merged 户编号, totals, notes and blank rows."""
    workbook = openpyxl.load_workbook(write(village(), path))
    sheet = workbook["人员"]
    sheet.insert_cols(1)
    sheet.cell(1, 1, "序 号")
    for row in range(2, 5):
        sheet.cell(row, 1, row - 1)
    sheet.cell(3, 2).value = None
    sheet.insert_rows(1, 3)
    sheet.cell(1, 1, "测试项目 人员台账")
    sheet.merge_cells("A1:H1")
    sheet.cell(2, 1, "填报单位：青禾街道")
    sheet.merge_cells("B5:B6")
    sheet.insert_rows(7)
    sheet.cell(7, 2, "小 计：")
    sheet.cell(7, 4, "=COUNTA(D5:D6)")
    for row, text in ((10, "合计"), (11, None), (13, "注：示例"), (14, "填表人：甲"), (15, 99)):
        sheet.cell(row, 1, text)
    workbook.save(path)
    return path


def test_titles_totals_notes_and_merged_numbers_are_understood(tmp_path: Path) -> None:
    reading = read_register(messy(tmp_path / "a.xlsx"), SHELF, RecordsAtHand())
    assert places(reading.errors + reading.warnings) == []
    assert counts(reading)["人员"] == (3, 3, 0)
    assert [child.row for child in reading.subjects[0].of("person")] == [5, 6]


def test_an_empty_cell_that_is_not_merged_is_carried_down_from_nowhere(tmp_path: Path) -> None:
    book = village()
    book["人员"][1]["户编号"] = None
    assert places(read(book, tmp_path).errors) == [("人员", 3, "户编号", "R-REQUIRED")]


CELLS = [
    ("户", 0, "户编号", " ｈ—１\n", "code", "H-1"),
    ("户", 0, "户主", "李　明", "head_name", "李明"),
    ("户", 0, "身份证号", f"'{LI[:6]} {LI[6:14]} {LI[14:].lower()}", "id_number", LI),
    ("户", 0, "联系电话", 19900001006, "phone", "19900001006"),
    ("户", 0, "坐落", " 一组\n 85号 ", "address", "一组 85号"),
    ("户", 0, "村(居)", "——", None, "R-REQUIRED"),
    ("户", 0, "签约日", "2023年 5月20日\n", "signed_on", date(2023, 5, 20)),
    ("户", 0, "签约日", 20230520, "signed_on", date(2023, 5, 20)),
    ("户", 0, "签约日", 45066, "signed_on", date(2023, 5, 20)),
    ("户", 0, "签约日", "无", "signed_on", None),
    ("户", 0, "银行账号", "`6200-0099 31199790202", "account_no", "6200009931199790202"),
    ("户", 0, "申领购房补助", True, "purchase_subsidy_claimed", True),
    ("户", 0, "申领购房补助", None, "purchase_subsidy_claimed", False),
    ("户", 0, "对象类别", None, "kind", "household"),
    ("户", 0, "安置方式", "货币补偿", "mode", "cash"),
    ("户", 0, "安置方式", "/", "mode", "cash"),
    ("户", 0, "状态", "已支付", "status", "compensated"),
    ("户", 0, "备注", "无", "note", None),
]


@pytest.mark.parametrize("planted", CELLS)
def test_a_cell_of_a_subject_is_made_regular(
    tmp_path: Path, planted: tuple[str, int, str, object, str | None, object]
) -> None:
    sheet, row, column, cell, field, kept = planted
    book = village()
    book[sheet][row][column] = cell
    reading = read(book, tmp_path)
    if field is None:
        assert places(reading.errors) == [(sheet, row + 2, column, kept)]
        return
    subject = reading.subjects[0]
    assert places(reading.errors) == []
    assert (subject.code if field == "code" else subject.values[field]) == kept


@pytest.mark.parametrize(
    "planted",
    [
        ("人员", "person", 0, "与户主关系", "本人", "relation", "head"),
        ("人员", "person", 0, "性别", "MALE", "sex", "male"),
        ("人员", "person", 0, "迁入原因", None, "move_in_reason", "none"),
        ("人员", "person", 0, "出生日期", 25570, "born_on", date(1970, 1, 2)),
        ("房屋", "building", 0, "等级", 2, "grade", "g2"),
        ("房屋", "building", 0, "认定面积", "２０３．５０ 平方米", "area_m2", Decimal("203.5")),
        ("房屋", "building", 0, "层数", "2层", "floors", 2),
        ("房屋", "building", 0, "登记面积", "无", "registered_m2", None),
        ("附属物", "fixture", 1, "名称", "砖围墙", "kind", "enclosure_wall"),
        ("附属物", "fixture", 1, "单位", None, "unit", "㎡"),
        ("附属物", "fixture", 1, "单位", "M2", "unit", "㎡"),
        ("附属物", "fixture", 1, "数量", "1,035.5㎡", "quantity", Decimal("1035.5")),
        ("附属物", "fixture", 0, "数量", "２ 口", "quantity", Decimal(2)),
        ("附属物", "fixture", 0, "预公告前已存在", None, "before_notice", True),
        ("青苗", "crop", 0, "名称", "水稻(一季)", "kind", "rice_single"),
        ("坟墓", "grave", 0, "座数", "3.0", "count", 3),
    ],
)
def test_a_cell_of_a_household_s_rows_is_made_regular(
    tmp_path: Path, planted: tuple[str, str, int, str, object, str, object]
) -> None:
    sheet, key, row, column, cell, field, kept = planted
    book = village()
    book[sheet][row][column] = cell
    reading = read(book, tmp_path)
    assert places(reading.errors) == []
    assert reading.subjects[0].of(key)[row].values[field] == kept


@pytest.mark.parametrize("cell", [101, "101", "0101", "水田", "0101 水田", "０１０１水田"])
def test_a_land_class_gets_its_leading_zero_back(tmp_path: Path, cell: object) -> None:
    book = village()
    book["地块"][0]["地类"] = cell
    assert read(book, tmp_path).subjects[2].of("parcel")[0].values["land_class"] == "0101"


def test_a_workbook_with_the_1904_date_base_gives_the_same_days(tmp_path: Path) -> None:
    book = village()
    book["户"][0]["签约日"] = 45066 - 1462
    path = write(book, tmp_path / "a.xlsx", date_1904=True)
    reading = read_register(path, SHELF, RecordsAtHand())
    assert places(reading.errors) == []
    assert reading.subjects[0].values["signed_on"] == date(2023, 5, 20)
    assert reading.subjects[0].values["vacated_on"] == date(2023, 6, 1)
    assert reading.project is not None
    assert reading.project.values["notice_on"] == date(2023, 3, 1)
