"""Half up means away from zero at the middle, at any size."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from antu.kernel.rounding import half_up, half_up_units


@pytest.mark.parametrize(
    ("value", "decimals", "printed"),
    [
        ("2.5", 0, "3"),
        ("-2.5", 0, "-3"),
        ("1.005", 2, "1.01"),
        ("1.0049999", 2, "1.00"),
        ("-0.004", 2, "0.00"),
        ("7", 4, "7.0000"),
        ("123456789012345678901234567890.125", 2, "123456789012345678901234567890.13"),
    ],
)
def test_the_middle_goes_away_from_zero(value: str, decimals: int, printed: str) -> None:
    assert f"{half_up(Decimal(value), decimals):f}" == printed


@given(st.fractions(), st.integers(0, 6))
def test_the_error_is_at_most_half_a_unit_and_the_sign_is_symmetric(value: Fraction, decimals: int) -> None:
    unit = Fraction(1, 10**decimals)
    rounded = half_up(value, decimals)
    assert abs(Fraction(rounded) - value) <= unit / 2
    assert half_up(-value, decimals) == rounded.copy_negate()
    assert half_up_units(value, decimals) * unit == Fraction(rounded)
    assert rounded.as_tuple().exponent == -decimals


def test_rounding_to_tens_is_not_offered() -> None:
    with pytest.raises(ValueError, match="negative"):
        half_up(Fraction(15), -1)
