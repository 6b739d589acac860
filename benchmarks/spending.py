"""What a piece of work costs this process: the clock, the processor, the most memory that it held meanwhile."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

Done = TypeVar("Done")
STATUS, FORGET_PEAK = Path("/proc/self/status"), Path("/proc/self/clear_refs")


@dataclass(frozen=True, slots=True)
class Spent:
    """The clock's seconds, the processor's in this process alone, and the most memory of it meanwhile."""

    seconds: float
    cpu: float
    megabytes: int

    def __add__(self, other: Spent) -> Spent:
        """One after the other."""
        return Spent(self.seconds + other.seconds, self.cpu + other.cpu, max(self.megabytes, other.megabytes))


def spent(work: Callable[[], Done]) -> tuple[Done, Spent]:
    """What the work gave, and its cost."""
    gc.collect()
    FORGET_PEAK.write_text("5")
    worked, start = time.process_time(), time.perf_counter()
    done = work()
    seconds, cpu = time.perf_counter() - start, time.process_time() - worked
    peak = next(line for line in STATUS.read_text().splitlines() if line.startswith("VmHWM"))
    return done, Spent(seconds, cpu, round(int(peak.split()[1]) / 1000))
