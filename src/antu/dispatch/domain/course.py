"""The course of an assignment: where it stands on a day, from its dated events, and what may happen next.

The one responsible reports it done, who assigned it confirms; what is sent back is open again under the same day.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Final

from antu.kernel.calendar import Unit, WorkingDays

NEAR_DAYS: Final = 3
"""So many working days before its day an assignment is 临期."""


class Deed(StrEnum):
    """What happens to an assignment; the value is what is kept."""

    PROGRESS = "progress"
    DONE = "done"
    CONFIRMED = "confirmed"
    SENT_BACK = "sent_back"
    POSTPONED = "postponed"
    URGED = "urged"
    CANCELLED = "cancelled"

    @property
    def word(self) -> str:
        """On screen."""
        return DEED_WORDS[self]


DEED_WORDS: Final = {
    Deed.PROGRESS: "进展",
    Deed.DONE: "报告完成",
    Deed.CONFIRMED: "确认办结",
    Deed.SENT_BACK: "退回重办",
    Deed.POSTPONED: "延期",
    Deed.URGED: "催办",
    Deed.CANCELLED: "取消",
}


class State(StrEnum):
    """Exactly one of these on any day."""

    LATE = "逾期"
    NEAR = "临期"
    GOING = "进行中"
    NOT_STARTED = "未开始"
    REPORTED = "已完成待确认"
    CLOSED = "办结"
    CANCELLED = "取消"

    @property
    def code(self) -> str:
        """The state as URLs name it."""
        return self.name.lower()

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to do it."""
        return self in OPEN_STATES


OPEN_STATES: Final = frozenset({State.LATE, State.NEAR, State.GOING, State.NOT_STARTED})


@dataclass(frozen=True, slots=True)
class Happened:
    """An event: of several on one day, the one entered later (``number``) is the later one."""

    deed: Deed
    on: date
    number: int = 0
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an assignment stands at the end of a day: its day as postponed, and how many days late it is or was."""

    state: State
    due_on: date
    days_late: int = 0


@dataclass(frozen=True, slots=True)
class _Place:
    due_on: date
    is_begun: bool = False
    reported_on: date | None = None
    end: State | None = None
    urged_on: date | None = None

    def after(self, event: Happened) -> _Place:
        match event.deed:
            case Deed.POSTPONED:
                return replace(self, due_on=event.due_on or self.due_on)
            case Deed.URGED:
                return replace(self, urged_on=event.on)
            case Deed.CONFIRMED | Deed.CANCELLED:
                return replace(self, end=State.CLOSED if event.deed is Deed.CONFIRMED else State.CANCELLED)
        return replace(self, is_begun=True, reported_on=event.on if event.deed is Deed.DONE else None)

    def against(self, event: Happened) -> str:
        """Why the event cannot happen here; empty where it can."""
        word, answers = event.deed.word, {Deed.CONFIRMED, Deed.SENT_BACK}
        if self.end:
            return f"已经{self.end}，不能再“{word}”"
        if event.deed in answers and self.reported_on is None:
            return f"责任单位还没有报告完成，不能“{word}”"
        if self.reported_on and event.deed not in {*answers, Deed.CANCELLED}:
            return f"{self.reported_on} 已报告完成、等待确认，不能再“{word}”；要继续办理，请先退回重办"
        if event.deed is Deed.URGED and self.urged_on == event.on:
            return f"{event.on} 已经催办过；一天只催办一次"
        if event.deed is Deed.POSTPONED and (event.due_on is None or event.due_on <= self.due_on):
            return f"新期限应晚于现在的期限 {self.due_on}"
        return ""


def standing_on(due_on: date, events: Iterable[Happened], day: date, calendar: WorkingDays) -> Standing:
    """Where an assignment that was due on a day stands at the end of ``day``; events may come in any order."""
    place = _Place(due_on)
    for event in in_order(events):
        if event.on <= day:
            place = place.after(event)
    last = place.reported_on or day
    late = max((last - place.due_on).days, 0)
    if place.end is State.CANCELLED:
        return Standing(State.CANCELLED, place.due_on)
    if place.reported_on:
        return Standing(place.end or State.REPORTED, place.due_on, late)
    if late:
        return Standing(State.LATE, place.due_on, late)
    if place.due_on < calendar.last_day(day, NEAR_DAYS + 1, Unit.WORKING_DAY):
        return Standing(State.NEAR, place.due_on)
    return Standing(State.GOING if place.is_begun else State.NOT_STARTED, place.due_on)


def contradictions(given_on: date, due_on: date, events: Iterable[Happened]) -> list[str]:
    """What of these events cannot have happened, each said once; nothing where all of them can."""
    place, found = _Place(due_on), list[str]()
    for event in in_order(events):
        if event.on < given_on:
            found.append(f"“{event.deed.word}”的日期 {event.on} 早于交办日 {given_on}")
        elif why := place.against(event):
            found.append(why)
        else:
            place = place.after(event)
    return found


def next_deeds(due_on: date, events: Iterable[Happened], day: date) -> frozenset[Deed]:
    """What may happen next, on a day after which nothing is known."""
    place = _Place(due_on)
    for event in in_order(events):
        place = place.after(event)
    return frozenset(deed for deed in Deed if not place.against(Happened(deed, day, due_on=date.max)))


def in_order(events: Iterable[Happened]) -> Sequence[Happened]:
    """The events as they happened."""
    return sorted(events, key=lambda event: (event.on, event.number))
