"""The last day of each tier of a reward, from the pack's own ladder."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from antu.compensation.domain.tiers import ladders_of_derived, last_days
from antu.policy import shipped_shelf

HUNAN, WUCHANG = (shipped_shelf().get(name) for name in ("hunan-demo-2023", "wuhan-wuchang-2019"))


def test_the_ladder_by_the_day_of_signing_is_found_with_the_value_that_reads_it() -> None:
    ((ladder, name),) = ladders_of_derived(HUNAN)
    assert (ladder.name, name) == ("sign_reward", "sign_day")


def test_a_progressive_ladder_by_area_is_no_reward_of_days() -> None:
    assert ladders_of_derived(WUCHANG) == ()


def test_tiers_end_on_the_day_of_their_upper_bound_and_the_open_one_never() -> None:
    ((ladder, _),) = ladders_of_derived(HUNAN)
    expected = (date(2023, 5, 17), date(2023, 5, 27), date(2023, 6, 6))
    assert last_days(ladder, Decimal(1), date(2023, 5, 8)) == expected
    assert last_days(ladder, Decimal(25), date(2023, 6, 1)) == expected


def test_where_the_upper_bound_is_outside_the_tier_ends_the_day_before() -> None:
    ((ladder, _),) = ladders_of_derived(HUNAN)
    half_open = replace(ladder, closed=False)
    assert last_days(half_open, Decimal(1), date(2023, 5, 8))[0] == date(2023, 5, 16)
