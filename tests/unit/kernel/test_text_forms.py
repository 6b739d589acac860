"""What people type is kept in one normal form, and compared in another."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from antu.kernel.text import (
    code_form,
    comparable,
    comparable_name,
    entries,
    header_form,
    header_without_brackets,
    name_form,
    text_form,
)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (" xtq－001 ", "XTQ-001"),
        ("ＸＴＱ—００１", "XTQ-001"),
        ("a–b‐c−d", "A-B-C-D"),
        ("户\u3000 0\n1", "户01"),
        ("\ufeffA1\u200b", "A1"),
    ],
)
def test_a_code_has_no_space_one_dash_and_capitals(typed: str, kept: str) -> None:
    assert code_form(typed) == kept


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("张 三", "张三"),
        ("张\u3000三\n", "张三"),
        ("张三（小）", "张三（小）"),
        ("Ａli  Ｋhan", "Ali Khan"),
        ("第１村民 小组", "第1村民小组"),
        ("买买提·艾力", "买买提·艾力"),
    ],
)
def test_a_name_keeps_its_chinese_brackets_and_loses_its_spaces(typed: str, kept: str) -> None:
    assert name_form(typed) == kept


def test_names_are_compared_whatever_the_width_of_their_brackets() -> None:
    assert comparable_name("张三（小）") == comparable_name("张 三(小)")
    assert comparable_name("张三") != comparable_name("张山")


def test_a_text_is_trimmed_and_its_white_space_is_one_space() -> None:
    assert text_form(" 东至\u3000路，\n\n西至 河（旧） ") == "东至 路，西至 河（旧）".replace("，西", "， 西")


def test_choices_are_compared_in_any_width_case_and_spacing() -> None:
    assert comparable("Ⅰ 区片") == comparable("i区片")
    assert comparable("ＹＥＳ") == comparable("yes")
    assert comparable("媳／婿") == comparable("媳/婿")


@pytest.mark.parametrize(
    ("typed", "form", "bare"),
    [
        ("* 户 主：", "户主", "户主"),
        ("建筑面积\n（㎡）", "建筑面积(m2)", "建筑面积"),
        ("村(居)", "村(居)", "村"),
        ("备 注", "备注", "备注"),
        ("＊面积［亩］：", "面积[亩]", "面积"),
        ("户主*（必填）", "户主*(必填)", "户主"),
        ("数量【按[表(一)]】", "数量【按[表(一)]】", "数量"),
    ],
)
def test_a_header_is_compared_as_it_is_and_then_without_brackets(typed: str, form: str, bare: str) -> None:
    assert header_form(typed) == form
    assert header_without_brackets(typed) == bare


@given(st.text("户主李 \u3000\n*:：（）()[]【】aＡ1１-—㎡"))
def test_a_normal_form_is_its_own_normal_form(typed: str) -> None:
    for form in (text_form, name_form, header_form, header_without_brackets):
        assert form(form(typed)) == form(typed)


@pytest.mark.parametrize(
    ("typed", "each"),
    [
        ("青禾街道、云岭街道", ["青禾街道", "云岭街道"]),
        ("青禾街道，云岭街道,河东镇；河西镇;", ["青禾街道", "云岭街道", "河东镇", "河西镇"]),
        (" 青禾街道 ", ["青禾街道"]),
        ("、", []),
        ("", []),
    ],
)
def test_a_cell_may_list_several_entries(typed: str, each: list[str]) -> None:
    assert entries(typed) == each
