"""Time limits end where the law's worked examples end, and say when they may still change."""

import csv
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from antu.kernel.calendar import SHIPPED_TABLE, Unit, WorkingDays, full_day, month_day, national_working_days
from antu.kernel.errors import BadInput

days = st.dates(date(2004, 1, 1), date(2026, 6, 30))


@pytest.mark.parametrize(
    ("amount", "unit", "start", "last", "rolled"),
    [
        (10, "工作日", "2023-09-25", "2023-10-13", "2023-10-13"),
        (30, "日", "2023-09-01", "2023-10-01", "2023-10-07"),
        (15, "工作日", "2023-12-25", "2024-01-16", "2024-01-16"),
        (60, "日", "2023-11-10", "2024-01-09", "2024-01-09"),
        (6, "月", "2023-08-31", "2024-02-29", "2024-02-29"),
        (1, "月", "2023-01-31", "2023-02-28", "2023-02-28"),
        (12, "月", "2024-02-29", "2025-02-28", "2025-02-28"),
        (1, "工作日", "2023-09-28", "2023-10-07", "2023-10-07"),
        (1, "日", "2020-01-23", "2020-01-24", "2020-02-03"),
    ],
)
def test_the_worked_examples_hold(amount: int, unit: str, start: str, last: str, rolled: str) -> None:
    begun = date.fromisoformat(start)
    end = national_working_days().deadline(begun, amount, unit, maximum=True)
    assert end.last_day == date.fromisoformat(last)
    assert end.rolled == date.fromisoformat(rolled)
    assert not end.provisional
    assert national_working_days().deadline(begun, amount, unit).rolled is None


@given(days, st.integers(1, 120))
def test_a_limit_in_working_days_holds_exactly_so_many_of_them(start: date, amount: int) -> None:
    table = national_working_days()
    last = table.last_day(start, amount, Unit.WORKING_DAY)
    counted = [start + timedelta(days=offset) for offset in range(1, (last - start).days + 1)]
    assert sum(table.is_working_day(day) for day in counted) == amount
    assert table.is_working_day(last)


@given(days)
def test_rolling_passes_over_days_off_only(day: date) -> None:
    table = national_working_days()
    rolled = table.roll(day)
    assert table.is_working_day(rolled)
    assert not any(table.is_working_day(day + timedelta(days=gap)) for gap in range((rolled - day).days))


@given(days, st.integers(1, 120))
def test_months_end_on_the_same_day_or_the_months_last(start: date, months: int) -> None:
    last = national_working_days().last_day(start, months, Unit.MONTH)
    assert (last.year - start.year) * 12 + last.month - start.month == months
    assert last.day == start.day or (last.day < start.day and (last + timedelta(days=1)).day == 1)


@pytest.mark.parametrize(
    ("start", "amount", "unit", "provisional"),
    [
        ("2026-12-01", 30, "日", False),
        ("2026-12-25", 10, "工作日", True),
        ("2026-12-02", 30, "日", True),
        ("2003-12-31", 1, "日", True),
        ("2004-01-01", 1, "日", False),
        ("2050-03-01", 6, "月", True),
    ],
)
def test_a_limit_that_touches_an_unknown_year_is_provisional(
    start: str, amount: int, unit: str, *, provisional: bool
) -> None:
    assert national_working_days().deadline(date.fromisoformat(start), amount, unit).provisional is provisional


def test_rolling_past_the_last_known_year_is_provisional_too() -> None:
    table = WorkingDays(frozenset({date(2024, 12, 31)}), frozenset(), frozenset({2024}))
    assert not table.deadline(date(2024, 12, 30), 1, "日").provisional
    end = table.deadline(date(2024, 12, 30), 1, "日", maximum=True)
    assert (end.rolled, end.provisional) == (date(2025, 1, 1), True)


def test_a_gap_between_known_years_is_not_known() -> None:
    table = WorkingDays(frozenset(), frozenset(), frozenset({2023, 2025}))
    assert table.deadline(date(2023, 12, 31), 13, Unit.MONTH).provisional


@pytest.mark.parametrize(
    ("start", "amount", "unit"),
    [("2023-01-01", 0, "日"), ("2023-01-01", -1, "日"), ("2023-01-01", 10**9, "工作日"), ("2023-01-01", 1, "周"),
     ("0001-01-01", 1, "月"), ("9999-12-31", 1, "工作日")],
)  # fmt: skip
def test_a_limit_that_makes_no_sense_is_refused(start: str, amount: int, unit: str) -> None:
    with pytest.raises(BadInput) as refused:
        national_working_days().last_day(date.fromisoformat(start), amount, unit)
    assert refused.value.problems[0].rule == "R-DEADLINE"


def test_every_shipped_row_names_its_notice_and_stands_within_its_year() -> None:
    with SHIPPED_TABLE.open(encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(table))
    assert {int(row["year"]) for row in rows} == set(range(2004, 2027))
    for row in rows:
        day = date.fromisoformat(row["date"])
        assert int(row["year"]) == day.year or (row["name"], day.month) == ("元旦", 12)
        assert row["year"] in row["notice"]
        assert row["kind"] == "放假" or day.weekday() >= 5


def test_bad_rows_of_a_table_are_all_named() -> None:
    row = {"year": "2023", "date": "2023-10-01", "kind": "放假"}
    rows = [row, row, {**row, "date": "2023-02-30"}, {**row, "kind": "休"}, {"year": "2023"}]
    with pytest.raises(BadInput) as refused:
        WorkingDays.from_rows(rows)
    assert [problem.where["row"] for problem in refused.value.problems] == [3, 4, 5, 6]
    assert {problem.rule for problem in refused.value.problems} == {"R-HOLIDAY"}


def test_documents_write_days_without_zeros() -> None:
    assert month_day(date(2023, 6, 8)) == "6月8日"
    assert full_day(date(2023, 12, 31)) == "2023年12月31日"
