from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from tests.unit.policy.small_pack import Change, computed, facts, small, with_item

from antu.kernel.money import Money
from antu.policy import BadFacts, compute, read_facts
from antu.policy.pack import Rounding


def test_the_answer_has_the_keys_of_the_command_line_and_no_others() -> None:
    answer = computed().as_json()
    assert list(answer) == ["pack", "subject", "derived", "items", "totals", "eligibility"]
    assert answer["pack"] == {"id": "small", "version": "1", "sha256": small().sha256, "status": "synthetic"}
    assert answer["derived"] == {"counted": "1", "total_m2": "10.01", "day": "10"}
    assert answer["items"][0] == {
        "code": "house",
        "row": "H1",
        "label": "房屋",
        "category": "household",
        "formula": 'area_m2 * rate("house_rate", structure)',
        "working": "10.01 × 100.00",
        "quantity": "10.01",
        "unit": "㎡",
        "rate": "100.00",
        "clause": "第四条",
        "amount": "1001.00",
    }
    assert set(answer["items"][1]) == {"code", "label", "category", "formula", "working", "clause", "amount"}
    assert answer["totals"] == {
        "household": "1601.20",
        "collective": "0.00",
        "separate": "0.00",
        "memo": "0.00",
        "payable": "1601.20",
    }


def test_a_kept_answer_has_words_columns_and_traces_too() -> None:
    kept = computed().as_json(full=True)["items"][0]
    assert kept["settlement_column"] == "主体补偿"
    assert kept["row_words"] == "砖"
    assert kept["rounding"] == "四舍五入到 0.01 元"
    assert kept["trace"]["rates"][0]["clause"] == "附表一"


def test_lines_come_in_the_order_of_items_and_of_rows() -> None:
    houses = [{"id": name, "structure": "wood", "area_m2": "1"} for name in ("H9", "H1", "H5")]
    assert [line.key for line in computed(houses=houses).lines] == [
        "house/H9",
        "house/H1",
        "house/H5",
        "moving",
        "reward",
    ]


def test_a_line_whose_condition_fails_is_not_there_and_one_of_nought_is() -> None:
    item = with_item("0", when="counted > 1")
    assert "extra" not in [line.code for line in computed(item).lines]
    two = computed(item, people=[{"id": "P1"}, {"id": "P2"}]).lines
    assert [str(line.amount) for line in two if line.code == "extra"] == ["0.00"]


@pytest.mark.parametrize(
    ("category", "column", "payable"),
    [("household", "其他", "1606.20"), ("collective", "青苗", "1606.20"), ("separate", "社保费(单列)", "1601.20")],
)
def test_payable_is_household_and_collective_together(category: str, column: str, payable: str) -> None:
    found = computed(with_item("5", category=category, settlement_column=column))
    assert str(found.payable) == payable
    assert found.payable == found.totals["household"] + found.totals["collective"]
    assert Money.total(found.totals[name] for name in ("household", "collective", "separate")) == Money.parse("1606.20")


def test_a_deduction_makes_a_negative_amount_and_may_turn_the_total() -> None:
    found = computed(with_item("-5000.005"))
    assert str(found.lines[0].amount) == "-5000.01"
    assert str(found.payable) == "-3398.81"


@pytest.mark.parametrize(
    ("to", "yuan", "amount"),
    [
        ("0.01", "2.345", "2.35"),
        ("0.01", "-2.345", "-2.35"),
        ("0.1", "2.35", "2.40"),
        ("1", "-0.5", "-1.00"),
        ("1", "0.49", "0.00"),
        ("10", "15", "20.00"),
        ("100", "49.99", "0.00"),
    ],
)
def test_rounding_is_half_up_on_the_magnitude_to_its_step(to: str, yuan: str, amount: str) -> None:
    assert str(Rounding(Decimal(to)).apply(Decimal(yuan))) == amount


def test_totals_add_rounded_lines() -> None:
    thirds = ("items.yaml", "amount: area_m2 * rate", "amount: area_m2 / 3 * rate")
    houses = [{"id": f"H{number}", "structure": "brick", "area_m2": "0.01"} for number in range(3)]
    found = computed(thirds, houses=houses, people=[])
    assert [str(line.amount) for line in found.lines[:3]] == ["0.33", "0.33", "0.33"]
    assert found.payable == Money.total(line.amount for line in found.lines)


def test_the_same_facts_give_the_same_answer_and_are_left_alone() -> None:
    pack = small()
    read = read_facts(pack, facts())
    before = replace(read)
    assert compute(pack, read) == compute(pack, read)
    assert read == before
    assert "decision" not in read.tables["people"][0]


@pytest.mark.parametrize(
    ("change", "what"),
    [
        (with_item("1", when="1 / counted > 0"), "补偿项「另项」的条件"),
        (with_item("1", quantity="1 / counted"), "「另项」的数量"),
        (with_item("1", rate="1 / counted"), "「另项」的单价"),
        (("eligibility.yaml", "when: local", "when: 1 / subject.total_m2 > 0"), "认定规则「A2」"),
        (("pack.yaml", "subject.signed_on < project.notice_on", "1 / count(houses) > 3"), "检查「签约日早于公告日」"),
    ],
)
def test_a_condition_that_has_no_answer_is_told_like_an_amount(change: Change, what: str) -> None:
    pack = small(change)
    without = facts(houses=[], people=[] if "counted" in change[2] else [{"id": "P1"}])
    with pytest.raises(BadFacts, match="除数为 0") as caught:
        compute(pack, read_facts(pack, without))
    assert [problem.rule for problem in caught.value.problems] == ["F-UNCOMPUTABLE"]
    assert what in str(caught.value)
