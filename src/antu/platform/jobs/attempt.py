"""What running work is given: who acts, its arguments, a way to say how far it is and to hear that it must stop."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from antu.platform.actor import Actor
from antu.platform.jobs.notes import JobNotes
from antu.platform.jobs.store import result_path

#: Progress is written at most so often: work may tell every row.
PROGRESS_S: Final = 0.5


class Cancelled(Exception):
    """The person who queued the job has cancelled it; raised inside the work, so that it is rolled back."""


class Stopping(Exception):
    """The worker is being stopped in order; the work is rolled back and queued again."""


def never() -> bool:
    """For work that nobody stops."""
    return False


@dataclass(slots=True)
class JobRun:
    """One attempt at a job. Its work calls :meth:`progress` often: that is also where it can be stopped."""

    job_id: int
    actor: Actor
    args: Mapping[str, Any]
    notes: JobNotes
    is_stopping: Callable[[], bool] = field(default=never)
    _told_at: float = 0.0
    _told: tuple[int | None, str] = (None, "")

    def progress(self, done: int, total: int | None = None, note: str = "") -> None:
        """Show how far the work is, to everybody at once; may be called for every row.

        ``note`` says what is being done; another note or total begins a new count. Raises as :meth:`check_cancelled`.
        """
        now, told = time.monotonic(), (total, note)
        if told == self._told and now - self._told_at < PROGRESS_S and done != total:
            return
        is_new = told != self._told
        self._told_at, self._told = now, told
        self._stop_if(is_cancelled=self.notes.progress(done, total, note, is_new=is_new))

    def check_cancelled(self) -> None:
        """Raise when the job was cancelled or its worker must stop; the work must let it pass."""
        self._stop_if(is_cancelled=self.notes.is_cancelled())

    def file(self, name: str) -> Path:
        """Where to write the file that the person gets under this name; hand it in with the outcome."""
        return result_path(self.job_id, name)

    def _stop_if(self, *, is_cancelled: bool) -> None:
        if is_cancelled:
            raise Cancelled
        if self.is_stopping():
            raise Stopping
