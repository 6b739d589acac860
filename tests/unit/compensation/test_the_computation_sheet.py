from __future__ import annotations

from copy import deepcopy
from datetime import date
from typing import Any

import pytest

from antu.compensation.domain.sheet import sheet_of
from antu.policy import compute, read_facts, shipped_shelf
from antu.policy.computation import RateRead
from antu.policy.sheet import rate_words

FACTS: dict[str, Any] = {
    "subject": {"id": "JX-1", "kind": "household", "mode": "cash", "vacated_on": "2023-06-20"},
    "project": {
        "land": "collective",
        "zone": "I",
        "notice_on": "2023-03-01",
        "population_cutoff_on": "2023-04-20",
        "sign_start_on": "2023-05-08",
        "vacate_by_on": "2023-06-30",
    },
    "members": [
        {
            "id": "P1",
            "relation": "head",
            "hukou": "local_collective",
            "born_on": "1960-01-01",
            "has_contract_land": True,
        },
        {"id": "P2", "relation": "spouse", "hukou": "local_collective", "born_on": "1961-01-01"},
    ],
    "buildings": [
        {
            "id": "F1",
            "structure": "brick_concrete",
            "grade": "g2",
            "area_m2": "216.48",
            "legality": "legal",
            "built_on": "1999-01-01",
        },
        {
            "id": "F2",
            "structure": "simple",
            "grade": "g3",
            "area_m2": "12.5",
            "legality": "illegal",
            "built_on": "2010-01-01",
        },
    ],
}


def answer(facts: dict[str, Any] = FACTS) -> dict[str, Any]:
    pack = shipped_shelf().get("hunan-demo-2023")
    return compute(pack, read_facts(pack, deepcopy(facts), signed_on=date(2023, 5, 12))).as_json(full=True)


def test_lines_are_numbered_through_and_grouped_by_category() -> None:
    sheet = sheet_of(answer())
    assert [line.number for line in sheet.lines] == sorted(line.number for line in sheet.lines)
    assert [group.heading[:1] for group in sheet.groups] == ["一", "二"]
    assert {line.code for line in sheet.groups[1].lines} == {"house_refused"}


def test_the_subtotals_of_what_is_payable_come_to_the_total() -> None:
    sheet = sheet_of(answer())
    assert sheet.groups[0].subtotal == sheet.payable


def test_a_line_prints_words_above_numbers_and_the_rate_with_its_clause() -> None:
    house = sheet_of(answer()).lines[0]
    assert house.label == "房屋补偿"
    assert house.working == "216.48 × 980.00"
    assert str(house.amount) == "212150.40"
    assert any("980.00 元/㎡" in basis and "演示附件二" in basis for basis in house.basis)
    assert "砖混" in house.row_words


def test_every_line_opens_to_its_rates_its_result_and_the_formula_of_the_pack() -> None:
    for line in sheet_of(answer()).lines:
        names = [step.name for step in line.steps]
        assert names[-1] == "办法原式"
        assert "结果" in names
        assert [step.is_code for step in line.steps].count(True) == 1


def test_only_an_amount_that_rounding_moved_says_so() -> None:
    facts = deepcopy(FACTS)
    facts["buildings"][0]["area_m2"] = "0.0101"
    rounded = sheet_of(answer(facts)).lines[0]
    assert rounded.working == "0.0101 × 980.00"
    assert str(rounded.amount) == "9.90"
    assert rounded.note.startswith("四舍五入")
    assert sheet_of(answer()).lines[0].note == ""


def test_a_number_that_is_a_result_itself_says_where_it_comes_from() -> None:
    moving = next(line for line in sheet_of(answer()).lines if line.code == "moving")
    assert any("600.00" in words for words in moving.inner) or "600.00" in moving.working


def test_members_are_told_with_rule_evidence_and_basis() -> None:
    counted = {each.row: each for each in sheet_of(answer()).counted}
    assert counted["P1"].decision == "include"
    assert counted["P1"].basis
    assert counted["P2"].decision == "review"
    assert sheet_of(answer()).is_draft


def test_a_panel_that_decided_is_named() -> None:
    facts = deepcopy(FACTS)
    facts["members"][1]["review_decision"] = "include"
    sheet = sheet_of(answer(facts))
    assert [each.is_by_panel for each in sheet.counted] == [False, True]
    assert not sheet.is_draft


def test_a_line_that_moved_shows_what_it_was() -> None:
    sheet = sheet_of(answer(), {("house", "F1"): "200,000.00"})
    assert [line.before for line in sheet.lines if line.code == "house"] == ["200,000.00"]
    assert {line.before for line in sheet.lines if line.code != "house"} == {None}


@pytest.mark.parametrize(
    ("label", "keys", "unit", "clause", "words"),
    [
        ("房屋补偿标准", ["砖混", "二等"], "元/㎡", "附件二", "房屋补偿标准（砖混、二等） 980.00 元/㎡，见附件二"),
        ("", ["每人每次搬家费"], "元/人·次", "", "每人每次搬家费 980.00 元/人·次"),
        ("保底", [], "", "第三条", "保底 980.00，见第三条"),
    ],
)
def test_a_rate_reads_as_people_cite_it(label: str, keys: list[str], unit: str, clause: str, words: str) -> None:
    rate = RateRead("rates", label, tuple(keys), tuple(keys), "amount", "980.00", unit, clause)
    assert rate_words(rate) == words
    assert RateRead.from_json(rate.as_json()) == rate
