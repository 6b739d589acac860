"""Each refusing rule and each warning, planted one at a time in a village that is otherwise in order."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.unit.register.village import LI, SUN, WANG, id_number, places, read, village

from antu.kernel.identity import id_check_character

NO_SUCH_DAY = "43020419700230931"


def test_the_village_itself_is_in_order(tmp_path: Path) -> None:
    reading = read(village(), tmp_path)
    assert places(reading.errors) == []
    assert places(reading.warnings) == []
    assert [subject.code for subject in reading.subjects] == ["H-1", "H-2", "J-1"]


REFUSED = [
    ("户", 0, "户主", None, "R-REQUIRED"),
    ("户", 0, "户主", "无", "R-REQUIRED"),
    ("户", 0, "身份证号", None, "R-REQUIRED"),
    ("户", 0, "银行户名", None, "R-REQUIRED"),
    ("户", 0, "镇街", "=A1", "R-FORMULA-ERROR"),
    ("户", 0, "身份证号", float(LI), "R-DIGITS-LOST"),
    ("户", 0, "身份证号", "4.30204E+17", "R-DIGITS-LOST"),
    ("户", 0, "银行账号", 6200009931199790202.0, "R-DIGITS-LOST"),
    ("户", 0, "身份证号", "430204700102931", "R-ID-FORMAT"),
    ("户", 0, "身份证号", 430204700102931, "R-ID-FORMAT"),
    ("户", 0, "身份证号", LI[:17] + ("0" if LI[17] != "0" else "1"), "R-ID-CHECKSUM"),
    ("户", 0, "身份证号", NO_SUCH_DAY + id_check_character(NO_SUCH_DAY), "R-ID-DATE"),
    ("户", 2, "统一社会信用代码", "N1430204MFGF7CGG28", "R-USCC-CHECKSUM"),
    ("户", 0, "银行账号", "620000120", "R-ACCOUNT-LENGTH"),
    ("户", 0, "安置方式", "住别墅", "R-CHOICE"),
    ("户", 0, "申领购房补助", "也许", "R-CHOICE"),
    ("户", 0, "对象类别", "企业", "R-CHOICE"),
    ("户", 0, "状态", "签了", "R-CHOICE"),
    ("户", 0, "签约日", "5/8/2023", "R-DATE"),
    ("户", 0, "签约日", date(2023, 5, 14), "R-DATE-ORDER"),
    ("户", 1, "申领购房补助", "是", "R-SUBSIDY-MODE"),
    ("人员", 0, "性别", "女", "R-SEX-ID-MISMATCH"),
    ("人员", 0, "出生日期", date(1970, 1, 3), "R-BIRTH-ID-MISMATCH"),
    ("人员", 0, "死亡日", date(1969, 12, 31), "R-DATE-ORDER"),
    ("人员", 1, "户口迁入日", date(1972, 3, 3), "R-DATE-ORDER"),
    ("人员", 1, "迁入原因", None, "R-MOVE-REASON"),
    ("人员", 1, "迁入原因", "未迁入过（出生登记）", "R-MOVE-REASON"),
    ("人员", 1, "身份证号", None, "R-REQUIRED"),
    ("人员", 1, "姓名", "-", "R-REQUIRED"),
    ("人员", 1, "人员编号", "p1", "R-DUPLICATE"),
    ("人员", 1, "户籍", "城里", "R-CHOICE"),
    ("房屋", 0, "认定面积", "约120", "R-NUMBER"),
    ("房屋", 0, "认定面积", "120 亩", "R-UNIT"),
    ("房屋", 0, "认定面积", -1, "R-NEGATIVE"),
    ("房屋", 0, "认定面积", 203.505, "R-AREA-PRECISION"),
    ("房屋", 0, "认定面积", 100_000_000, "R-RANGE"),
    ("房屋", 0, "层数", 2.5, "R-INTEGER"),
    ("房屋", 0, "建成日", "1998年", "R-DATE"),
    ("附属物", 0, "单位", "吨", "R-UNIT"),
    ("附属物", 0, "数量", "2 ㎡", "R-UNIT"),
    ("附属物", 0, "数量", "2.00005", "R-AREA-PRECISION"),
    ("附属物", 1, "附属物编号", "S1", "R-DUPLICATE"),
    ("青苗", 0, "名称", "人参", "R-CHOICE"),
    ("坟墓", 0, "座数", "1.5座", "R-INTEGER"),
    ("坟墓", 0, "户编号", "H-9", "R-ORPHAN"),
    ("坟墓", 0, "户编号", None, "R-REQUIRED"),
    ("地块", 0, "户编号", "H-1", "R-KIND"),
    ("地块", 0, "地类", "0101 旱地", "R-CHOICE"),
    ("房屋", 0, "户编号", "J-1", "R-KIND"),
    ("装修", 0, "户编号", "J-1", "R-KIND"),
]


@pytest.mark.parametrize("planted", REFUSED)
def test_a_refused_cell_is_named_with_its_rule(tmp_path: Path, planted: tuple[str, int, str, object, str]) -> None:
    sheet, row, column, cell, rule = planted
    book = village()
    book[sheet][row][column] = cell
    reading = read(book, tmp_path)
    assert places(reading.errors) == [(sheet, row + 2, column, rule)]
    assert not reading.is_rejected


def test_a_person_of_a_collective_is_refused(tmp_path: Path) -> None:
    book = village()
    book["人员"].append(book["人员"][1] | {"户编号": "J-1", "身份证号": id_number("19720304", "962")})
    assert places(read(book, tmp_path).errors) == [("人员", 5, "户编号", "R-KIND")]


def test_an_identity_number_in_an_earlier_row_of_the_same_sheet_is_refused(tmp_path: Path) -> None:
    book = village()
    book["人员"].append(book["人员"][0] | {"户编号": "H-2", "人员编号": "P2", "与户主关系": "其他"})
    assert places(read(book, tmp_path).errors) == [("人员", 5, "身份证号", "R-ID-DUPLICATE")]
    book = village()
    book["户"][1] |= {"身份证号": LI, "户主": "李明"}
    assert places(read(book, tmp_path).errors) == [("户", 3, "身份证号", "R-ID-DUPLICATE")]


def test_invalid_identity_numbers_are_not_compared(tmp_path: Path) -> None:
    book = village()
    bad = LI[:17] + ("0" if LI[17] != "0" else "1")
    book["人员"][0]["身份证号"] = book["人员"][1]["身份证号"] = bad
    assert {problem.rule for problem in read(book, tmp_path).errors} == {"R-ID-CHECKSUM"}


WARNED = [
    ("户", 0, "联系电话", "1990000", "W-PHONE"),
    ("户", 0, "联系电话", "19900001006转2", "W-PHONE"),
    ("户", 0, "银行账号", "6200009931199790203", "W-ACCOUNT-LUHN"),
    ("户", 0, "银行户名", "王芳", "W-PAYEE"),
    ("户", 0, "户主", "李鸣", "W-HEAD-MISMATCH"),
    ("户", 0, "身份证号", id_number("19700102", "951"), "W-HEAD-MISMATCH"),
    ("户", 0, "腾地日", date(2023, 5, 19), "W-DATE-ORDER"),
    ("房屋", 0, "测绘面积", 206.01, "W-AREA-EXCESS"),
    ("房屋", 0, "认定面积", 209.61, "W-AREA-EXCESS"),
    ("房屋", 0, "建成日", date(2023, 3, 1), "W-AFTER-NOTICE"),
    ("地块", 0, "亩数", 3.0001, "W-MU-MISMATCH"),
]


@pytest.mark.parametrize("planted", WARNED)
def test_a_doubtful_cell_is_warned_of_and_goes_in(tmp_path: Path, planted: tuple[str, int, str, object, str]) -> None:
    sheet, row, column, cell, rule = planted
    book = village()
    book[sheet][row][column] = cell
    reading = read(book, tmp_path)
    assert reading.errors == ()
    assert (sheet, row + 2, column, rule) in places(reading.warnings)
    others = {warning[3] for warning in places(reading.warnings)} - {rule}
    assert others <= {"W-PAYEE", "W-AREA-EXCESS"}  # a changed name or area is another doubt of its own
    assert len(reading.subjects) == 3


@pytest.mark.parametrize(
    "planted",
    [
        ("户", 0, "联系电话", "07312888888"),
        ("户", 0, "联系电话", "010-88888888"),
        ("户", 2, "银行账号", "8800760465644441"),
        ("户", 0, "银行户名", "李 明"),
        ("户", 0, "腾地日", date(2023, 5, 20)),
        ("户", 0, "签约日", date(2023, 5, 15)),
        ("房屋", 0, "测绘面积", 206),
        ("房屋", 0, "建成日", date(2023, 2, 28)),
        ("房屋", 1, "建成日", date(2023, 3, 2)),
        ("地块", 0, "亩数", None),
        ("人员", 0, "户口迁入日", None),
        ("人员", 1, "户口迁入日", date(1972, 3, 4)),
    ],
)
def test_what_lies_just_inside_a_bound_is_neither_refused_nor_warned_of(
    tmp_path: Path, planted: tuple[str, int, str, object]
) -> None:
    sheet, row, column, cell = planted
    book = village()
    book[sheet][row][column] = cell
    if column == "测绘面积":
        book[sheet][row]["认定面积"] = cell
    reading = read(book, tmp_path)
    assert places(reading.errors) == []
    assert places(reading.warnings) == []


def test_a_household_without_its_head_among_its_people_is_warned_of(tmp_path: Path) -> None:
    book = village()
    book["人员"][2]["与户主关系"] = "配偶"
    assert places(read(book, tmp_path).warnings) == [("户", 3, "户主", "W-HEAD-ABSENT")]


def test_people_whose_relation_cannot_be_read_leave_the_head_in_doubt_and_unsaid(tmp_path: Path) -> None:
    book = village()
    book["人员"][2]["与户主关系"] = "当家的"
    reading = read(book, tmp_path)
    assert places(reading.errors) == [("人员", 4, "与户主关系", "R-CHOICE")]
    assert reading.warnings == ()


def test_one_account_of_two_subjects_is_warned_of_at_the_later_row(tmp_path: Path) -> None:
    book = village()
    book["户"][1] |= {"银行户名": "孙强", "银行账号": "6200 0099 3119 9790 202"}
    assert places(read(book, tmp_path).warnings) == [("户", 3, "银行账号", "W-ACCOUNT-SHARED")]


def test_warnings_are_given_for_rejected_rows_too(tmp_path: Path) -> None:
    book = village()
    book["户"][0] |= {"户主": None, "联系电话": "1"}
    reading = read(book, tmp_path)
    assert "H-1" in reading.rejected_households
    assert ("户", 2, "联系电话", "W-PHONE") in places(reading.warnings)


def test_a_rule_between_cells_leaves_unreadable_cells_alone(tmp_path: Path) -> None:
    book = village()
    book["项目"][0]["签约期首日"] = "5/15/2023"
    book["户"][0]["签约日"] = date(2020, 1, 1)
    book["人员"][0] |= {"身份证号": WANG[:17] + "Y", "出生日期": date(1980, 1, 1)}
    assert places(read(book, tmp_path).errors) == [
        ("项目", 2, "签约期首日", "R-DATE"),
        ("人员", 2, "身份证号", "R-ID-FORMAT"),
    ]


def test_the_head_s_number_is_compared_with_his_own_row_only(tmp_path: Path) -> None:
    book = village()
    book["人员"][2]["身份证号"] = SUN
    assert read(book, tmp_path).warnings == ()
