"""Weeks as they are reported: from Monday to Sunday, of the year that has most of their days."""

from __future__ import annotations

from datetime import date, timedelta

_SUNDAY = timedelta(days=6)
_THURSDAY = timedelta(days=3)


def monday_of(day: date) -> date:
    """The Monday of the day's week."""
    return day - timedelta(days=day.weekday())


def year_of(monday: date) -> int:
    """The year that a week belongs to, as of ISO 8601."""
    return (monday + _THURSDAY).year


def weeks_of(year: int, today: date) -> list[date]:
    """The Mondays of the year's weeks that have begun by today, the latest first."""
    first = monday_of(date(year, 1, 4))
    weeks = [first + timedelta(weeks=number) for number in range(53)]
    return [week for week in reversed(weeks) if year_of(week) == year and week <= today]


def week_text(monday: date) -> str:
    """The week as people read it: ``2023-06-05 至 06-11``."""
    return f"{monday.isoformat()} 至 {monday + _SUNDAY:%m-%d}"
