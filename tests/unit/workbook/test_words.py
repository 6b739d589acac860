"""Codes, names, texts, choices and marks."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from tests.unit.workbook.sheets import read_cell

from antu.platform.workbook import Choice, Column, ColumnType

CODE = Column(header="户编号", field="v", type=ColumnType.CODE, length_max=20)
NAME = Column(header="户主", field="v", type=ColumnType.NAME)
TEXT = Column(header="备注", field="v")
PHONE = Column(header="电话", field="v", type=ColumnType.PHONE)
MARK = Column(header="常住", field="v", type=ColumnType.BOOL, default=False)
GRADE = Column(
    header="等级", field="v", type=ColumnType.CHOICE,
    choices=(Choice("g1", "一等", ("一级", "1")), Choice("g2", "二 等", ("Ⅱ",))),
)  # fmt: skip
LAND = Column(
    header="地类", field="v", type=ColumnType.CHOICE, choices=(Choice("0101", "水田"), Choice("0103", "旱地"))
)


@pytest.mark.parametrize(
    ("raw", "column", "value"),
    [
        (" ＸＴＤＱ－００５\n", CODE, "XTDQ-005"),
        ("xtdq—011", CODE, "XTDQ-011"),
        ("无", CODE, "无"),
        (Decimal(7), CODE, "7"),
        ("黎　红静", NAME, "黎红静"),
        ("陈 明  Smith", NAME, "陈 明 Smith"),
        ("张三（小）", NAME, "张三（小）"),
        ("甲１", NAME, "甲1"),
        (" 一组\n 85 号", TEXT, "一组 85 号"),
        (Decimal(85), TEXT, "85"),
        (date(2023, 5, 8), TEXT, "2023-05-08"),
        (True, TEXT, "TRUE"),
        ("无", TEXT, None),
        ("199-0000 1006", PHONE, "19900001006"),
        (Decimal(19900001006), PHONE, "19900001006"),
        ("无", PHONE, None),
    ],
)
def test_words_are_kept_in_one_form(raw: object, column: Column, value: object) -> None:
    assert read_cell(raw, column) == (value, None)


def test_a_text_longer_than_its_column_is_refused() -> None:
    assert read_cell("A" * 21, CODE) == (None, "R-RANGE")


@pytest.mark.parametrize("raw", ["一等", " 一 级", "g1", "G1", "１", Decimal(1), "1"])
def test_a_choice_is_read_as_label_code_or_synonym(raw: object) -> None:
    assert read_cell(raw, GRADE) == ("g1", None)


@pytest.mark.parametrize(("raw", "code"), [("二等", "g2"), ("II", "g2"), ("ⅱ", "g2")])
def test_choices_are_compared_after_nfkc_without_space_in_any_case(raw: str, code: str) -> None:
    assert read_cell(raw, GRADE) == (code, None)


@pytest.mark.parametrize("raw", ["三等", "无", "一等房", True, Decimal(3)])
def test_a_word_that_is_not_in_the_list_is_refused(raw: object) -> None:
    assert read_cell(raw, GRADE) == (None, "R-CHOICE")


@pytest.mark.parametrize(
    "raw",
    [
        "0101",
        "水田",
        "0101 水田",
        "0101水田",
        "０１０１　水田",
        "101",
        Decimal(101),
        "101 水田",
        "0101-水田",
        "0101（水田）",
    ],
)
def test_a_numbered_choice_is_read_as_code_label_or_both(raw: object) -> None:
    assert read_cell(raw, LAND) == ("0101", None)


@pytest.mark.parametrize("raw", ["0101 旱地", "0102", "101 旱地", "0101 0103 水田", "10101", Decimal("101.5")])
def test_a_numbered_choice_that_contradicts_itself_is_refused(raw: object) -> None:
    assert read_cell(raw, LAND) == (None, "R-CHOICE")


@pytest.mark.parametrize(
    "raw", ["是", "√", "✓", "✔", "有", "Y", "y", "yes", "YES", "TRUE", "true", "1", "１", Decimal(1), True]
)
def test_marks_of_yes(raw: object) -> None:
    assert read_cell(raw, MARK) == (True, None)


@pytest.mark.parametrize(
    "raw", ["否", "×", "✗", "✘", "X", "x", "无", "N", "no", "FALSE", "0", Decimal(0), False, None, "-"]
)
def test_marks_of_no(raw: object) -> None:
    assert read_cell(raw, MARK) == (False, None)


@pytest.mark.parametrize("raw", ["2", "待定", "是的", Decimal(2)])
def test_another_mark_is_refused(raw: object) -> None:
    assert read_cell(raw, MARK) == (None, "R-CHOICE")
