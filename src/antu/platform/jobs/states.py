"""The state of a job and what remains of it. Pure: both follow from moments and counts."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Final, Protocol

#: A rate is told after so many seconds: before, one slow step would promise hours.
PATIENCE_S: Final = 3
_MINUTE: Final = 60
_HOUR: Final = 3600
_SOON_S: Final = 5


class JobState(StrEnum):
    """Where a job stands."""

    QUEUED = "排队中"
    RUNNING = "正在办理"
    CANCELLING = "正在取消"
    DONE = "已完成"
    FAILED = "没有办成"
    CANCELLED = "已取消"


#: How addresses name the states.
CODES: Final = {state.name.lower(): state for state in JobState}


class Moments(Protocol):
    """What a state follows from."""

    started_at: datetime | None
    cancel_requested_at: datetime | None
    done_at: datetime | None
    failed_at: datetime | None
    cancelled_at: datetime | None


def state_of(job: Moments) -> JobState:
    """The state that the moments say; at most one of the three ends is there."""
    ends = ((job.done_at, JobState.DONE), (job.failed_at, JobState.FAILED), (job.cancelled_at, JobState.CANCELLED))
    ended = next((state for moment, state in ends if moment is not None), None)
    if ended is not None:
        return ended
    if job.cancel_requested_at is not None:
        return JobState.CANCELLING
    return JobState.QUEUED if job.started_at is None else JobState.RUNNING


def remaining_seconds(done: int, total: int | None, elapsed_s: float) -> float | None:
    """What remains at the rate so far; None while there is no rate to speak of."""
    if not total or done <= 0 or done > total or elapsed_s < PATIENCE_S:
        return None
    return elapsed_s * (total - done) / done


def remaining_text(seconds: float | None) -> str:
    """In words, never more exact than a rate is: ``约还需 2 分钟``; empty for None."""
    if seconds is None:
        return ""
    if seconds < _SOON_S:
        return "即将完成"
    if seconds < _MINUTE:
        return f"约还需 {_up(seconds, 10) * 10} 秒" if seconds <= _MINUTE - 10 else "约还需 1 分钟"
    if seconds < _HOUR:
        return f"约还需 {_up(seconds, _MINUTE)} 分钟"
    return f"约还需 {_up(seconds, _HOUR / 2) / 2:g} 小时"


def took_text(seconds: float) -> str:
    """How long something took: ``42 秒``, ``3 分 5 秒``."""
    whole = max(round(seconds), 1)
    minutes, rest = divmod(whole, _MINUTE)
    if not minutes:
        return f"{rest} 秒"
    hours, minutes = divmod(minutes, _MINUTE)
    return f"{hours} 小时 {minutes} 分" if hours else f"{minutes} 分 {rest} 秒"


def _up(seconds: float, unit: float) -> int:
    return int(-(-seconds // unit))
