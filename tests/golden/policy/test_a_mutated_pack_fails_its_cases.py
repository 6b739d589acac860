from __future__ import annotations

import pytest
from tests.golden.policy.shipped import SHIPPED

from antu.policy.proving.generate import generate_facts
from antu.policy.proving.mutants import mutants
from antu.policy.proving.mutation import BOTH, REFUSED, RUN, SURVIVED, mutate

ONE_IN = 8
"""So many of the wrongs are left out between two that are tried here; ``policy check --mutate`` tries them all."""

HOUSEHOLDS = 120
LEAST_BY_THE_RUN = 0.9
"""Of the wrongs in rates, rules and items that load, the share that the run alone notices."""

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
        "rates/move_reward.csv:5 0 → -1": "as for 1",
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
    pack, known = SHIPPED[name].pack, NEVER_DIFFERENT[name]
    every = list(mutants(pack))
    assert known.keys() <= {mutant.name for mutant in every}
    chosen = [mutant for at, mutant in enumerate(every) if at % ONE_IN == 0 or mutant.name in known]
    found = mutate(pack, generate_facts(pack, HOUSEHOLDS, 1), chosen)
    with capsys.disabled():
        print(f"\n{name}: {len(chosen)} of {len(every)} wrongs tried, noticed by {found.counts}")
    assert {mutant.name for mutant in found.survivors} == known.keys()
    assert found.counts[RUN] == 0, "the cases alone notice every wrong"
    told = [each.by for each in found.notices if each.mutant.file not in {"facts.yaml", "pack.yaml"}]
    loaded = [by for by in told if by not in {REFUSED, SURVIVED}]
    assert loaded.count(BOTH) >= LEAST_BY_THE_RUN * len(loaded)
