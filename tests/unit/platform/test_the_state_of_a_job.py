"""A job's state follows from its moments; what remains is told from the rate so far, no finer than a rate is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from antu.platform.jobs.states import JobState, remaining_seconds, remaining_text, state_of, took_text

NOW = datetime(2026, 11, 26, tzinfo=UTC)


@dataclass
class Moments:
    started_at: datetime | None = None
    cancel_requested_at: datetime | None = None
    done_at: datetime | None = None
    failed_at: datetime | None = None
    cancelled_at: datetime | None = None


@pytest.mark.parametrize(
    ("moments", "state"),
    [
        (Moments(), JobState.QUEUED),
        (Moments(started_at=NOW), JobState.RUNNING),
        (Moments(started_at=NOW, cancel_requested_at=NOW), JobState.CANCELLING),
        (Moments(started_at=NOW, cancel_requested_at=NOW, cancelled_at=NOW), JobState.CANCELLED),
        (Moments(started_at=NOW, cancel_requested_at=NOW, done_at=NOW), JobState.DONE),
        (Moments(started_at=NOW, failed_at=NOW), JobState.FAILED),
        (Moments(cancel_requested_at=NOW, cancelled_at=NOW), JobState.CANCELLED),
    ],
)
def test_the_state_follows_from_the_moments(moments: Moments, state: JobState) -> None:
    assert state_of(moments) is state


@pytest.mark.parametrize(
    ("done", "total", "elapsed", "remains"),
    [
        (0, 100, 60, None),
        (10, None, 60, None),
        (10, 100, 1, None),
        (25, 100, 10, 30),
        (100, 100, 10, 0),
        (120, 100, 10, None),
    ],
)
def test_what_remains_is_told_from_the_rate(done: int, total: int | None, elapsed: float, remains: float) -> None:
    assert remaining_seconds(done, total, elapsed) == remains


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (None, ""),
        (0, "即将完成"),
        (12, "约还需 20 秒"),
        (50, "约还需 50 秒"),
        (55, "约还需 1 分钟"),
        (61, "约还需 2 分钟"),
        (3601, "约还需 1.5 小时"),
        (7200, "约还需 2 小时"),
    ],
)
def test_what_remains_in_words(seconds: float | None, text: str) -> None:
    assert remaining_text(seconds) == text


@pytest.mark.parametrize(("seconds", "text"), [(0.2, "1 秒"), (42, "42 秒"), (185, "3 分 5 秒"), (7500, "2 小时 5 分")])
def test_how_long_it_took_in_words(seconds: float, text: str) -> None:
    assert took_text(seconds) == text
