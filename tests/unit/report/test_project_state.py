"""A project's state on a day is the first that its events make true."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from antu.projects.domain.state import ProjectState, state_on

YEAR_END = date(2023, 12, 31)


@dataclass
class Happening:
    kind: str
    on: date


def events(*kinds: str) -> list[Happening]:
    return [Happening(kind, date(2023, 1, 1) + timedelta(days=30 * place)) for place, kind in enumerate(kinds)]


@pytest.mark.parametrize(
    ("kinds", "state"),
    [
        ((), ProjectState.NOT_STARTED),
        (("started",), ProjectState.IN_PROGRESS),
        (("started", "partly_done"), ProjectState.PARTLY_DONE),
        (("started", "partly_done", "paused"), ProjectState.PAUSED),
        (("started", "paused", "resumed"), ProjectState.IN_PROGRESS),
        (("paused", "resumed"), ProjectState.IN_PROGRESS),
        (("started", "paused", "resumed", "paused"), ProjectState.PAUSED),
        (("started", "paused", "partly_done"), ProjectState.PAUSED),
        (("started", "paused", "done"), ProjectState.DONE),
        (("started", "done", "paused"), ProjectState.DONE),
        (("started", "done", "cancelled"), ProjectState.CANCELLED),
        (("cost_counted", "settled", "archived"), ProjectState.NOT_STARTED),
    ],
)
def test_a_project_is_in_the_first_state_that_applies(kinds: tuple[str, ...], state: ProjectState) -> None:
    assert state_on(events(*kinds), YEAR_END) is state


def test_what_happens_later_does_not_change_the_state_of_a_day() -> None:
    life = [Happening("started", date(2023, 3, 1)), Happening("done", date(2024, 1, 1))]
    assert state_on(life, YEAR_END) is ProjectState.IN_PROGRESS
    assert state_on(life, date(2024, 1, 1)) is ProjectState.DONE


def test_of_a_pause_and_a_resumption_on_one_day_the_later_row_counts() -> None:
    day = date(2023, 5, 1)
    assert state_on([Happening("paused", day), Happening("resumed", day)], YEAR_END) is ProjectState.IN_PROGRESS
    assert state_on([Happening("resumed", day), Happening("paused", day)], YEAR_END) is ProjectState.PAUSED


KINDS = st.sampled_from(["started", "partly_done", "done", "paused", "resumed", "cancelled", "settled"])
DAYS = st.dates(date(2022, 1, 1), date(2024, 12, 31))


@given(st.lists(st.builds(Happening, KINDS, DAYS), max_size=8), st.randoms(use_true_random=False))
def test_the_order_in_which_events_are_given_matters_only_within_a_day(life: list[Happening], chance: Random) -> None:
    one_a_day = list({event.on: event for event in life}.values())
    shuffled = sorted(one_a_day, key=lambda _: chance.random())
    assert state_on(shuffled, YEAR_END) is state_on(one_a_day, YEAR_END)
