from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests.db.clearing.hamlet import STEP, TODAY, VISIT, enter, hamlet, household, known, vacated
from tests.db.reach.valley import BAILU, QINGHE, town

from antu.clearing.models import NextStep, Visit
from antu.clearing.services import enter_note, void_note
from antu.households.models import Household
from antu.kernel.errors import BadInput, Forbidden
from antu.platform.actor import SYSTEM, Actor
from antu.platform.models import JournalEntry

pytestmark = pytest.mark.django_db
DAY = "2023-05-01"


def refused(kind: str, code: str = "L-1", **texts: str) -> list[tuple[str, Any]]:
    """The rules that are broken, each with its field."""
    with pytest.raises(BadInput) as caught:
        enter_note(SYSTEM, household(code), kind, texts, TODAY)
    return sorted((problem.rule, problem.where.get("column", "")) for problem in caught.value.problems)


def test_a_visit_takes_the_next_step_with_it_in_one_go() -> None:
    hamlet()
    enter("L-1", "visit", DAY, **VISIT, result="愿意复核", **STEP, until_on="2023-06-01")
    found = known("L-1")
    assert found.visit
    assert found.step
    assert (found.visit.result, found.visit.entered_by) == ("愿意复核", SYSTEM.name)
    assert (found.step.step, found.step.by, found.step.until_on) == ("复核面积", "甲", date(2023, 6, 1))
    kinds = JournalEntry.objects.filter(object_kind__startswith="clearing").values_list("action", flat=True)
    assert sorted(kinds) == ["登记下一步", "登记走访"]


def test_a_visit_without_a_step_leaves_the_one_that_holds() -> None:
    hamlet()
    enter("L-1", "step", DAY, **STEP, until_on="2023-06-01")
    enter("L-1", "visit", "2023-05-20", **VISIT)
    step = known("L-1").step
    assert step
    assert step.on == date(2023, 5, 1)


def test_a_half_step_refuses_the_visit_whole() -> None:
    hamlet()
    assert refused("visit", on=DAY, **VISIT, step="复核") == [("R-REQUIRED", "by"), ("R-REQUIRED", "until_on")]
    assert refused("visit", on=DAY, **VISIT, **STEP, until_on="2023-04-30") == [("R-DATE-ORDER", "until_on")]
    assert not Visit.objects.exists()
    assert not NextStep.objects.exists()


def test_every_problem_is_told_at_once() -> None:
    hamlet()
    assert refused("visit", on="2024-01-01", visitors="甲") == [
        ("P-FUTURE", "on"),
        ("R-REQUIRED", "met"),
        ("R-REQUIRED", "said"),
    ]
    assert refused("step", on="五月", **STEP, until_on="2023-02-30") == [("R-DATE", "on"), ("R-DATE", "until_on")]
    assert refused("reason", on=DAY, reason="长" * 301) == [("R-RANGE", "reason")]


def test_the_same_row_is_entered_once_and_again_after_it_was_withdrawn() -> None:
    hamlet()
    first = enter("L-1", "visit", DAY, **VISIT)
    assert refused("visit", on=DAY, **VISIT) == [("R-DUPLICATE", "on")]
    enter("L-1", "visit", DAY, **VISIT | {"said": "下午又去，愿意签约"})
    void_note(SYSTEM, first, reason="登记错了")
    assert enter("L-1", "visit", DAY, **VISIT).pk != first.pk


def test_a_step_of_the_law_stands_once_a_day_whatever_its_number() -> None:
    hamlet()
    enter("L-1", "stage", DAY, stage="demand", document_no="1号")
    assert refused("stage", on=DAY, stage="demand", document_no="2号") == [("R-DUPLICATE", "on")]
    assert refused("stage", on=DAY, stage="没有这一步") == [("R-CHOICE", "stage")]


def test_state_owned_land_is_refused_an_order_to_hand_land_over() -> None:
    hamlet(land="state")
    assert refused("stage", on=DAY, stage="hand_over") == [("R-CHOICE", "stage")]
    enter("L-1", "stage", DAY, stage="decision")


def test_after_it_has_moved_out_only_earlier_days_are_entered() -> None:
    hamlet()
    vacated("L-1", date(2023, 6, 1))
    assert refused("visit", on="2023-06-02", **VISIT) == [("P-NOT-REMAINING", "on")]
    enter("L-1", "visit", "2023-06-01", **VISIT)


def test_a_collective_has_no_house_to_leave_and_a_voided_household_takes_nothing() -> None:
    hamlet()
    assert refused("visit", "L-J", on=DAY, **VISIT) == [("P-NOT-REMAINING", "")]
    Household.objects.filter(code="L-1").update(is_voided=True)
    assert refused("visit", on=DAY, **VISIT) == [("P-VOIDED", "")]


def test_a_row_is_withdrawn_once_and_with_a_reason() -> None:
    hamlet()
    note = enter("L-1", "reason", DAY, reason="面积")
    for reason, rule in (("", "R-REQUIRED"), ("长" * 301, "R-RANGE")):
        with pytest.raises(BadInput) as caught:
            void_note(SYSTEM, note, reason=reason)
        assert caught.value.problems[0].rule == rule
    void_note(SYSTEM, note, reason="记错了")
    with pytest.raises(BadInput) as caught:
        void_note(SYSTEM, note, reason="再来")
    assert caught.value.problems[0].rule == "P-EVENT-VOIDED"
    note.refresh_from_db()
    assert (note.is_voided, note.void_reason) == (True, "记错了")


def test_a_town_enters_what_is_done_of_its_own_households_only() -> None:
    hamlet()
    row = household("L-1")
    row.town = QINGHE
    row.save()
    note = enter_note(town(QINGHE), row, "visit", {"on": DAY, **VISIT}, TODAY)
    other = town(BAILU)
    with pytest.raises(Forbidden):
        enter_note(other, row, "visit", {"on": "2023-05-02", **VISIT}, TODAY)
    with pytest.raises(Forbidden):
        void_note(other, note, reason="不是我的")
    reader = Actor("reader", "只读", frozenset({"register.view"}), SYSTEM.reach)
    with pytest.raises(Forbidden):
        enter_note(reader, row, "visit", {"on": "2023-05-02", **VISIT}, TODAY)
