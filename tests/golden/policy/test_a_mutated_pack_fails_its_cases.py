from __future__ import annotations

import pytest
from tests.golden.policy.mutations import Mutation, mutations
from tests.golden.policy.shipped import SHIPPED

from antu.kernel.errors import AntuError
from antu.policy import Pack, load_pack
from antu.policy.cases import Case, read_cases, run_case

NEVER_DIFFERENT = {
    "hunan-demo-2023": {
        "eligibility.yaml:13 > → >=": "E01 before it takes everybody who died on the cut-off day or earlier",
        "eligibility.yaml:107 review → include": "E99 is never reached: E17 and E18 take whoever is left",
        "eligibility.yaml:107 review → exclude": "as above",
        "items.yaml:21 2 → 3": "four decimals of 亩 × these prices × these factors never has a third decimal",
        "items.yaml:25 2 → 3": "0.40 of whole fen never ends in half a fen",
        "rates/sign_reward.csv:2 1 → 0": "nobody signs on day 0: a signing before the first day is refused",
    },
    "wuhan-wuchang-2019": {
        "items.yaml:62 0 → 1": "the months of transition are 0, 3 or 24",
        "rates/move_reward.csv:5 0 → 1": "outside the reward periods there is no line that could read it",
        "rates/small_area.csv:6 50 → 51": "the reward ends at 50 ㎡ by the item's own limit",
    },
    "fuzhou-renewal-2023": {
        "rates/move_reward.csv:2 0 → -1": "a dwelling has an area, and so the confirmed area is above 0",
    },
    "hangzhou-collective-2014": {
        "eligibility.yaml:13 > → >=": "H01 before it takes everybody who died on the plan's day or earlier",
        "rates/area_band.csv:2 1 → 0": "a household of nobody is not looked up",
    },
}
"""Wrongs that no facts could ever show, each with the reason."""


@pytest.mark.parametrize("name", SHIPPED)
def test_no_wrong_rate_bound_or_comparison_survives(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    pack = SHIPPED[name].pack
    cases = list(read_cases(pack))
    survived, total = [], 0
    for mutation in mutations(pack):
        total += 1
        if not is_noticed(pack, mutation, cases):
            survived.append(mutation.name)
    different = total - len(NEVER_DIFFERENT[name])
    with capsys.disabled():
        share = f"{total - len(survived)} of {different} wrongs noticed"
        print(f"\n{name}: {share}, {len(NEVER_DIFFERENT[name])} more can never differ")
    assert set(survived) == set(NEVER_DIFFERENT[name])


def is_noticed(pack: Pack, mutation: Mutation, cases: list[Case]) -> bool:
    """Whether the wrong pack is refused or one of its cases fails; that case is tried first for the next wrong."""
    try:
        wrong = load_pack(mutation.files(pack))
    except AntuError:
        return True
    for at, case in enumerate(cases):
        if run_case(wrong, case):
            cases.insert(0, cases.pop(at))
            return True
    return False
