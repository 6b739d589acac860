from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.golden.policy.shipped import SHIPPED

from antu.policy import compute, read_facts

TRIES = settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


@pytest.mark.parametrize("name", SHIPPED)
@TRIES
@given(draw=st.data())
def test_every_line_total_and_derived_value_agrees_on_made_up_facts(name: str, draw: st.DataObject) -> None:
    shipped = SHIPPED[name]
    document = draw.draw(shipped.documents)
    computation = compute(shipped.pack, read_facts(shipped.pack, document))
    expected = shipped.independently(document)
    assert [(line.key, str(line.amount)) for line in computation.lines] == list(expected["items"].items())
    assert {name: str(amount) for name, amount in computation.totals.items()} == expected["totals"]
    assert computation.derived == expected["derived"]
    assert {each.row: f"{each.rule} {each.decision}" for each in computation.eligibility} == expected["eligibility"]
    assert computation.draft == any(each.endswith(" review") for each in expected["eligibility"].values())
