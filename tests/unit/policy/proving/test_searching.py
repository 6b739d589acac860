from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st
from tests.unit.policy.small_pack import small

from antu.policy.proving.chance import Chance
from antu.policy.proving.search import first, meet
from antu.policy.proving.values import edges, from_units, in_units, reach_of

WHOLE = st.integers(-(10**12), 10**12)


@given(WHOLE, WHOLE, st.integers(0, 10**12))
def test_the_first_number_that_holds_is_found_from_any_guess(edge: int, guess: int, reach: int) -> None:
    low, high = edge - reach, edge + reach
    assert first(lambda number: number >= edge, guess, low, high) == edge
    assert first(lambda number: number > high, guess, low, high) == high + 1


@given(st.integers(-1000, 1000).filter(bool), WHOLE, st.integers(-(10**6), 10**6))
def test_a_straight_line_is_met_on_the_edge_of_each_side(slope: int, zero: int, start: int) -> None:
    def at(number: int) -> Fraction:
        return Fraction(slope * (number - zero), 7)

    reach = (-(10**13), 10**13)
    assert meet(at, start, reach, "equal") == zero
    assert meet(at, start, reach, "below") == zero - (1 if slope > 0 else -1)
    assert meet(at, start, reach, "above") == zero + (1 if slope > 0 else -1)


@given(st.integers(-100, 100))
def test_steps_are_met_on_their_first_number(start: int) -> None:
    assert meet(lambda number: Fraction(number // 10 - 3), start, (-1000, 1000), "equal") == 30
    assert meet(lambda number: Fraction(number // 10 - 3), start, (-1000, 1000), "below") == 29


def test_what_cannot_be_met_ends_where_it_is_nearest() -> None:
    assert meet(Fraction, 5, (2, 9), "below") == 2
    assert meet(lambda _number: None, 5, (2, 9), "equal") == 5
    assert meet(lambda _number: Fraction(1), 5, (2, 9), "equal") == 5


@given(st.integers(0, 2**64), st.integers(1, 10**20))
def test_choices_are_the_same_for_the_same_seed_and_within_bounds(seed: int, end: int) -> None:
    one, other = Chance(seed), Chance(seed)
    numbers = [one.below(end) for _ in range(5)]
    assert numbers == [other.below(end) for _ in range(5)]
    assert all(0 <= number < end for number in numbers)
    things = list(range(9))
    one.shuffle(things)
    assert sorted(things) == list(range(9))


def test_choices_come_out_the_same_on_every_machine() -> None:
    assert Chance(20230301).below(10**18) == 931398217309586613


@given(st.decimals(0, 9999, places=4))
def test_numbers_go_to_steps_of_their_column_and_back(value: Decimal) -> None:
    column = small().facts.tables["houses"].columns["area_m2"]
    units = in_units(column, value)
    assert units is not None
    assert from_units(column, units) == value


def test_the_edges_of_columns_follow_from_what_they_allow() -> None:
    tables = small().facts.tables
    assert reach_of(tables["houses"].columns["floors"]) == (0, 9)
    assert edges(tables["houses"].columns["floors"]) == tuple(map(Decimal, (0, 1, 8, 9)))
    assert edges(tables["subject"].columns["claimed"]) == (False, True)
    assert edges(tables["subject"].columns["vacated_on"]) == (None,)
    assert edges(tables["people"].columns["panel"]) == ("none", "include", "exclude")
