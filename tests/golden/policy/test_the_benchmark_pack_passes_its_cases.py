from __future__ import annotations

import pytest
from benchmarks.policy.registers import FLAT, pack_of

from antu.policy.cases import Case, read_cases, run_case

PACK = pack_of(FLAT)


@pytest.mark.parametrize("case", read_cases(PACK), ids=lambda case: case.id)
def test_a_case_worked_by_hand_comes_out_as_written(case: Case) -> None:
    assert run_case(PACK, case) == ()


def test_the_pack_is_flat_and_says_that_it_is_made_up() -> None:
    assert len(PACK.items) == 12
    assert all(table.is_single for table in PACK.facts.tables.values())
    assert (PACK.status, PACK.eligibility) == ("synthetic", None)
    assert "合成" in PACK.notice
