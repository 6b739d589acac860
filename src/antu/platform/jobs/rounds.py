"""What is done again and again beside all jobs: a room contributes a :class:`Round`, a worker makes it when it is due.

Several workers make a round once: it runs under a lock of its key, and says itself what is left to do, so that one
missed or made twice changes nothing.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from zlib import crc32

from django.db import DatabaseError, connection

from antu.platform.contributions import collected

_LOCKS = 0x524F554E
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Round:
    """Work that is looked for every so many seconds; ``run`` does what is due, in transactions of its own."""

    key: str
    every_s: float
    run: Callable[[], int]


def make_rounds(made_at: dict[str, float]) -> int:
    """Make every round whose time has come since ``made_at`` (monotonic, by key, kept by the caller); how many."""
    done = 0
    for each in collected(Round):
        if time.monotonic() - made_at.get(each.key, float("-inf")) < each.every_s:
            continue
        made_at[each.key] = time.monotonic()
        try:
            done += _alone(each)
        except DatabaseError:
            raise
        except Exception:  # one room's mistake does not keep the others from their round
            log.exception("round %s", each.key)
    return done


def _alone(each: Round) -> bool:
    """Make the round unless another worker is at it; the lock is the session's, so that each deed commits by itself."""
    key = [_LOCKS, crc32(each.key.encode()) % 2**31]
    if not _asked("SELECT pg_try_advisory_lock(%s, %s)", key):
        return False
    try:
        each.run()
    finally:
        _asked("SELECT pg_advisory_unlock(%s, %s)", key)
    return True


def _asked(query: str, key: list[int]) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(query, key)
        row = cursor.fetchone()
    return bool(row and row[0])
