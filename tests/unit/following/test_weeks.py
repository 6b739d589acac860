from __future__ import annotations

from datetime import date

import pytest

from antu.following.domain.weeks import monday_of, week_text, weeks_of, year_of


@pytest.mark.parametrize(
    ("day", "monday", "year"),
    [
        (date(2023, 6, 7), date(2023, 6, 5), 2023),
        (date(2023, 1, 1), date(2022, 12, 26), 2022),
        (date(2024, 12, 31), date(2024, 12, 30), 2025),
        (date(2021, 1, 3), date(2020, 12, 28), 2020),
    ],
)
def test_a_week_begins_on_monday_and_belongs_to_the_year_of_its_thursday(day: date, monday: date, year: int) -> None:
    assert monday_of(day) == monday
    assert year_of(monday) == year


def test_a_year_has_every_week_once_until_today() -> None:
    assert len(weeks_of(2020, date(2024, 1, 1))) == 53
    assert len(weeks_of(2023, date(2024, 1, 1))) == 52
    assert weeks_of(2023, date(2023, 1, 12)) == [date(2023, 1, 9), date(2023, 1, 2)]
    assert weeks_of(2024, date(2023, 6, 1)) == []


def test_a_week_is_named_by_its_first_and_last_day() -> None:
    assert week_text(date(2023, 6, 26)) == "2023-06-26 至 07-02"
