"""Pieces of the report's prose."""

from datetime import date

import pytest

from antu.performance.domain.phrases import (
    full_day,
    in_brackets,
    listed,
    marked,
    month_day,
    numbered_parts,
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


def test_names_and_days() -> None:
    assert listed(["甲", "乙"]) == "甲、乙"
    assert month_day(date(2023, 6, 8)) == "6月8日"
    assert full_day(date(2023, 6, 8)) == "2023年6月8日"
