"""A project's state on a day, from its dated events. Source: 一天只有一个状态，取第一个成立的 (ADR 0004)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import Protocol


class DatedEvent(Protocol):
    """What is asked of an event: its kind (a value of ``ProjectEventKind``) and its day."""

    kind: str
    on: date


class ProjectState(StrEnum):
    """Exactly one of these on any day: the first, in this order, that applies."""

    CANCELLED = "取消"
    DONE = "完成"
    PAUSED = "暂停"
    PARTLY_DONE = "部分完成"
    IN_PROGRESS = "推进中"
    NOT_STARTED = "未启动"

    @property
    def code(self) -> str:
        """The state as URLs and columns name it."""
        return self.name.lower()


def state_on(events: Iterable[DatedEvent], day: date) -> ProjectState:
    """The state at the end of ``day``; of events on one day, the later one in the iterable is the later one.

    A project that was resumed is under way even where its start was never recorded.
    """
    kinds = [event.kind for event in sorted(events, key=lambda event: event.on) if event.on <= day]
    if "cancelled" in kinds:
        return ProjectState.CANCELLED
    if "done" in kinds:
        return ProjectState.DONE
    if _is_paused(kinds):
        return ProjectState.PAUSED
    if "partly_done" in kinds:
        return ProjectState.PARTLY_DONE
    if "started" in kinds or "resumed" in kinds:
        return ProjectState.IN_PROGRESS
    return ProjectState.NOT_STARTED


def _is_paused(kinds: list[str]) -> bool:
    turns = [kind for kind in kinds if kind in {"paused", "resumed"}]
    return turns[-1:] == ["paused"]
