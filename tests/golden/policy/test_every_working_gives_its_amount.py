from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.golden.policy.calculator import calculate
from tests.golden.policy.rate_books import half_up
from tests.golden.policy.shipped import SHIPPED

from antu.policy import Computation, Line, Pack, compute, read_facts
from antu.policy.cases import read_cases

TRIES = settings(
    max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
PLACES = {"wuhan-wuchang-2019": 0}


def rounded(pack: Pack, line: Line, value: Fraction) -> str:
    """The item's rounding done again: whole yuan in Wuchang but for the flats' price, fen elsewhere."""
    text = half_up(value, 2 if line.code == "swap_price" else PLACES.get(pack.id, 2))
    return text if "." in text else f"{text}.00"


def check_workings(pack: Pack, computation: Computation) -> None:
    for line in computation.lines:
        assert rounded(pack, line, calculate(line.working)) == str(line.amount), line
        for step in line.trace.roundings:
            assert calculate(step.working) == Fraction(step.exact)
    for value in computation.derived_values:
        assert calculate(value.working) == Fraction(value.value)
        for step in value.trace.roundings:
            assert calculate(step.working) == Fraction(step.exact)


def computations() -> Iterator[tuple[Pack, Computation]]:
    for shipped in SHIPPED.values():
        for case in read_cases(shipped.pack):
            if case.items is not None:
                yield shipped.pack, compute(shipped.pack, read_facts(shipped.pack, case.facts))


@pytest.mark.parametrize(("pack", "computation"), [pytest.param(*each, id=each[1].subject) for each in computations()])
def test_a_plain_calculator_gets_the_printed_amounts_of_every_case(pack: Pack, computation: Computation) -> None:
    check_workings(pack, computation)


@pytest.mark.parametrize("name", SHIPPED)
@TRIES
@given(draw=st.data())
def test_a_plain_calculator_gets_the_printed_amounts_of_made_up_facts(name: str, draw: st.DataObject) -> None:
    shipped = SHIPPED[name]
    check_workings(shipped.pack, compute(shipped.pack, read_facts(shipped.pack, draw.draw(shipped.documents))))


def test_the_calculator_knows_numbers_four_signs_and_brackets_only() -> None:
    assert calculate("−2 × (1.5 + 4 ÷ 8) − 1") == -5
    for wrong in ("2 * 3", "1e3", "max(1, 2)", "2 ×", "(1 + 2", "1,000", ""):
        with pytest.raises(ValueError, match=r"."):
            calculate(wrong)
