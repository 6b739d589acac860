"""A time limit typed by a person, and its end in words."""

from __future__ import annotations

from datetime import date
from typing import Final

from antu.kernel.calendar import Deadline, WorkingDays
from antu.kernel.errors import BadInput, Problem

WEEKDAYS: Final = "一二三四五六日"
PROVISIONAL: Final = "跨入的年份还没有登记节假日安排，工作日按周一至周五计算，安排公布后可能变动"


def typed_deadline(start: str, amount: str, unit: str, calendar: WorkingDays, *, maximum: bool) -> Deadline:
    """The end of a limit given as text. Raises BadInput (``R-DEADLINE``) naming what cannot be read."""
    problems = []
    try:
        first = date.fromisoformat(start.strip())
    except ValueError:
        problems.append(_wrong(f"起算日「{start}」不是存在的日期；请按 2023-09-25 的样子填写", "起算日"))
    number = amount.strip()
    if not (number.isascii() and number.isdigit()):
        problems.append(_wrong(f"期限「{amount}」不是正整数；请只填数字，如 10", "期限"))
    if problems:
        raise BadInput(problems)
    return calendar.deadline(first, int(number[:9]), unit, maximum=maximum)


def day_words(day: date) -> str:
    """``2023-10-13（星期五）``."""
    return f"{day.isoformat()}（星期{WEEKDAYS[day.weekday()]}）"


def _wrong(message: str, column: str) -> Problem:
    return Problem("R-DEADLINE", message, {"column": column})
