from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from antu.kernel.calendar import DayKind, WorkingDays, national_working_days
from antu.regulations.domain.holidays import (
    NoticeDay,
    YearNotice,
    in_force,
    problems_of,
    shipped,
    table_text,
    working_days,
)
from antu.site.cli import main

DAYS = st.dates(date(2004, 1, 1), date(2026, 12, 31))


@pytest.fixture
def ask(capsys: pytest.CaptureFixture[str]) -> Any:
    def run(*words: str) -> tuple[int, Any]:
        status = main(("deadline", *words))
        out = capsys.readouterr().out
        return status, json.loads(out) if out.startswith("{") else out

    return run


@pytest.mark.parametrize(
    ("typed", "last_day", "rolled"),
    [
        ("2023-09-25 10 工作日", "2023-10-13", "2023-10-13"),
        ("2023-09-01 30 日", "2023-10-01", "2023-10-07"),
        ("2023-12-25 15 工作日", "2024-01-16", "2024-01-16"),
        ("2023-11-10 60 日", "2024-01-09", "2024-01-09"),
        ("2023-08-31 6 月", "2024-02-29", "2024-02-29"),
        ("2024-02-05 5 工作日", "2024-02-18", "2024-02-18"),  # Spring Festival; 02-18 is a Sunday of work
    ],
)
def test_a_limit_ends_as_the_law_counts_it(typed: str, last_day: str, rolled: str, ask: Any) -> None:
    as_counted = {"last_day": last_day, "rolled": None, "provisional": False}
    assert ask(*typed.split(), "--json") == (0, as_counted)
    assert ask(*typed.split(), "--maximum", "--json") == (0, {**as_counted, "rolled": rolled})


def test_a_limit_beyond_the_last_year_on_file_is_provisional(ask: Any) -> None:
    assert ask("2026-12-25", "10", "工作日", "--json")[1]["provisional"] is True
    assert "暂定" in ask("2026-12-25", "10", "工作日")[1]


def test_what_cannot_be_read_is_named_and_nothing_is_counted(ask: Any) -> None:
    for words, told in (
        (("2023-02-30", "10", "日"), "起算日"),
        (("2023-02-20", "0", "日"), "期限"),
        (("2023-02-20", "1.5", "日"), "期限"),
        (("2023-02-20", "99999999999", "日"), "期限"),
        (("2023-02-20", "5", "周"), "单位"),
        (("1850-02-20", "5", "日"), "起算日"),
        (("20230925", "5", "日"), "起算日"),
        (("2023-W39-1", "5", "日"), "起算日"),
    ):
        status, document = ask(*words, "--json")
        assert status == 2
        assert [(error["rule"], error["column"]) for error in document["errors"]] == [("R-DEADLINE", told)]


def test_everything_wrong_is_told_at_once_and_zeros_in_front_change_nothing(ask: Any) -> None:
    _, document = ask("2023-02-30", "x", "周", "--json")
    assert [error["column"] for error in document["errors"]] == ["起算日", "期限", "单位"]
    assert ask("2023-09-25", "0000000010", "工作日", "--json") == ask("2023-09-25", "10", "工作日", "--json")


def test_the_command_reads_the_office_s_own_table(ask: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("ANTU_HOME", str(tmp_path))
    own = YearNotice(2027, "试验通知", (NoticeDay(date(2027, 1, 1), DayKind.HOLIDAY, "元旦"),))
    before = ask("2026-12-25", "10", "工作日", "--json")[1]
    (tmp_path / "holidays.csv").write_text(table_text(in_force([own])), encoding="utf-8")
    after = ask("2026-12-25", "10", "工作日", "--json")[1]
    assert (before["last_day"], before["provisional"]) == ("2027-01-08", True)
    assert (after["last_day"], after["provisional"]) == ("2027-01-11", False)


def test_the_shipped_table_written_and_read_again_is_the_same_calendar() -> None:
    assert working_days(in_force([])) == national_working_days()


@given(start=DAYS, amount=st.integers(1, 60))
def test_between_start_and_end_there_are_exactly_so_many_working_days(start: date, amount: int) -> None:
    calendar = national_working_days()
    last = calendar.last_day(start, amount, "工作日")
    between = (start + timedelta(days=offset) for offset in range(1, (last - start).days + 1))
    assert sum(calendar.is_working_day(day) for day in between) == amount
    assert calendar.is_working_day(last)


@given(start=DAYS, amount=st.integers(1, 400), unit=st.sampled_from(["日", "月"]))
def test_a_maximum_ends_on_a_working_day_and_never_earlier(start: date, amount: int, unit: str) -> None:
    calendar: WorkingDays = national_working_days()
    end = calendar.deadline(start, min(amount, 24) if unit == "月" else amount, unit, maximum=True)
    assert end.rolled is not None
    assert end.rolled >= end.last_day
    assert calendar.is_working_day(end.rolled)


def test_a_notice_is_refused_day_by_day_for_what_is_wrong_with_it() -> None:
    monday, saturday = date(2027, 2, 8), date(2027, 2, 6)
    days = (
        NoticeDay(monday, DayKind.HOLIDAY, "春节"),
        NoticeDay(monday, DayKind.HOLIDAY, "春节"),
        NoticeDay(date(2027, 2, 9), DayKind.MAKE_UP, "春节"),
        NoticeDay(saturday, DayKind.MAKE_UP, "春节"),
        NoticeDay(date(2028, 1, 1), DayKind.HOLIDAY, "元旦"),
        NoticeDay(date(2026, 12, 31), DayKind.HOLIDAY, "元旦"),
    )
    found = [
        (problem.where["row"], problem.message)
        for problem in problems_of(YearNotice(2027, "", days), shipped().values())
    ]
    assert [place for place, _ in found] == [1, 2, 4]
    assert "两次" in found[0][1]
    assert "本来就上班" in found[1][1]
    assert "不在 2027 年内" in found[2][1]


def test_two_years_that_disagree_about_a_day_are_told() -> None:
    other = YearNotice(2027, "", (NoticeDay(date(2027, 12, 31), DayKind.HOLIDAY, "元旦"),))
    mine = YearNotice(
        2028, "", (NoticeDay(date(2027, 12, 31), DayKind.MAKE_UP), NoticeDay(date(2028, 1, 1), DayKind.HOLIDAY))
    )
    messages = [problem.message for problem in problems_of(mine, [other])]
    assert any("2027 年的安排里是「放假」" in message for message in messages)
