from __future__ import annotations

import pytest
from tests.golden.policy.shipped import SHIPPED

from antu.policy import Pack
from antu.policy.cases import Case, read_cases, run_case

CASES = [(shipped.pack, case) for shipped in SHIPPED.values() for case in read_cases(shipped.pack)]


@pytest.mark.parametrize(("pack", "case"), CASES, ids=[f"{pack.id}-{case.id}" for pack, case in CASES])
def test_a_worked_case_comes_out_as_written(pack: Pack, case: Case) -> None:
    assert run_case(pack, case) == ()


@pytest.mark.parametrize("name", SHIPPED)
def test_the_own_figures_of_the_cases_come_from_the_independent_calculation(name: str) -> None:
    shipped = SHIPPED[name]
    for case in read_cases(shipped.pack):
        if case.items is not None:
            found = shipped.independently({**case.facts})
            assert (case.id, dict(case.items)) == (case.id, found["items"])
            assert case.totals == found["totals"]
            assert case.derived.items() <= found["derived"].items()
            assert case.eligibility == found["eligibility"]


def test_cases_cover_good_and_refused_facts_of_every_pack() -> None:
    for shipped in SHIPPED.values():
        cases = read_cases(shipped.pack)
        assert sum(case.items is not None for case in cases) > 20
        assert sum(bool(case.errors) for case in cases) > 10
