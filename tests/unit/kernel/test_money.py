"""Money is whole fen: read exactly, printed exactly, split without losing any."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from antu.kernel.errors import BadInput
from antu.kernel.money import Money

fen = st.integers(-(10**15), 10**15)
weight = st.one_of(st.integers(0, 10**6), st.decimals(0, 1000, places=4), st.fractions(0, 100))


@pytest.mark.parametrize(
    ("text", "expected"),
    [("1,234.50", 123450), ("1234.5", 123450), ("-3", -300), ("0.01", 1), (" 7 ", 700), ("+1", 100), ("1.500", 150)],
)
def test_yuan_are_read_from_text(text: str, expected: int) -> None:
    assert Money.parse(text).fen == expected


@pytest.mark.parametrize(
    "text",
    ["", "1.005", "1e3", "NaN", "inf", "12,34", "1,2345", "一百", "3元", ".5", "1.", "--1", "1_000", "１２"],
)
def test_text_that_is_not_an_amount_in_fen_is_refused(text: str) -> None:
    with pytest.raises(BadInput) as refused:
        Money.parse(text)
    assert refused.value.problems[0].rule == "R-NUMBER"


@pytest.mark.parametrize("value", [True, 1.0, "1", Decimal(1), None])
def test_only_a_whole_number_of_fen_is_money(value: object) -> None:
    with pytest.raises(TypeError):
        Money(value)  # type: ignore[arg-type]


@pytest.mark.parametrize("value", [1.5, True])
def test_a_float_or_a_truth_value_never_becomes_money(value: float) -> None:
    with pytest.raises(TypeError):
        Money.from_yuan(value)  # type: ignore[arg-type]


def test_exact_yuan_become_money_and_a_part_of_a_fen_is_refused() -> None:
    assert Money.from_yuan(Decimal("3.20")) == Money.from_yuan(Fraction(16, 5)) == Money(320)
    assert Money.from_yuan(7) == Money(700)
    with pytest.raises(BadInput, match="不足一分"):
        Money.from_yuan(Fraction(1, 3))
    with pytest.raises(BadInput):
        Money.from_yuan(Decimal("NaN"))


@given(fen)
def test_what_is_printed_reads_back(amount: int) -> None:
    money = Money(amount)
    assert Money.parse(str(money)) == Money.parse(money.grouped()) == Money.from_yuan(money.yuan) == money


def test_print_has_two_decimals_and_groups_of_three() -> None:
    assert str(Money(123450)) == "1234.50"
    assert Money(123450).grouped() == "1,234.50"
    assert Money(-123456789).grouped() == "-1,234,567.89"
    assert str(Money(-5)) == "-0.05"
    assert Money(100).yuan.as_tuple().exponent == -2


@given(fen, fen)
def test_money_adds_and_compares_as_its_fen(one: int, other: int) -> None:
    assert Money(one) + Money(other) == Money(one + other)
    assert Money(one) - Money(other) == Money(one - other)
    assert (Money(one) < Money(other)) == (one < other)
    assert -Money(one) == Money(-one)
    assert abs(Money(one)) == Money(abs(one))
    assert bool(Money(one)) == bool(one)


def test_money_and_a_bare_number_do_not_mix() -> None:
    with pytest.raises(TypeError):
        Money(1) + 1  # type: ignore[operator]
    with pytest.raises(TypeError):
        Money(1) - 1  # type: ignore[operator]
    assert Money(1) != 1  # type: ignore[comparison-overlap]


def test_the_total_of_none_is_zero() -> None:
    assert Money.total([]) == Money(0)
    assert Money.total([Money(1), Money(2)]) == Money(3)


@given(fen, st.dictionaries(st.sampled_from("甲乙丙丁戊"), weight, min_size=1), st.data())
def test_parts_add_to_the_whole_and_only_the_owner_takes_the_remainder(
    amount: int, weights: dict[str, int | Decimal | Fraction], data: st.DataObject
) -> None:
    owner = data.draw(st.sampled_from(sorted(weights)))
    whole = sum((Fraction(share) for share in weights.values()), Fraction(0))
    if whole == 0:
        with pytest.raises(ValueError, match="above zero"):
            Money(amount).split(weights, owner)
        return
    parts = Money(amount).split(weights, owner)
    assert Money.total(parts.values()) == Money(amount)
    for name, part in parts.items():
        error = abs(part.fen - amount * Fraction(weights[name]) / whole)
        assert error < (len(parts) if name == owner else 1)


def test_a_hundred_in_three_leaves_the_fen_with_the_named_owner() -> None:
    parts = Money.parse("100").split({"甲": 1, "乙": 1, "丙": 1}, remainder_to="丙")
    assert parts == {"甲": Money(3333), "乙": Money(3333), "丙": Money(3334)}
    assert Money(-100).split({"甲": 1, "乙": 2}, "甲") == {"甲": Money(-34), "乙": Money(-66)}


@pytest.mark.parametrize("weights", [{}, {"甲": 0}, {"甲": 2, "乙": -1}, {"乙": 1}])
def test_a_split_without_an_owner_or_with_bad_weights_is_refused(weights: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="weight"):
        Money(100).split(weights, "甲")
