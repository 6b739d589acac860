"""What remains and what is known of it follows from dated rows: later days change no earlier one."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

import pytest
from tests.db.clearing.hamlet import (
    NOTICE,
    STEP,
    TODAY,
    VISIT,
    codes,
    enter,
    hamlet,
    household,
    known,
    left,
    signed,
    started,
    vacated,
)

from antu.clearing.models import HouseholdNote
from antu.clearing.selectors.cadres import cadre_counts
from antu.clearing.selectors.households import (
    ANY,
    NONE,
    Known,
    StepDue,
    at_stage,
    for_reason,
    late_steps,
    not_visited,
    remaining_on,
    with_days,
    with_since,
    with_step,
    without_reason,
)
from antu.clearing.services import void_note
from antu.households.models import Circumstance, Household
from antu.platform.actor import SYSTEM

pytestmark = pytest.mark.django_db
JUNE = date(2023, 6, 15)


def test_a_household_leaves_the_list_on_the_day_it_moves_out_and_not_when_it_signs() -> None:
    project = hamlet()
    signed("L-1", date(2023, 5, 1))
    vacated("L-1", JUNE)
    assert left(JUNE - timedelta(days=1), project.pk) == ["L-1", "L-2", "L-3"]
    assert left(JUNE, project.pk) == ["L-2", "L-3"]


def test_a_moving_out_that_was_withdrawn_brings_it_back() -> None:
    hamlet()
    vacated("L-1", JUNE)
    household("L-1").events.update(is_voided=True)
    assert left(TODAY) == ["L-1", "L-2", "L-3"]


def test_days_are_counted_alike_by_the_database_and_by_the_rule() -> None:
    for number, (start, notice) in enumerate(((None, None), (None, NOTICE), (NOTICE, None), (JUNE, NOTICE))):
        project = hamlet(f"片{number}", notice_on=notice)
        Household.objects.filter(project=project, code="L-2").update(code=f"L-2-{number}")
        Household.objects.filter(project=project).exclude(code=f"L-2-{number}").update(is_voided=True)
        if start:
            started(project, start)
        enter(f"L-2-{number}", "visit", "2023-07-01", **VISIT)
    found = list(with_days(with_since(remaining_on(SYSTEM, TODAY)), TODAY))
    assert len(found) == 4
    for each in found:
        by_rule = known(each.code)
        assert by_rule.stuck
        assert (each.since, each.stuck_days.days) == (by_rule.stuck.since, by_rule.days)
    assert [each.since for each in sorted(found, key=lambda each: each.code)] == [
        date(2023, 7, 1),
        NOTICE,
        NOTICE,
        JUNE,
    ]


def test_the_day_of_an_import_begins_nothing() -> None:
    hamlet(notice_on=None)
    Circumstance.objects.create(household=household("L-1"), kind="held_out", from_on=JUNE, from_register=True)
    assert known("L-1").stuck is None
    Circumstance.objects.create(household=household("L-1"), kind="appeal", from_on=JUNE)
    stuck = known("L-1").stuck
    assert stuck
    assert (stuck.since, stuck.words) == (JUNE, "最早的登记")


def test_the_latest_reason_holds_and_the_registers_only_until_there_is_one() -> None:
    hamlet()
    Household.objects.filter(code="L-1").update(held_reason="要求增加安置面积")
    first = enter("L-1", "reason", "2023-04-01", reason="房屋权属有争议")
    enter("L-1", "reason", "2023-06-01", reason="对面积有异议")
    assert known("L-1", date(2023, 3, 31)).reason is None
    assert known("L-1", date(2023, 5, 31)).reason == first
    assert known("L-1").written_reason == "要求增加安置面积"

    def having(words: str, day: date) -> list[str]:
        return codes(for_reason(remaining_on(SYSTEM, day), words, day))

    assert having("安置面积", date(2023, 3, 31)) == ["L-1"]
    assert having("安置面积", TODAY) == []
    assert having("有异议", TODAY) == ["L-1"]
    assert codes(without_reason(remaining_on(SYSTEM, TODAY), TODAY)) == ["L-2", "L-3"]


def test_a_new_step_takes_the_place_of_a_late_one() -> None:
    hamlet()
    enter("L-1", "step", "2023-05-01", **STEP, until_on="2023-05-10")

    def late(day: date) -> list[str]:
        return codes(with_step(remaining_on(SYSTEM, day), StepDue.LATE, day))

    assert (late(date(2023, 5, 10)), late(date(2023, 5, 11))) == ([], ["L-1"])
    enter("L-1", "step", "2023-06-01", **STEP, until_on="2024-01-10")
    assert late(date(2023, 5, 31)) == ["L-1"]
    assert late(TODAY) == []
    assert late_steps(SYSTEM, date(2023, 5, 31)) == 1
    assert codes(with_step(remaining_on(SYSTEM, TODAY), StepDue.RUNNING, TODAY)) == ["L-1"]
    assert codes(with_step(remaining_on(SYSTEM, TODAY), StepDue.NONE, TODAY)) == ["L-2", "L-3"]


def test_nobody_is_late_who_has_moved_out() -> None:
    hamlet()
    enter("L-1", "step", "2023-05-01", **STEP, until_on="2023-05-10")
    vacated("L-1", JUNE)
    assert late_steps(SYSTEM, TODAY) == 0


def test_the_latest_step_of_the_law_holds() -> None:
    hamlet()
    enter("L-1", "stage", "2023-05-01", stage="decision", document_no="示例补决〔2023〕1号")
    enter("L-1", "stage", "2023-08-01", stage="demand")
    day = date(2023, 7, 1)
    assert codes(at_stage(remaining_on(SYSTEM, day), "decision", day)) == ["L-1"]
    assert codes(at_stage(remaining_on(SYSTEM, TODAY), "decision", TODAY)) == []
    assert codes(at_stage(remaining_on(SYSTEM, TODAY), ANY, TODAY)) == ["L-1"]
    assert codes(at_stage(remaining_on(SYSTEM, TODAY), NONE, TODAY)) == ["L-2", "L-3"]


def test_what_was_withdrawn_lets_the_one_before_hold_again() -> None:
    hamlet()
    first = enter("L-1", "visit", "2023-05-01", **VISIT)
    second = enter("L-1", "visit", "2023-06-01", **VISIT)
    assert (known("L-1").visit, known("L-1").visits) == (second, 2)
    void_note(SYSTEM, second, reason="记错了户")
    assert (known("L-1").visit, known("L-1").visits) == (first, 1)
    assert codes(not_visited(remaining_on(SYSTEM, TODAY), TODAY)) == ["L-2", "L-3"]


def test_the_list_per_cadre_counts_their_households_and_puts_nobodys_last() -> None:
    hamlet()
    enter("L-1", "visit", "2023-05-01", **VISIT, **STEP, until_on="2023-05-10")
    enter("L-2", "stage", "2023-05-02", stage="decision")
    vacated("L-3", JUNE)
    first, *rest = cadre_counts(remaining_on(SYSTEM, TODAY), TODAY)
    assert rest == []
    assert (first.officer, first.towns, first.projects, first.households) == ("甲", ("青禾",), 1, 2)
    assert (first.since, first.visited_on) == (NOTICE, date(2023, 5, 1))
    assert (first.unvisited, first.late, first.without_step, first.in_law) == (1, 1, 1, 1)
    before = cadre_counts(remaining_on(SYSTEM, date(2023, 5, 1)), date(2023, 5, 1))
    assert [(each.officer, each.households, each.late) for each in before] == [("甲", 2, 0), ("", 1, 0)]


def told(day: date) -> dict[str, tuple[object, ...]]:
    """Everything that the list says of a day."""

    def words(each: Known) -> tuple[object, ...]:
        return (each.days, each.reason, each.visit, each.visits, each.step, each.stage, each.days_late)

    return {code: words(known(code, day)) for code in left(day)}


def test_a_year_of_random_entries_changes_no_past_day() -> None:
    random = Random(20231231)  # noqa: S311 - the same every time
    project = hamlet()
    started(project, date(2023, 2, 1))
    days, said = [date(2023, 3, 1) + timedelta(days=7 * number) for number in range(40)], []
    for day in days:
        code = random.choice(["L-1", "L-2", "L-3"])
        if code in left(day):
            _something(random, code, day)
        said.append(told(day))
    vacated("L-2", days[-1])
    said[-1] = told(days[-1])
    assert [told(day) for day in days] == said
    assert len({str(each) for each in said}) > 20


def _something(random: Random, code: str, day: date) -> HouseholdNote:
    until = (day + timedelta(days=random.randrange(20))).isoformat()
    kinds = {
        "visit": VISIT,
        "reason": {"reason": f"原因 {day}"},
        "step": {**STEP, "until_on": until},
        "stage": {"stage": random.choice(["decision", "demand", "application"])},
    }
    kind = random.choice(list(kinds))
    return enter(code, kind, day.isoformat(), **kinds[kind])
