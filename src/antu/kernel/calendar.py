"""Working days and time limits under the State Council's holiday notices.

The first day is not counted. Where a *maximum* ends on a day off it moves to the next working day (民法典 201, 203);
a minimum display is never moved. Which years are known is part of the answer: a limit that touches any other year is
provisional, because its holidays have not been announced.
"""

from __future__ import annotations

import csv
import io
import os
from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from itertools import count, islice
from pathlib import Path
from typing import Self

from antu.kernel.errors import BadInput, Problem

SHIPPED_TABLE = Path(__file__).with_name("data") / "holidays.csv"
EARLIEST, LATEST = date(1900, 1, 1), date(2100, 12, 31)  # the dates that registers accept
LONGEST = 3650  # ten years of days; the law's longest limit of this trade is under two
_SATURDAY = 5


class Unit(StrEnum):
    """What a limit is counted in."""

    WORKING_DAY = "工作日"
    DAY = "日"
    MONTH = "月"


class DayKind(StrEnum):
    """What a notice makes of a day."""

    HOLIDAY = "放假"
    MAKE_UP = "上班"


@dataclass(frozen=True, slots=True)
class Deadline:
    """The end of a limit: the day as counted, where a maximum rolls to (else None), and whether it may still change."""

    last_day: date
    rolled: date | None
    provisional: bool


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """The announced holidays and make-up days, and the years they were announced for."""

    holidays: frozenset[date]
    make_up_days: frozenset[date]
    years: frozenset[int]

    @classmethod
    def from_rows(cls, rows: Iterable[Mapping[str, str]]) -> Self:
        """The table from rows with ``year``, ``date`` (ISO) and ``kind`` (放假 or 上班).

        Raises BadInput naming every row that cannot be read or repeats a day; the first row is row 2, under its header.
        """
        kinds: dict[date, DayKind] = {}
        years: set[int] = set()
        problems: list[Problem] = []
        for number, row in enumerate(rows, start=2):
            try:
                day, kind, year = date.fromisoformat(row["date"]), DayKind(row["kind"]), int(row["year"])
            except (KeyError, ValueError):
                problems.append(_bad_row(number, f"{dict(row)} 读不懂；应有年份、日期（2023-10-01）、放假或上班"))
                continue
            if day in kinds:
                problems.append(_bad_row(number, f"{day} 已在前面出现；同一天只能有一行"))
            kinds[day] = kind
            years.add(year)
        if problems:
            raise BadInput(problems)
        off, on = (frozenset(day for day, kind in kinds.items() if kind is wanted) for wanted in DayKind)
        return cls(off, on, frozenset(years))

    def is_working_day(self, day: date) -> bool:
        """Whether offices work on that day; for a year that is not known, Monday to Friday."""
        if day.weekday() >= _SATURDAY:
            return day in self.make_up_days
        return day not in self.holidays

    def roll(self, day: date) -> date:
        """The day itself when offices work on it, else the next day on which they do."""
        return next(later for later in _days_from(day) if self.is_working_day(later))

    def last_day(self, start: date, amount: int, unit: Unit | str) -> date:
        """The last day of a limit of so many 工作日, 日 or 月 that begins the day after ``start``.

        A month that lacks the day ends on its own last day: 2023-08-31 + 6 月 is 2024-02-29. Raises BadInput
        (``R-DEADLINE``) for an unknown unit, an amount outside 1 to 3650 or a start outside 1900 to 2100.
        """
        counted_in = _checked(start, amount, unit)
        if counted_in is Unit.MONTH:
            return _months_later(start, amount)
        if counted_in is Unit.DAY:
            return start + timedelta(days=amount)
        working = (day for day in _days_from(start + timedelta(days=1)) if self.is_working_day(day))
        return next(islice(working, amount - 1, None))

    def count_after(self, day: date, last: date) -> int:
        """How many working days come after ``day``, up to and with ``last``; none where it is not later."""
        later = (day + timedelta(days=offset) for offset in range(1, (last - day).days + 1))
        return sum(self.is_working_day(each) for each in later)

    def deadline(self, start: date, amount: int, unit: Unit | str, *, maximum: bool = False) -> Deadline:
        """The end of a limit, rolled to a working day when it is a maximum. Raises as :meth:`last_day`."""
        last = self.last_day(start, amount, unit)
        rolled = self.roll(last) if maximum else None
        touched = range(start.year, (rolled or last).year + 1)
        return Deadline(last, rolled, provisional=not self.years.issuperset(touched))


@cache
def national_working_days() -> WorkingDays:
    """The table that ships with the product."""
    with SHIPPED_TABLE.open(encoding="utf-8", newline="") as table:
        return WorkingDays.from_rows(csv.DictReader(table))


def table_on_file() -> Path:
    """Where an office's own table lies for the command line, if it has one."""
    home = os.environ.get("ANTU_HOME")
    return Path(home) / "holidays.csv" if home else SHIPPED_TABLE


def working_days_on_file() -> WorkingDays:
    """The calendar without a database: the installation's own, else the shipped one.

    Raises BadInput (``R-HOLIDAY``) for a file that cannot be read.
    """
    path = table_on_file()
    if not path.is_file() or path == SHIPPED_TABLE:
        return national_working_days()
    try:
        return WorkingDays.from_rows(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))
    except UnicodeDecodeError as error:
        what = f"{path} 不是 UTF-8 文字；请在“节假日安排”页随便哪一年再保存一次，重新生成"
        raise BadInput(Problem("R-HOLIDAY", what)) from error


def month_day(day: date) -> str:
    """A day of a year that is known, as documents write it: 6月8日."""
    return f"{day.month}月{day.day}日"


def full_day(day: date) -> str:
    """A day as documents write it: 2023年6月8日."""
    return f"{day.year}年{month_day(day)}"


def left_words(day: date, calendar: WorkingDays, today: date) -> str:
    """What is left until a last day: ``还剩 6 个工作日``, ``今天到期``, ``已过 3 天``."""
    if day < today:
        return f"已过 {(today - day).days} 天"
    return f"还剩 {calendar.count_after(today, day)} 个工作日" if day > today else "今天到期"


def _days_from(day: date) -> Iterator[date]:
    return (day + timedelta(days=offset) for offset in count())


def _months_later(start: date, months: int) -> date:
    years, month = divmod(start.month - 1 + months, 12)
    year, month = start.year + years, month + 1
    return date(year, month, min(start.day, monthrange(year, month)[1]))


def _checked(start: date, amount: int, unit: Unit | str) -> Unit:
    if not 1 <= amount <= LONGEST:
        raise _bad_limit("期限", f"期限「{amount}」不在 1 至 {LONGEST} 之间；请填写正整数")
    if not EARLIEST <= start <= LATEST:
        raise _bad_limit("起算日", f"起算日 {start} 不在 {EARLIEST} 至 {LATEST} 之间；请核对年份")
    try:
        return Unit(unit)
    except ValueError:
        raise _bad_limit("单位", f"期限单位「{unit}」不认识；只能是 {'、'.join(Unit)}") from None


def _bad_limit(column: str, message: str) -> BadInput:
    return BadInput(Problem("R-DEADLINE", message, {"column": column}))


def _bad_row(number: int, message: str) -> Problem:
    return Problem(
        "R-HOLIDAY", f"节假日表第 {number} 行 {message}", {"table": "holidays", "row": number, "column": None}
    )
