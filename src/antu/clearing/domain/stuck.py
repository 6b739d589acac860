"""滞留: since when a household is stuck, and a next step that is late."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Stuck:
    """From which day it is counted, and what happened on that day."""

    since: date
    words: str

    def days_on(self, day: date) -> int | None:
        """Whole days up to ``day``; None before it begins."""
        return (day - self.since).days if self.since <= day else None


def stuck_since(started_on: date | None, notice_on: date | None, known_on: date | None) -> Stuck | None:
    """The later of the project's start and its notice; where neither is recorded, the household's first dated record.

    A day of the register's import is none of these: a workbook handed in late would make an old household new.
    """
    begun = [(day, words) for day, words in ((started_on, "项目启动"), (notice_on, "公告日")) if day]
    if begun:
        return Stuck(*max(begun, key=lambda each: each[0]))
    return Stuck(known_on, "最早的登记") if known_on else None


def days_late(until_on: date, day: date) -> int:
    """How many days a next step is late on ``day``: 0 up to and on the day until which it is to be done."""
    return max((day - until_on).days, 0)
