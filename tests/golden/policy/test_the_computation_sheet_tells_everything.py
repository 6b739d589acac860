from __future__ import annotations

import re
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from tests.golden.policy.calculator import calculate
from tests.golden.policy.shipped import HUNAN, SHIPPED, WUCHANG

from antu.policy import Pack, compute, read_facts
from antu.policy.cases import read_cases
from antu.policy.sheet import sheet_text


def sheet(pack: Pack, facts: Any, signed_on: date | None = None) -> str:
    read = read_facts(pack, facts, signed_on=signed_on)
    return sheet_text(pack, compute(pack, read), read)


def sheet_of(pack: Pack, case_id: str) -> str:
    return sheet(pack, next(case.facts for case in read_cases(pack) if case.id == case_id))


def test_the_head_names_subject_regulation_hash_and_the_notice() -> None:
    text = sheet_of(HUNAN, "HN-H1")
    for words in ("HN-H1", HUNAN.title, HUNAN.name, HUNAN.sha256, "合成标准", "【演示标准（合成），非任何机关发布】"):
        assert words in text
    assert f"【{WUCHANG.notice}】" in sheet_of(WUCHANG, "WC-30")
    assert "【测算】" not in text
    assert "【待会审】" not in text


def test_a_line_tells_what_was_counted_at_which_rate_under_which_clause() -> None:
    text = sheet_of(HUNAN, "HN-H1")
    assert "1. 房屋补偿（B1 砖混 二等 合法）：212,150.40 元" in text
    assert "算法：建筑面积 × 房屋补偿标准（按结构、等级）" in text
    assert "计算：216.48 × 980.00 = 212150.40" in text
    assert "标准：房屋补偿标准（砖混 二等） 980.00 元/㎡，见演示附件二" in text
    assert "安置人口 = 计入人数 + 独生子女增计人数 = 4 + 1 = 5 人" in text
    assert "应付合计：682,005.90 元（大写：陆拾捌万贰仟零伍元玖角整）" in text


def test_roundings_on_the_way_are_told_with_their_exact_value() -> None:
    text = sheet_of(HUNAN, "HN-L1")
    assert "折合亩数（面积 × 3 ÷ 2000）：12345.67 × 3 ÷ 2000 = 18.518505，四舍五入到 4 位小数得 18.5185" in text
    assert "单列（不付给本对象，不在应付合计内）：566,772.00 元（大写：伍拾陆万陆仟柒佰柒拾贰元整）" in text
    assert "35.15 × 14210 × 0.9 = 449533.35，四舍五入到 1 元，得 449533.00" in sheet_of(WUCHANG, "WC-30")


def test_each_member_is_told_with_rule_evidence_and_basis() -> None:
    text = sheet_of(HUNAN, "HN-EL1")
    assert "M2 子女：不计" in text
    assert "规则 E01：死亡日不晚于安置人口截止日（补偿安置公告日）" in text
    assert "证据：死亡证明、户籍注销；依据：农村集体经济组织法 17 条(一)" in text
    assert "M12 媳/婿：计入（规则为待会审，按会审结论）" in text
    assert "【待会审】有 2 名人员的安置资格待会审" in text


def test_an_estimate_and_a_debt_are_marked() -> None:
    case = next(case for case in read_cases(HUNAN) if case.id == "HN-H1")
    assert "【测算】假定 2023-07-01 签约，不是核定，不作付款依据。" in sheet(HUNAN, case.facts, date(2023, 7, 1))
    assert "应收合计（由被征收人支付）" in sheet_of(WUCHANG, "WC-OWES")


@pytest.mark.parametrize("name", SHIPPED)
def test_every_printed_calculation_comes_out_on_a_pocket_calculator(name: str) -> None:
    pack, checked = SHIPPED[name].pack, 0
    for case in read_cases(pack):
        for found in re.finditer(
            r"计算：([^=\n]+) = (-?[\d./]+)", sheet(pack, case.facts) if case.items is not None else ""
        ):
            assert calculate(found[1]) == Fraction(found[2])
            checked += 1
    assert checked > 90
