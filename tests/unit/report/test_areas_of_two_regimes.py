"""Collective land is reported in mu, state-owned in square metres, whatever unit a row has."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from antu.platform.figures import exact_text
from antu.projects.domain.regime import area_in, regime, unit_of

AREAS = st.decimals(min_value=0, max_value=10**8, places=2)


@pytest.mark.parametrize(
    ("land", "unit", "expected"),
    [
        ("collective", "m2", "collective"),
        ("state", "mu", "state"),
        ("", "m2", "state"),
        ("", "mu", "collective"),
        ("", "", "collective"),
    ],
)
def test_a_project_without_a_regime_falls_under_that_of_its_unit(land: str, unit: str, expected: str) -> None:
    assert regime(land, unit) == expected


def test_collective_land_is_measured_in_mu_and_state_owned_in_square_metres() -> None:
    assert (unit_of("collective"), unit_of("state")) == ("mu", "m2")


def test_an_area_in_the_wanted_unit_or_in_none_stays_as_it_is() -> None:
    assert area_in("mu", Decimal("138.2390"), "mu") == area_in("mu", Decimal("138.239"), "") == Fraction("138.239")
    assert area_in("m2", None, "m2") == 0


def test_square_metres_turn_into_mu_exactly() -> None:
    assert area_in("mu", Decimal("12087.57"), "m2") == Fraction("18.131355")


def test_mu_turn_into_square_metres_with_two_decimals() -> None:
    assert area_in("m2", Decimal(1), "mu") == Fraction("666.67")


@given(AREAS, st.sampled_from(["mu", "m2"]), st.sampled_from(["mu", "m2"]))
def test_every_converted_area_can_be_printed_whole(area: Decimal, wanted: str, given_unit: str) -> None:
    converted = area_in(wanted, area, given_unit)
    assert Fraction(exact_text(converted)) == converted
