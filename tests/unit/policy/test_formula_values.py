from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.policy.small_pack import computed, extra, with_item

from antu.policy.numbers import decimal_from, months_between, plain


@pytest.mark.parametrize(
    ("formula", "amount"),
    [
        ("1 + 2 * 3 - 4 / 8", "6.50"),
        ("(1 + 2) * 3", "9.00"),
        ("-1 * -2 - -3", "5.00"),
        ("10 / 3", "3.33"),
        ("10 / 3 * 3", "10.00"),
        ("2 / 3 + 1 / 3", "1.00"),
        ("1 / 3 if 1 > 2 else 2 / 3", "0.67"),
        ("max(1 / 3, 0.34)", "0.34"),
        ("min(1 / 3, 0.34)", "0.33"),
        ("round(2.345, 2)", "2.35"),
        ("round(-2.345, 2)", "-2.35"),
        ("round(10 / 3, 4) * 10000", "33333.00"),
        ("floor(-7 / 2)", "-4.00"),
        ("ceil(-7 / 2)", "-3.00"),
        ("floor(2.9) + ceil(2.1)", "5.00"),
        ("sum(houses, area_m2 * floors)", "10.01"),
        ("sum(houses, area_m2, area_m2 > 10.01)", "0.00"),
        ("count(houses, area_m2 >= 10.01) + count(people)", "2.00"),
        ("days(project.notice_on, signed_on)", "9.00"),
        ("months(project.notice_on, signed_on)", "0.00"),
        ('amount("first") + 1', "1.00"),
        ('sum(houses, 1, structure in ("brick", "wood"))', "1.00"),
        ("1 if 1 < 2 < 3 and not 3 < 2 < 1 else 0", "1.00"),
        ("1 if claimed or total_m2 == 10.01 else 0", "1.00"),
        ("subject.total_m2", "10.01"),
    ],
)
def test_a_formula_has_its_exact_value_rounded_once(formula: str, amount: str) -> None:
    changes = () if "amount(" not in formula else (("items.yaml", "items:\n", "items:\n" + FIRST),)
    assert extra(formula, *changes) == amount


FIRST = """\
  - code: first
    label: 头项
    amount: 0
    category: household
    settlement_column: 其他
    clause: 第九条
"""


HALF = """\
  - code: half
    label: 半
    amount: amount("house") * 0.5
    category: household
    settlement_column: 其他
    clause: 第九条
"""


@given(st.dates(), st.dates())
def test_months_the_other_way_round_count_a_month_begun_as_a_whole_one(one: date, other: date) -> None:
    start, end = sorted((one, other))
    begun = months_between(start, end) + (start.day != end.day)
    assert -months_between(end, start) == begun


def test_an_amount_of_an_earlier_item_is_its_rounded_total_and_nought_without_a_line() -> None:
    after = ("items.yaml", "  - code: moving\n", HALF + "  - code: moving\n")
    houses = [{"id": f"H{area}", "structure": "wood", "area_m2": area} for area in ("0.01", "0.03")]
    lines = {line.code: line for line in computed(after, houses=houses).lines}
    assert str(lines["half"].amount) == "1.02"  # (0.51 + 1.52) / 2 of the rounded lines, not of 0.505 + 1.515
    assert str({line.code: line for line in computed(after, houses=[]).lines}["half"].amount) == "0.00"


@pytest.mark.parametrize(
    "condition",
    [
        "vacated_on <= project.notice_on",
        "vacated_on > project.notice_on",
        "vacated_on != project.notice_on",
        "days(vacated_on, signed_on) >= 0",
        "days(vacated_on, signed_on) + 1 < 5",
        "-months(signed_on, vacated_on) <= 99",
        "0 <= days(project.notice_on, vacated_on) <= 9999",
        "days(signed_on, vacated_on) / 2 != 7",
    ],
)
def test_a_comparison_with_an_empty_date_is_false(condition: str) -> None:
    assert extra(f"1 if {condition} else 0") == "0.00"


def test_a_comparison_with_a_date_that_is_there_holds() -> None:
    subject = {"id": "S1", "signed_on": "2023-03-10", "vacated_on": "2023-03-10"}
    assert extra("1 if days(vacated_on, signed_on) + 1 < 5 else 0", subject=subject) == "1.00"


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        ("2021-04-20", "2023-04-20", 24), ("2021-04-20", "2023-04-19", 23), ("2023-01-31", "2023-02-28", 0),
        ("2023-01-31", "2023-03-31", 2), ("2024-02-29", "2025-02-28", 11), ("2023-05-10", "2023-05-10", 0),
        ("2023-05-10", "2023-05-09", -1), ("2023-12-31", "2024-01-30", 0),
    ],
)  # fmt: skip
def test_months_are_complete_calendar_months(start: str, end: str, months: int) -> None:
    assert months_between(date.fromisoformat(start), date.fromisoformat(end)) == months


def test_a_zero_divisor_is_told_with_the_item_and_its_formula() -> None:
    with pytest.raises(Exception, match=r"另项.*除数为 0.*1 / total_m2"):
        extra("1 / total_m2", houses=[])


def test_a_number_outside_a_ladder_is_told() -> None:
    with pytest.raises(Exception, match="没有 0 的档"):
        extra('tier("reward", day - day)')


def test_a_condition_guards_its_branch_from_being_worked_out() -> None:
    assert extra("1 / total_m2 if total_m2 > 0 else 7", houses=[]) == "7.00"


def test_no_digit_is_lost_in_long_products() -> None:
    houses = [{"id": "H1", "structure": "brick", "area_m2": "99999999.9999"}]
    line = next(
        line
        for line in computed(
            with_item("sum(houses, area_m2 * area_m2 * area_m2 * area_m2 * area_m2)"), houses=houses
        ).lines
        if line.code == "extra"
    )
    assert Fraction(line.exact) == Fraction("99999999.9999") ** 5


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**9), max_value=10**9))
def test_a_number_is_written_without_loss_exponent_or_trailing_zeros(value: Decimal) -> None:
    text = plain(value)
    assert decimal_from(text) == value
    assert "E" not in text
    assert not ("." in text and text.endswith("0"))
    assert plain(Fraction(value)) == text


def test_a_quotient_that_never_ends_is_written_as_a_fraction() -> None:
    assert plain(Fraction(10, 3)) == "10/3"
    assert plain(Fraction(-1, 8)) == "-0.125"
