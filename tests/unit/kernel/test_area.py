"""Areas are exact in every unit and rounded only where they are printed."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from antu.kernel.area import Area
from antu.kernel.errors import BadInput

quantities = st.decimals(0, 10**8, places=4)


@given(quantities)
def test_units_convert_there_and_back_without_loss(value: Decimal) -> None:
    assert Area.from_mu(value).mu == Area.from_m2(value).m2 == Area.from_hectare(value).hectare == Fraction(value)


def test_a_hectare_is_fifteen_mu_and_ten_thousand_square_metres() -> None:
    assert Area.from_hectare(1) == Area.from_mu("15") == Area.from_m2(10_000)


def test_mu_are_printed_to_four_decimals_and_square_metres_to_two() -> None:
    assert Area.from_m2("92159.33").mu_text() == "138.2390"
    assert Area.from_mu("0.00005").mu_text() == "0.0001"
    assert Area.from_m2("-0.005").m2_text() == "-0.01"
    assert Area.from_mu(1).m2_text() == "666.67"
    assert Area.from_mu(1).m2_text(0) == "667"
    assert str(Area.from_m2(3)) == "3.00 ㎡"


@given(quantities, quantities)
def test_areas_add_and_compare_as_their_square_metres(one: Decimal, other: Decimal) -> None:
    left, right = Area.from_m2(one), Area.from_m2(other)
    assert (left + right).m2 == Fraction(one) + Fraction(other)
    assert (left - right) + right == left
    assert (left < right) == (one < other)
    assert abs(-left) == left
    assert Area.total([left, right]) == left + right
    assert left * 2 == left + left


def test_no_area_is_zero_and_says_so() -> None:
    assert Area.total([]) == Area.from_m2(0)
    assert not Area.from_m2("0.00")
    assert Area.from_m2("0.01")


@pytest.mark.parametrize("value", [1.5, True, None])
def test_a_float_never_becomes_an_area(value: object) -> None:
    with pytest.raises(TypeError):
        Area.from_m2(value)  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        Area(value)  # type: ignore[arg-type]


def test_an_area_and_a_bare_number_do_not_mix() -> None:
    with pytest.raises(TypeError):
        Area.from_m2(1) + 1  # type: ignore[operator]
    with pytest.raises(TypeError):
        Area.from_m2(1) - 1  # type: ignore[operator]


def test_text_that_is_no_number_is_refused() -> None:
    with pytest.raises(BadInput, match="约120"):
        Area.from_m2("约120")
