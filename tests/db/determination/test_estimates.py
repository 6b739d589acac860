"""Estimates assume a signing day, say so, and are stored nowhere."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.db.registry import SAMPLES, STATE_OWNED, bring_in, bring_in_book, household
from tests.unit.register.village import village

from antu.compensation.models import Determination
from antu.compensation.selectors import estimate, estimates_by_tier, register_owed
from antu.kernel.errors import BadInput
from antu.kernel.money import Money
from antu.platform.actor import SYSTEM
from antu.policy import BadFacts
from antu.projects.models import Project

pytestmark = pytest.mark.django_db


def test_an_estimate_is_the_computation_of_the_day_asked_and_is_not_stored() -> None:
    bring_in(SAMPLES / "canglonglu-1-clean.xlsx")
    counted = Determination.objects.count()
    asked = estimate(household("CLL1-007"), date(2023, 12, 31))
    assert (str(asked.payable), asked.estimate) == ("239004.16", True)
    assert Determination.objects.count() == counted


def test_signing_earlier_earns_a_higher_reward() -> None:
    bring_in(SAMPLES / "canglonglu-1-clean.xlsx")
    unsigned = household("CLL1-007")
    assert estimate(unsigned, date(2023, 5, 17)).payable > estimate(unsigned, date(2023, 5, 18)).payable


def test_the_days_to_choose_from_are_today_and_the_last_day_of_each_tier() -> None:
    bring_in(SAMPLES / "canglonglu-1-clean.xlsx")
    found = estimates_by_tier(household("CLL1-007"), date(2023, 5, 10))
    days = [date(2023, 5, 10), date(2023, 5, 17), date(2023, 5, 27), date(2023, 6, 6)]
    assert [each.day for each in found] == days
    assert [bool(each.tier) for each in found] == [False, True, True, True]
    payable = [each.computation.payable for each in found]
    assert payable[0] == payable[1] > payable[2] > payable[3] > Money.parse("239004.16")


def test_before_the_signing_period_the_first_day_stands_for_today() -> None:
    bring_in(SAMPLES / "canglonglu-1-clean.xlsx")
    found = estimates_by_tier(household("CLL1-007"), date(2023, 1, 1))
    assert found[0].day == date(2023, 5, 8)


def test_a_pack_without_tiers_by_day_has_an_estimate_for_today_only() -> None:
    bring_in(STATE_OWNED)
    found = estimates_by_tier(household("GSS-010"), date(2023, 12, 31))
    assert [(each.day, str(each.computation.payable)) for each in found] == [(date(2023, 12, 31), "501491.00")]


def test_a_day_that_the_pack_refuses_is_told_and_stops_nobody_else() -> None:
    bring_in(SAMPLES / "canglonglu-1-clean.xlsx")
    with pytest.raises(BadFacts, match="签约期首日"):
        estimate(household("CLL1-007"), date(2023, 5, 7))
    owed = register_owed(SYSTEM, Project.objects.get(), date(2023, 5, 7))
    refused = [each for each in owed.subjects if each.problems]
    assert len(refused) == 5
    assert all(each.estimated is None and each.payable is None for each in refused)
    assert str(owed.payable()) == "38881858.33"


def test_an_estimate_follows_the_facts_as_they_are_corrected(tmp_path: Path) -> None:
    bring_in_book(village(), tmp_path)
    before = estimate(household("H-2"), date(2023, 6, 1)).payable
    book = village()
    book["房屋"][1]["合法性认定"] = "合法"
    bring_in_book(book, tmp_path)
    assert estimate(household("H-2"), date(2023, 6, 1)).payable - before >= Money.parse("126000")


def test_without_a_pack_there_is_no_estimate(tmp_path: Path) -> None:
    bring_in_book(village(), tmp_path)
    Project.objects.update(pack_id="")
    with pytest.raises(BadInput, match="适用办法"):
        estimate(household("H-2"), date(2023, 6, 1))
