"""Pieces of the report's prose."""

import pytest

from antu.performance.domain.phrases import (
    enumerated,
    in_brackets,
    listed,
    marked,
    numbered_parts,
    plain_number,
    sentence,
    titled,
)


@pytest.mark.parametrize("text", ["已完成", "已完成。", " 已完成；", "已完成。。"])
def test_a_sentence_ends_in_one_full_stop(text: str) -> None:
    assert sentence(text) == "已完成。"


def test_a_text_in_one_cell_is_cut_at_its_numbers() -> None:
    assert numbered_parts("（一）管理。 （二）宣传（含解释）。（十一）其他。") == [
        "（一）管理。",
        "（二）宣传（含解释）。",
        "（十一）其他。",
    ]
    assert numbered_parts("一句话") == ["一句话"]
    assert numbered_parts("") == []


def test_a_document_has_its_marks_once() -> None:
    assert titled("规程") == titled("《规程》") == "《规程》"


def test_brackets_hold_only_what_is_said() -> None:
    assert in_brackets("", "8户", "") == "（8户）"
    assert in_brackets("", "") == ""


def test_an_invented_record_says_so() -> None:
    assert marked("学习会", is_sample=True) == "学习会（示例）"
    assert marked("学习会", is_sample=False) == "学习会"
    assert marked("示例片区", is_sample=True) == "示例片区"


def test_several_doings_are_numbered_and_a_single_one_stands_alone() -> None:
    assert enumerated(["统一思想。", "规范流程"]) == "一是统一思想；二是规范流程。"
    assert enumerated(["统一思想"]) == "统一思想。"
    assert enumerated([]) == ""
    assert enumerated(["结算"] * 100) == "；".join(["结算"] * 100) + "。"


def test_list_numbers_are_written_as_people_say_them() -> None:
    assert [plain_number(number) for number in (1, 9, 10, 11, 20, 45)] == ["一", "九", "十", "十一", "二十", "四十五"]


def test_names_are_listed() -> None:
    assert listed(["甲", "乙"]) == "甲、乙"
