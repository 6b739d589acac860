"""A figure is what its rows make it: counted or summed exactly, printed as the report prints."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from antu.platform.figures import Figure, FigureRow, How, exact_text, in_ten_thousand_yuan


def row(value: Fraction | int | str = 1, *, is_at_least: bool = False, is_sample: bool = False) -> FigureRow:
    return FigureRow("一行", Fraction(value), "/records/a/1/", is_sample, is_at_least)


def figure(how: How, *rows: FigureRow, decimals: int | None = None, reach: bool = False) -> Figure:
    return Figure("a.b", "指标", "个", how, rows, decimals=decimals, in_ten_thousands=reach)


def test_a_counted_figure_is_the_number_of_its_rows() -> None:
    assert figure("count", row(), row(), row()).value == 3


def test_a_summed_figure_is_the_exact_sum_of_its_rows() -> None:
    assert figure("sum", row("138.239"), row("97.329"), row("1.9155"), row("40.815")).exact_text == "278.2985"


def test_a_figure_without_rows_is_zero() -> None:
    assert figure("sum", decimals=2).exact_text == figure("sum", decimals=2).printed == "0"
    assert figure("count").printed == "0"


@pytest.mark.parametrize(("value", "text"), [("3020.8000", "3020.8"), ("9800", "9800"), ("1981.4527", "1981.4527")])
def test_an_area_keeps_the_decimals_that_it_has(value: str, text: str) -> None:
    area = figure("sum", row(value))
    assert (area.exact_text, area.printed) == (text, text)


def test_money_is_exact_as_a_value_and_has_two_decimals_in_print() -> None:
    money = figure("sum", row(in_ten_thousand_yuan(224_491_234)), decimals=2)
    assert (money.exact_text, money.printed) == ("224.491234", "224.49")
    assert figure("sum", row(in_ten_thousand_yuan(293_400_000)), decimals=2).exact_text == "293.40"


def test_readers_are_printed_in_ten_thousands_when_they_are_a_whole_multiple() -> None:
    assert figure("sum", row(20_000), row(10_000), reach=True).printed == "3万"
    assert figure("sum", row(25_000), reach=True).printed == "25000"
    assert figure("sum", reach=True).printed == "0"


def test_one_lower_bound_makes_the_sum_a_lower_bound() -> None:
    assert figure("sum", row(20_000), row(10_000, is_at_least=True), reach=True).printed == "3万+"
    assert figure("sum", row(20_001, is_at_least=True), reach=True).printed == "20001+"


def test_invented_rows_are_counted_apart() -> None:
    assert figure("count", row(is_sample=True), row()).sample_rows == 1


@given(st.integers(min_value=-(10**15), max_value=10**15), st.integers(min_value=0, max_value=8))
def test_the_exact_text_reads_back_as_the_value(digits: int, decimals: int) -> None:
    value = Fraction(digits, 10**decimals)
    text = exact_text(value)
    assert Fraction(text) == value
    assert not ("." in text and text.endswith("0"))


def test_a_value_without_a_last_decimal_has_no_exact_text() -> None:
    with pytest.raises(ValueError, match="no last decimal"):
        exact_text(Fraction(1, 3))
