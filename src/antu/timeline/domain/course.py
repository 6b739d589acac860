"""The course of a project through its statutory steps: what is done, what may begin when and why, what is due when.

The day of a step is when it was published or done. A step may begin on the day after the legal minimum of each step
before it has run out: a minimum is only ever extended, never moved. A maximum that ends on a day off moves to the next
working day; what was paused or extended is added to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import Enum
from typing import Final

from antu.kernel.calendar import Deadline, Unit, WorkingDays

NEAR_DAYS: Final = 5
"""So many working days before its end a limit is 临期."""


class Tense(Enum):
    """Where a step stands on a day; one of these, by code and word."""

    LATE = ("late", "逾期")
    NEAR = ("near", "临期")
    ON_DISPLAY = ("on-display", "公示中")
    DONE = ("done", "已完成")
    OPEN = ("open", "可以办理")
    BLOCKED = ("blocked", "还不能办理")
    OPTIONAL = ("optional", "需要时办理")

    @property
    def code(self) -> str:
        """In addresses."""
        return self.value[0]

    @property
    def word(self) -> str:
        """On screen."""
        return self.value[1]


@dataclass(frozen=True, slots=True)
class LegalLimit:
    """A limit as the course needs it: how much of what, whether at least, and its law in words."""

    amount: int
    unit: Unit
    is_minimum: bool
    starts_from: str
    words: str
    """``至少 10 个工作日（《土地管理法实施条例》第二十六条）``."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A step that the law asks: what comes before it, and the limits in force on its day."""

    code: str
    title: str
    after: tuple[str, ...]
    is_optional: bool
    basis: str
    minimums: tuple[LegalLimit, ...] = ()
    maximums: tuple[LegalLimit, ...] = ()


@dataclass(frozen=True, slots=True)
class Pause:
    """Days that a maximum does not count, both ends included."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Extension:
    """What was added to a maximum, by whose document."""

    amount: int
    unit: Unit


@dataclass(frozen=True, slots=True)
class Done:
    """A step as recorded: its day, and until when its notice hung out as the notice says (None: the legal minimum).

    ``pauses`` and ``extensions`` are of the maximum that the step must keep.
    """

    on: date
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """Pauses and extensions of the limit of one step."""

    pauses: tuple[Pause, ...] = ()
    extensions: tuple[Extension, ...] = ()


@dataclass(frozen=True, slots=True)
class Placed:
    """A step on a day.

    ``runs_out`` is the last day of its display, ``due`` the end of its maximum (as counted and rolled), ``earliest``
    the first day on which it may begin (None while a step before it is missing), ``missing`` names those steps, ``why``
    says what it waits for.
    """

    asked: Asked
    done: Done | None
    tense: Tense
    runs_out: Deadline | None = None
    due: Deadline | None = None
    earliest: date | None = None
    missing: tuple[str, ...] = ()
    why: tuple[str, ...] = ()


@dataclass(frozen=True)
class Course:
    """The steps of one project; ``changes`` are pauses and extensions by the step whose maximum they concern."""

    steps: Mapping[str, Asked]
    done: Mapping[str, Done]
    calendar: WorkingDays
    changes: Mapping[str, Change] = field(default_factory=dict)

    def on(self, today: date) -> list[Placed]:
        """Every step as it stands on the day, in the order of the law."""
        return [self._placed(asked, today) for asked in self.steps.values()]

    def runs_out(self, code: str) -> Deadline | None:
        """The last day on which the step's notice hangs out: the longest legal minimum, or what the notice says.

        None for a step that is not done, or that has no minimum and no end of its own.
        """
        done = self.done.get(code)
        if done is None:
            return None
        ends = [
            self.calendar.deadline(done.on, limit.amount, limit.unit)
            for limit in self.steps[code].minimums
            if limit.starts_from == code
        ]
        if done.until:
            ends.append(Deadline(done.until, None, provisional=False))
        return max(ends, key=lambda end: end.last_day, default=None)

    def due(self, code: str) -> Deadline | None:
        """The end of the shortest maximum of the step, pauses and extensions added; None where none runs."""
        ends = [self._maximum(code, limit) for limit in self.steps[code].maximums if limit.starts_from in self.done]
        return min(ends, key=lambda end: end.rolled or end.last_day, default=None)

    def _maximum(self, code: str, limit: LegalLimit) -> Deadline:
        change = self.changes.get(code, Change())
        start = self.done[limit.starts_from].on
        end = self.calendar.last_day(start, limit.amount, limit.unit)
        for extension in change.extensions:
            end = self.calendar.last_day(end, extension.amount, extension.unit)
        for pause in sorted(change.pauses, key=lambda each: each.first):
            if start < pause.first <= end:
                end = self._after(pause, end, limit.unit)
        last = self.calendar.roll(end)
        years = range(start.year, last.year + 1)
        return Deadline(end, last, provisional=not self.calendar.years.issuperset(years))

    def _after(self, pause: Pause, end: date, unit: Unit) -> date:
        """The end moved by what the pause took: working days of a limit in working days, else all days."""
        days = [pause.first + timedelta(days=offset) for offset in range((pause.last - pause.first).days + 1)]
        if unit is Unit.WORKING_DAY:
            lost = sum(self.calendar.is_working_day(day) for day in days)
            return self.calendar.last_day(end, lost, unit) if lost else end
        return end + timedelta(days=len(days))

    def earliest(self, code: str) -> tuple[date | None, tuple[str, ...]]:
        """The first day on which the step may begin, and what it waits for; None while a step before it is missing."""
        first, why, is_open = None, list[str](), True
        for before in self._before(code):
            asked, done = self.steps[before], self.done.get(before)
            if done is None:
                is_open = False
                why.append(f"还没有登记「{asked.title}」（{asked.basis}）")
                continue
            end = self.runs_out(before)
            day = end.last_day + timedelta(days=1) if end else done.on
            if end and (first is None or day > first):
                why.append(self._waits(asked, done, end))
            first = day if first is None else max(first, day)
        return (first if is_open else None), tuple(why)

    def _before(self, code: str) -> Iterable[str]:
        return (before for before in self.steps[code].after if not self.steps[before].is_optional)

    @staticmethod
    def _waits(asked: Asked, done: Done, end: Deadline) -> str:
        longest = "、".join(limit.words for limit in asked.minimums) or "公告写明的期限"
        provisional = "，暂定" if end.provisional else ""
        return (
            f"「{asked.title}」{done.on} 发布，{longest}，到 {end.last_day} 期满{provisional}，"
            f"最早 {end.last_day + timedelta(days=1)} 起"
        )

    def _placed(self, asked: Asked, today: date) -> Placed:
        done, runs_out, due = self.done.get(asked.code), self.runs_out(asked.code), self.due(asked.code)
        earliest, why = self.earliest(asked.code)
        missing = tuple(self.steps[code].title for code in self._before(asked.code) if code not in self.done)
        waits = ((), ()) if done else (missing, why)
        placed = Placed(asked, done, Tense.OPEN, runs_out, due, earliest, *waits)
        return replace(placed, tense=self._tense(placed, today))

    def _tense(self, placed: Placed, today: date) -> Tense:
        if placed.done:
            is_out = placed.runs_out is None or today > placed.runs_out.last_day
            return Tense.DONE if is_out else Tense.ON_DISPLAY
        if placed.due and placed.due.rolled:
            if today > placed.due.rolled:
                return Tense.LATE
            if self.calendar.last_day(today, NEAR_DAYS, Unit.WORKING_DAY) >= placed.due.rolled:
                return Tense.NEAR
        waits = any(True for _ in self._before(placed.asked.code))
        if waits and (placed.earliest is None or placed.earliest > today):
            return Tense.BLOCKED
        return Tense.OPTIONAL if placed.asked.is_optional else Tense.OPEN


def needed_before(steps: Mapping[str, Asked], code: str) -> list[Asked]:
    """Every step that must be done before this one, in the order of the law; optional ones are not needed."""
    needed: set[str] = set()
    waiting = [code]
    while waiting:
        more = {before for before in steps[waiting.pop()].after if not steps[before].is_optional} - needed
        needed |= more
        waiting += more
    return [asked for asked in steps.values() if asked.code in needed]


def order_problems(course: Course, code: str, on: date, until: date | None, today: date) -> Sequence[tuple[str, str]]:
    """Why the step cannot be recorded on that day: field and message; nothing when it can."""
    asked, found = course.steps[code], list[tuple[str, str]]()
    if on > today:
        found.append(("on", f"{on} 还没有到；请在办理之后登记"))
    earliest, why = course.earliest(code)
    needs = [before for before in asked.after if not course.steps[before].is_optional]
    if needs and earliest is None:
        found += [("on", f"还不能办理「{asked.title}」：{reason}") for reason in why]
    elif earliest and on < earliest:
        reasons = why or (f"「{course.steps[needs[0]].title}」是 {course.done[needs[0]].on} 办理的",)
        found += [("on", f"「{asked.title}」不能早于 {earliest}：{reason}") for reason in reasons]
    if until:
        legal = Course(course.steps, {**course.done, code: Done(on)}, course.calendar).runs_out(code)
        if until < on:
            found.append(("until", f"公告截止日 {until} 早于发布日 {on}"))
        elif legal and until < legal.last_day:
            words = "、".join(limit.words for limit in asked.minimums)
            found.append(("until", f"公告截止日 {until} 太早：{words}，至少到 {legal.last_day}"))
    return found
