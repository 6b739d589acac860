"""A sample stands for all by one exact fraction a line, rounded once; the parts of an estimate add to it exactly."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from antu.estimates.domain.amounts import Sample, SubjectLine, item_sums, rounded_quantity
from antu.kernel.money import Money

FEN = st.integers(-(10**12), 10**12)
SAMPLES = st.integers(1, 5000).flatmap(lambda whole: st.builds(Sample, st.just(whole), st.integers(1, whole)))
LINES = st.lists(
    st.builds(
        SubjectLine,
        kind=st.sampled_from(("household", "collective")),
        category=st.sampled_from(("household", "collective", "separate", "memo")),
        column=st.sampled_from(("主体补偿", "装修", "青苗")),
        code=st.sampled_from(("house", "crop", "moving")),
        label=st.just("补偿"),
        quantity=st.sampled_from(("", "1", "12.5", "10/3")),
        unit=st.sampled_from(("㎡", "个")),
        amount=FEN.map(Money),
    )
)


def line(code: str, fen: int, quantity: str = "", unit: str = "", kind: str = "household") -> SubjectLine:
    return SubjectLine(kind, kind, "青苗", code, code, quantity, unit, Money(fen))


@given(LINES)
def test_the_items_add_to_all_lines_but_memos_exactly(lines: list[SubjectLine]) -> None:
    counted = Money.total(each.amount for each in lines if each.category != "memo")
    assert Money.total(each.amount for each in item_sums(lines)) == counted


@given(LINES)
def test_every_item_is_one_line_of_its_kind_and_category(lines: list[SubjectLine]) -> None:
    keys = [each.key for each in item_sums(lines)]
    assert len(keys) == len(set(keys))


@given(FEN, SAMPLES)
def test_a_scaled_amount_is_half_a_fen_at_most_from_the_exact_one(fen: int, sample: Sample) -> None:
    exact = Fraction(fen * sample.whole, sample.sample)
    assert abs(sample.scaled(Money(fen)).fen - exact) <= Fraction(1, 2)


@given(st.lists(FEN, max_size=40), SAMPLES)
def test_the_total_of_scaled_lines_is_half_a_fen_a_line_at_most_from_the_scaled_total(
    amounts: list[int], sample: Sample
) -> None:
    total = Money.total(sample.scaled(Money(fen)) for fen in amounts)
    assert abs(total.fen - sum(amounts) * sample.factor) <= Fraction(len(amounts), 2)


@given(FEN, st.integers(1, 5000))
def test_a_sample_of_everybody_is_the_whole_itself(fen: int, whole: int) -> None:
    assert Sample(whole, whole).scaled(Money(fen)) == Money(fen)


@given(FEN, SAMPLES)
def test_what_is_taken_off_is_scaled_as_what_is_added(fen: int, sample: Sample) -> None:
    assert sample.scaled(Money(-fen)) == -sample.scaled(Money(fen))


def test_three_households_of_ten_stand_for_ten_by_hand() -> None:
    # 1,000.01 + 2,000.02 + 0.03 = 3,000.06 元; × 10 ÷ 3 = 10,000.20 元; one fen alone × 10 ÷ 3 = 3.33 fen.
    (item,) = item_sums([line("crop", 100001, "1.5"), line("crop", 200002, "2"), line("crop", 3, "0.5")])
    sample = Sample(10, 3)
    assert sample.scaled(item.amount) == Money.parse("10000.20")
    assert sample.scaled(Money(1)) == Money(3)
    assert rounded_quantity(item.quantity, sample.factor) == Decimal("13.3333")


def test_a_half_fen_is_rounded_away_from_zero() -> None:
    assert Sample(3, 2).scaled(Money(1)) == Money(2)
    assert Sample(3, 2).scaled(Money(-1)) == Money(-2)


@pytest.mark.parametrize(("whole", "sample"), [(3, 0), (0, 0), (3, 4)])
def test_nobody_and_more_than_there_are_are_no_sample(whole: int, sample: int) -> None:
    with pytest.raises(ValueError, match="no sample"):
        Sample(whole, sample)


def test_the_same_item_of_households_and_of_collectives_stays_apart() -> None:
    household, collective = item_sums([line("crop", 1), line("crop", 2, kind="collective")])
    assert (household.category, collective.category) == ("房屋补偿·青苗", "土地补偿·青苗")
    assert (household.amount, collective.amount) == (Money(1), Money(2))


def test_quantities_of_two_units_are_not_added() -> None:
    (item,) = item_sums([line("fixture", 1, "2", "㎡"), line("fixture", 1, "3", "个")])
    assert (item.quantity, item.unit) == (None, "")
    assert rounded_quantity(item.quantity) is None
