from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from antu.platform.wording import day_text, fen_text, joined, m2_text, number_text, yes_or_no


@pytest.mark.parametrize(
    ("fen", "text"), [(None, "—"), (0, "0.00"), (5, "0.05"), (123456789, "1,234,567.89"), (-150, "-1.50")]
)
def test_money_has_separators_and_zero_is_no_absence(fen: int | None, text: str) -> None:
    assert fen_text(fen) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "—"),
        (Decimal("3020.8000"), "3020.8"),
        (Decimal("1981.4527"), "1981.4527"),
        (Decimal(100), "100"),
        (Decimal("1E+3"), "1000"),
        (Decimal("0.0000"), "0"),
        (40, "40"),
        (300, "300"),
    ],
)
def test_a_number_reads_as_it_was_given(value: Decimal | int | None, text: str) -> None:
    assert number_text(value) == text


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=4))
def test_a_number_loses_nothing_by_being_printed(value: Decimal) -> None:
    assert Decimal(number_text(value)) == value


def test_areas_of_buildings_keep_two_decimals() -> None:
    assert m2_text(Decimal("252.1")) == "252.10"
    assert m2_text(None) == "—"


def test_days_are_written_by_year_month_day() -> None:
    assert day_text(date(2023, 6, 8)) == "2023-06-08"
    assert day_text(None) == "—"


def test_marks_are_words() -> None:
    assert list(map(yes_or_no, (True, False, None))) == ["是", "否", "—"]


def test_parts_that_are_empty_are_left_out() -> None:
    assert joined(["甲", "", "乙"]) == "甲、乙"
    assert joined(["", ""]) == "—"
