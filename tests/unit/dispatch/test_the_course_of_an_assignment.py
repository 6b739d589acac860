from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from antu.dispatch.domain.course import Deed, Happened, Standing, State, contradictions, next_deeds, standing_on
from antu.kernel.calendar import national_working_days

CALENDAR = national_working_days()
GIVEN = date(2023, 9, 1)
DUE = date(2023, 9, 28)
OVER = {State.CLOSED, State.CANCELLED}


def happened(*events: tuple[Deed, date] | tuple[Deed, date, date]) -> list[Happened]:
    return [
        Happened(each[0], each[1], number, each[2] if len(each) > 2 else None) for number, each in enumerate(events)
    ]


def on(day: date, *events: tuple[Deed, date] | tuple[Deed, date, date]) -> Standing:
    return standing_on(DUE, happened(*events), day, CALENDAR)


def test_it_is_not_started_then_going_then_near_then_late() -> None:
    begun = (Deed.PROGRESS, date(2023, 9, 5))
    assert on(date(2023, 9, 4), begun).state is State.NOT_STARTED
    assert on(date(2023, 9, 5), begun).state is State.GOING
    assert on(date(2023, 9, 22), begun).state is State.GOING, "Monday to Thursday are four working days"
    assert on(date(2023, 9, 25), begun).state is State.NEAR
    assert on(DUE, begun).state is State.NEAR
    assert on(date(2023, 9, 29), begun) == Standing(State.LATE, DUE, 1)


def test_nearness_counts_working_days_across_the_holidays() -> None:
    due = date(2023, 10, 9)
    before = standing_on(due, (), date(2023, 9, 28), CALENDAR)
    assert before.state is State.NEAR, "from 29 September to 6 October nobody works, on the 7th and 8th everybody does"
    assert standing_on(due, (), date(2023, 9, 27), CALENDAR).state is State.NOT_STARTED


def test_it_is_reported_then_confirmed_and_how_late_it_was_stays() -> None:
    events = ((Deed.DONE, date(2023, 10, 8)), (Deed.CONFIRMED, date(2023, 10, 20)))
    assert on(date(2023, 10, 10), *events) == Standing(State.REPORTED, DUE, 10)
    assert on(date(2023, 11, 1), *events) == Standing(State.CLOSED, DUE, 10)


def test_what_is_sent_back_is_open_again_under_the_same_day() -> None:
    events = ((Deed.DONE, date(2023, 9, 10)), (Deed.SENT_BACK, date(2023, 9, 12)))
    assert on(date(2023, 9, 12), *events).state is State.GOING
    assert on(date(2023, 9, 30), *events) == Standing(State.LATE, DUE, 2)


def test_a_postponement_moves_the_day_from_then_on() -> None:
    event = (Deed.POSTPONED, date(2023, 9, 29), date(2023, 10, 31))
    assert on(date(2023, 9, 30)).state is State.LATE
    assert on(date(2023, 9, 30), event) == Standing(State.NOT_STARTED, date(2023, 10, 31))
    assert on(date(2023, 9, 28), event).due_on == DUE


def test_what_is_cancelled_is_never_late() -> None:
    assert on(date(2024, 1, 1), (Deed.CANCELLED, date(2023, 9, 3))) == Standing(State.CANCELLED, DUE)


@pytest.mark.parametrize(
    ("events", "said"),
    [
        ([(Deed.CONFIRMED, date(2023, 9, 5))], "还没有报告完成"),
        ([(Deed.DONE, date(2023, 9, 5)), (Deed.PROGRESS, date(2023, 9, 6))], "请先退回重办"),
        ([(Deed.DONE, date(2023, 9, 5)), (Deed.DONE, date(2023, 9, 6))], "等待确认"),
        ([(Deed.CANCELLED, date(2023, 9, 5)), (Deed.PROGRESS, date(2023, 9, 6))], "已经取消"),
        ([(Deed.URGED, date(2023, 9, 5)), (Deed.URGED, date(2023, 9, 5))], "一天只催办一次"),
        ([(Deed.POSTPONED, date(2023, 9, 5), DUE)], "新期限应晚于"),
        ([(Deed.PROGRESS, date(2023, 8, 31))], "早于交办日"),
    ],
)
def test_what_cannot_happen_is_said(events: list[tuple[Deed, date]], said: str) -> None:
    (why,) = contradictions(GIVEN, DUE, happened(*events))
    assert said in why


def test_urging_again_on_another_day_is_allowed() -> None:
    events = happened((Deed.URGED, date(2023, 9, 5)), (Deed.URGED, date(2023, 9, 6)))
    assert contradictions(GIVEN, DUE, events) == []
    assert Deed.URGED not in next_deeds(DUE, events, date(2023, 9, 6))
    assert Deed.URGED in next_deeds(DUE, events, date(2023, 9, 7))


DAYS = st.integers(0, 120).map(lambda days: GIVEN + timedelta(days))
EVENTS = st.lists(st.builds(Happened, st.sampled_from(Deed), DAYS, st.integers(0, 999), DAYS), max_size=12)


@given(EVENTS, DAYS, st.randoms(use_true_random=False))
def test_the_state_does_not_depend_on_the_order_in_which_events_are_read(events, day, random) -> None:  # type: ignore[no-untyped-def]
    numbered = {(each.on, each.number): each for each in events}
    known = list(numbered.values())
    shuffled = random.sample(known, len(known))
    assert standing_on(DUE, known, day, CALENDAR) == standing_on(DUE, shuffled, day, CALENDAR)
    assert contradictions(GIVEN, DUE, known) == contradictions(GIVEN, DUE, shuffled)


@given(EVENTS, DAYS)
def test_what_happens_later_changes_no_earlier_state(events: list[Happened], day: date) -> None:
    by_then = [each for each in events if each.on <= day]
    assert standing_on(DUE, events, day, CALENDAR) == standing_on(DUE, by_then, day, CALENDAR)


@given(EVENTS)
def test_only_what_may_happen_next_can_be_added_and_nothing_follows_the_end(events: list[Happened]) -> None:
    known: list[Happened] = []
    for number, each in enumerate(sorted(events, key=lambda event: event.on)):
        new = Happened(each.deed, each.on, number, each.due_on)
        if not contradictions(GIVEN, DUE, [*known, new]):
            assert new.deed in next_deeds(DUE, known, new.on)
            known.append(new)
        before = standing_on(DUE, known, new.on, CALENDAR).state
        assert (not next_deeds(DUE, known, new.on)) == (before in OVER)
    ends = [each for each in known if each.deed in {Deed.CONFIRMED, Deed.CANCELLED}]
    assert ends in ([], known[-1:])


@given(EVENTS, DAYS)
def test_days_late_are_those_after_the_day_in_force(events: list[Happened], day: date) -> None:
    standing = standing_on(DUE, events, day, CALENDAR)
    assert standing.days_late >= 0
    if standing.state is State.LATE:
        assert standing.days_late == (day - standing.due_on).days > 0
    if standing.state in {State.NEAR, State.GOING, State.NOT_STARTED, State.CANCELLED}:
        assert standing.days_late == 0
