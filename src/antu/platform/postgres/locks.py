"""Locks on files: the kernel releases them when their holder dies, however it dies."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class FileLock:
    """A lock on one file, shared or exclusive, held until released or until the process ends."""

    def __init__(self, path: Path) -> None:
        self._descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)

    def share(self) -> None:
        """Hold it together with others; waits for one who holds it alone."""
        fcntl.flock(self._descriptor, fcntl.LOCK_SH)

    def take(self) -> None:
        """Hold it alone; waits."""
        fcntl.flock(self._descriptor, fcntl.LOCK_EX)

    def try_to_share(self) -> bool:
        """Hold it unless somebody holds it alone; whether it worked."""
        return self._try(fcntl.LOCK_SH)

    def try_to_take(self) -> bool:
        """Hold it alone if nobody holds it; whether it worked."""
        return self._try(fcntl.LOCK_EX)

    def release(self) -> None:
        """Let go and close; a released lock is not used again."""
        os.close(self._descriptor)

    def _try(self, kind: int) -> bool:
        try:
            fcntl.flock(self._descriptor, kind | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """The time during which the lock on ``path`` is held alone."""
    lock = FileLock(path)
    try:
        lock.take()
        yield
    finally:
        lock.release()


def is_taken(path: Path) -> bool:
    """Whether somebody holds the lock on ``path`` alone."""
    lock = FileLock(path)
    try:
        return not lock.try_to_share()
    finally:
        lock.release()
