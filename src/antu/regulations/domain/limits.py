"""A time limit typed by a person, and its end in words."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from antu.kernel.calendar import LONGEST, Deadline, Unit, WorkingDays
from antu.kernel.errors import BadInput, Problem

_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_NUMBER: Final = re.compile(r"[1-9]\d{0,8}", re.ASCII)
WEEKDAYS: Final = "一二三四五六日"
PROVISIONAL: Final = "跨入的年份还没有登记节假日安排，工作日按周一至周五计算，安排公布后可能变动"


def typed_deadline(start: str, amount: str, unit: str, calendar: WorkingDays, *, maximum: bool) -> Deadline:
    """The end of a limit given as text. Raises BadInput (``R-DEADLINE``) naming what cannot be read."""
    first, number = _day(start.strip()), amount.strip().lstrip("0")
    problems = []
    if first is None:
        problems.append(_wrong(f"起算日「{start}」不是存在的日期；请按 2023-09-25 的样子填写", "起算日"))
    if not _NUMBER.fullmatch(number):
        problems.append(_wrong(f"期限「{amount}」不在 1 至 {LONGEST} 之间；请填写正整数，如 10", "期限"))
    if unit not in {*Unit}:
        problems.append(_wrong(f"期限单位「{unit}」不认识；只能是 {'、'.join(Unit)}", "单位"))
    if problems or first is None:
        raise BadInput(problems)
    return calendar.deadline(first, int(number), unit, maximum=maximum)


def _day(text: str) -> date | None:
    """A day written as ISO writes it with hyphens, and no other form of it."""
    try:
        return date.fromisoformat(text) if _DAY.fullmatch(text) else None
    except ValueError:
        return None


def day_words(day: date) -> str:
    """``2023-10-13（星期五）``."""
    return f"{day.isoformat()}（星期{WEEKDAYS[day.weekday()]}）"


def _wrong(message: str, column: str) -> Problem:
    return Problem("R-DEADLINE", message, {"column": column})
