"""Sums, winners, bands and quarters of a comparison add up, to the fen, whoever is counted."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

import hypothesis.strategies as st
from hypothesis import given

from antu.kernel.money import Money
from antu.policy import shipped_shelf
from antu.simulation.domain.amending import amended_pack, rate_cells, read_amendments
from antu.simulation.domain.comparing import Amounts, Comparison, Who, quarter_of, scaled_json

AGAINST = shipped_shelf().get("hunan-demo-2023")
PACK = amended_pack(AGAINST, read_amendments(AGAINST, [("1", rate_cells(AGAINST)[0].name, "3")]))
PAYABLE = [item.code for item in AGAINST.items if item.category in {"household", "collective"}]
SEPARATE = [item.code for item in AGAINST.items if item.category == "separate"]
VACATING = [item.code for item in AGAINST.items if item.settlement_column == "腾地奖"]


def someone(number: int = 1, **changes: Any) -> Who:
    known: dict[str, Any] = {
        "subject": f"H-{number}",
        "kind": "household",
        "town": "甲镇",
        "project": "P",
        "signed_on": date(2023, 5, 20),
        "vacated_on": date(2023, 8, 1),
        "is_signed": True,
        "key": number,
    }
    return Who(**known | changes)


def owed(items: Mapping[str, int], separate: Mapping[str, int] | None = None, **sizes: Any) -> Amounts:
    apart = separate or {}
    return Amounts(sum(items.values()), sum(apart.values()), {**items, **apart}, **sizes)


def compared(*pairs: tuple[Who, Amounts, Amounts]) -> Comparison:
    comparison = Comparison(PACK, AGAINST)
    for who, pack, against in pairs:
        comparison.add(who, pack, against)
    return comparison


def fen(text: str) -> int:
    return Money.parse(text).fen


AMOUNTS = st.dictionaries(st.sampled_from(PAYABLE), st.integers(-(10**10), 10**12), max_size=6).map(owed)
WHOS = st.builds(
    someone,
    st.integers(1, 99),
    kind=st.sampled_from(["household", "collective"]),
    town=st.sampled_from(["甲镇", "乙镇", None]),
    signed_on=st.dates(date(2022, 1, 1), date(2024, 12, 31)),
    vacated_on=st.none() | st.dates(date(2022, 1, 1), date(2025, 12, 31)),
)


@given(st.lists(st.tuples(WHOS, AMOUNTS, AMOUNTS), max_size=40))
def test_every_table_adds_to_the_total(pairs: list[tuple[Who, Amounts, Amounts]]) -> None:
    told = compared(*pairs).as_json()
    for side in ("pack", "against", "difference"):
        total = fen(told["totals"][side])
        for table in ("items", "towns", "kinds", "bands", "quarters"):
            rows = [each for each in told[table] if each.get("category") in {None, "household", "collective"}]
            assert sum(fen(each[side]) for each in rows) == total, (table, side)
    moved = sum(fen(told[side]["amount"]) for side in ("gain", "lose", "same"))
    assert moved == fen(told["totals"]["difference"])
    assert sum(told[side]["households"] for side in ("gain", "lose", "same")) == told["households"] == len(pairs)
    for table in ("towns", "kinds", "bands"):
        assert sum(each["households"] for each in told[table]) == len(pairs)


@given(st.lists(st.tuples(WHOS, AMOUNTS, AMOUNTS), max_size=60))
def test_the_largest_changes_are_the_twenty_largest_in_order(pairs: list[tuple[Who, Amounts, Amounts]]) -> None:
    found = [abs(each.difference) for each in compared(*pairs).largest]
    moved = sorted((abs(pack.payable - against.payable) for _, pack, against in pairs), reverse=True)
    assert found == [each for each in moved if each][:20]


def test_who_gains_loses_and_stays() -> None:
    told = compared(
        (someone(1), owed({PAYABLE[0]: 300}), owed({PAYABLE[0]: 100})),
        (someone(2), owed({PAYABLE[0]: 100}), owed({PAYABLE[0]: 150})),
        (someone(3), owed({PAYABLE[0]: 7}), owed({PAYABLE[0]: 7})),
    ).as_json()
    assert told["gain"] == {"households": 1, "amount": "2.00"}
    assert told["lose"] == {"households": 1, "amount": "-0.50"}
    assert told["same"] == {"households": 1, "amount": "0.00"}
    assert [each["subject"] for each in told["largest"]] == ["H-1", "H-2"]


def test_what_is_paid_apart_is_in_no_total_and_told_beside_it() -> None:
    told = compared((someone(), owed({PAYABLE[0]: 100}, {SEPARATE[0]: 900}), owed({PAYABLE[0]: 100}))).as_json()
    assert told["totals"]["difference"] == "0.00"
    assert told["separate"] == {"pack": "9.00", "against": "0.00", "difference": "9.00"}
    assert told["same"]["households"] == 1


def test_the_reward_for_moving_out_is_needed_in_its_own_quarter() -> None:
    both = owed({PAYABLE[0]: 1000, VACATING[0]: 500})
    told = compared((someone(), both, owed({PAYABLE[0]: 1000}))).as_json()
    assert told["quarters"] == [
        {"quarter": "2023Q2", "pack": "10.00", "against": "10.00", "difference": "0.00"},
        {"quarter": "2023Q3", "pack": "5.00", "against": "0.00", "difference": "5.00"},
    ]
    unknown = compared((someone(vacated_on=None), both, both)).as_json()
    assert [each["quarter"] for each in unknown["quarters"]] == ["2023Q2"]


def test_quarters_begin_with_their_months() -> None:
    days = [date(2023, month, 1) for month in range(1, 13)]
    assert [quarter_of(day)[-1] for day in days] == list("111222333444")


def test_bands_tell_gains_from_losses_and_their_bounds() -> None:
    sums = (100_000, 100_001, 0, -500_000, -10_000_001)
    pairs = [(someone(n), owed({PAYABLE[0]: each}), owed({})) for n, each in enumerate(sums)]
    assert [each["band"] for each in compared(*pairs).as_json()["bands"]] == [
        "减少 10 万元以上",
        "减少 1,000 元至5,000 元",
        "不变",
        "增加 1,000 元以内",
        "增加 1,000 元至5,000 元",
    ]


def test_a_size_that_no_pack_knows_stands_last_and_says_so() -> None:
    pay = {PAYABLE[0]: 100}
    told = compared(
        (someone(1), owed(pay), owed(pay)),
        (someone(2), owed(pay, area=Fraction("120")), owed(pay, area=Fraction("120.01"), people=Fraction(4))),
        (someone(3, kind="collective"), owed(pay), owed(pay)),
    ).as_json()
    assert [(each["area"], each["households"]) for each in told["areas"]] == [("120—180 ㎡", 1), ("不详", 1)]
    assert [each["people"] for each in told["people"]] == ["4", None]


def test_an_item_that_one_pack_lacks_is_matched_by_its_code() -> None:
    told = compared((someone(), owed({PAYABLE[0]: 100, PAYABLE[1]: 50}), owed({PAYABLE[0]: 100}))).as_json()
    rows = {each["code"]: each["difference"] for each in told["items"]}
    assert (rows[PAYABLE[0]], rows[PAYABLE[1]]) == ("0.00", "0.50")


def test_a_sample_stands_for_a_whole_item_by_item_and_its_total_is_their_sum() -> None:
    pairs = [(someone(n), owed({PAYABLE[0]: 100, PAYABLE[1]: 1}), owed({PAYABLE[0]: 99})) for n in range(3)]
    scaled = scaled_json(compared(*pairs).as_json(), 100) or {}
    rows = {each["code"]: each for each in scaled["items"]}
    assert (rows[PAYABLE[0]]["pack"], rows[PAYABLE[1]]["pack"]) == ("100.00", "1.00")
    assert scaled["totals"] == {"pack": "101.00", "against": "99.00", "difference": "2.00"}
    assert (scaled["households"], scaled["sample"]) == (100, 3)


def test_the_collectives_of_a_sample_are_no_households_of_it() -> None:
    families = [(someone(n), owed({PAYABLE[0]: 100}), owed({PAYABLE[0]: 50})) for n in range(4)]
    village = (someone(9, kind="collective"), owed({PAYABLE[-1]: 300}), owed({PAYABLE[-1]: 300}))
    scaled = scaled_json(compared(*families, village).as_json(), 8) or {}
    assert (scaled["households"], scaled["sample"]) == (8, 4)
    assert scaled["totals"] == {"pack": "14.00", "against": "10.00", "difference": "4.00"}


def test_two_hundred_per_thirds_are_rounded_once_away_from_nought() -> None:
    pairs = [(someone(n), owed({PAYABLE[0]: -1 if n else 0}), owed({})) for n in range(3)]
    scaled = scaled_json(compared(*pairs).as_json(), 2) or {}
    assert next(each["pack"] for each in scaled["items"] if each["code"] == PAYABLE[0]) == "-0.01"
