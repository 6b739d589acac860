"""What an earlier workbook ended is over: a day or a circumstance that comes back is a new one, and stays one."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.db.registry import TODAY, bring_in_book, household, told
from tests.unit.register.village import Book, village

pytestmark = pytest.mark.django_db

LATER, LAST = date(2024, 2, 1), date(2024, 3, 1)


def vacated(day: date | None) -> Book:
    book = village()
    book["户"][0]["腾地日"] = day
    return book


def written(state: str) -> Book:
    book = village()
    book["户"][1]["状态"] = state
    return book


def events(code: str) -> list[tuple[date, bool]]:
    return [(each.on, each.is_voided) for each in household(code).events.filter(kind="vacated").order_by("id")]


def test_a_corrected_day_handed_in_again_changes_nothing(tmp_path: Path) -> None:
    for day in (date(2023, 6, 1), date(2023, 7, 3)):
        bring_in_book(vacated(day), tmp_path)
    created, updated, _ = told(bring_in_book(vacated(date(2023, 7, 3)), tmp_path))
    assert (created, updated) == (0, 0)
    assert events("H-1") == [(date(2023, 6, 1), True), (date(2023, 7, 3), False)]


def test_a_day_that_was_emptied_comes_back_as_a_new_event(tmp_path: Path) -> None:
    for day in (date(2023, 6, 1), None, date(2023, 6, 1)):
        bring_in_book(vacated(day), tmp_path)
    assert events("H-1") == [(date(2023, 6, 1), True), (date(2023, 6, 1), False)]


def test_a_circumstance_that_ended_begins_anew_on_the_day_it_is_written_again(tmp_path: Path) -> None:
    for state, today in (("滞留", TODAY), ("已认定", LATER), ("滞留", LAST)):
        bring_in_book(written(state), tmp_path, today=today)
    found = [(each.from_on, each.until_on) for each in household("H-2").circumstances.order_by("id")]
    assert found == [(TODAY, LATER), (LAST, None)]


def test_a_circumstance_that_ended_is_not_ended_again(tmp_path: Path) -> None:
    for state, today in (("滞留", TODAY), ("已认定", LATER), ("司法", LAST)):
        bring_in_book(written(state), tmp_path, today=today)
    found = [(each.kind, each.from_on, each.until_on) for each in household("H-2").circumstances.order_by("id")]
    assert found == [("held_out", TODAY, LATER), ("enforcement", LAST, None)]
