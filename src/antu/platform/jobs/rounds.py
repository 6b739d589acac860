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

from django.db import DatabaseError

from antu.platform.contributions import collected
from antu.platform.jobs.holding import ROUNDS, held

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
    """Make the round unless another worker is at it; each deed of it commits by itself."""
    with held(crc32(each.key.encode()), ROUNDS) as is_ours:
        if is_ours:
            each.run()
    return is_ours
