"""What everybody may know at once of running work: written on a connection of its own, beside its transaction."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from django.db import connection

_BEGIN = """
    update platform_job set started_at = now(), counted_from = now(), attempts = attempts + 1, done = 0, total = null,
           note = '' where id = %s and ended_at is null
"""
_PROGRESS = """
    update platform_job set done = %s, total = %s, note = %s,
           counted_from = case when %s then now() else counted_from end
    where id = %s and ended_at is null returning cancel_requested_at is not null
"""
_ASK = "select cancel_requested_at is not null from platform_job where id = %s"


class JobNotes:
    """Notes on one job."""

    def __init__(self, job_id: int, side: psycopg.Connection[Any]) -> None:
        self.job_id, self.side = job_id, side

    def begin(self) -> None:
        """An attempt begins."""
        self.side.execute(_BEGIN, [self.job_id])

    def progress(self, done: int, total: int | None, note: str, *, is_new: bool) -> bool:
        """How far it is; whether it was cancelled meanwhile. ``is_new`` begins the count that a rate is told from."""
        return _first(self.side.execute(_PROGRESS, [done, total, note[:200], is_new, self.job_id]))

    def is_cancelled(self) -> bool:
        """Whether somebody asked for its end."""
        return _first(self.side.execute(_ASK, [self.job_id]))


@contextmanager
def side_notes(job_id: int) -> Iterator[JobNotes]:
    """Notes on a connection that commits each of them at once."""
    wanted = connection.get_connection_params()
    for ours in ("cursor_factory", "context"):
        wanted.pop(ours, None)
    with psycopg.connect(**wanted, autocommit=True) as side:
        yield JobNotes(job_id, side)


def _first(cursor: psycopg.Cursor[Any]) -> bool:
    row = cursor.fetchone()
    return row is not None and bool(row[0])
