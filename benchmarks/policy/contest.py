"""A contestant, and how a case is run: answers first, then the clock, contestants of one case by turns."""

from __future__ import annotations

import gc
import json
import os
import resource
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pyarrow as pa

from benchmarks.policy.exactness import compare_any
from benchmarks.policy.registers import Register

ROUNDS: Final = 5
TICKS: Final = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Contestant:
    """One way of computing a register that it already holds in its own form.

    ``run`` is what is timed; ``totals`` turns what it gave into whole fen, a row a household; ``subjects`` is how many
    households it computes, where it takes only the first of them.
    """

    name: str
    run: Callable[[], Any]
    totals: Callable[[Any], pa.Table]
    subjects: int


def contest(register: Register, contestants: Sequence[Contestant], seconds: float) -> list[dict[str, Any]]:
    """The figures of each: how many households are wrong, and the best time of several rounds within ``seconds``.

    With no seconds the first run, which gave the answers, is what counts: for a register that takes minutes.
    """
    figures: list[dict[str, Any]] = []
    for each in contestants:
        worked, start = cpu_seconds(), time.perf_counter()
        given = each.run()
        first, cpu = time.perf_counter() - start, cpu_seconds() - worked
        found = compare_any(each.totals(given), register.truth, each.subjects)
        del given
        figures.append(
            {
                "case": each.name,
                "wrong": found.wrong,
                "most off fen": found.most_off,
                "first s": first,
                "first CPU s": cpu,
            }
        )
    spent: list[list[tuple[float, float]]] = [[] for _ in contestants]
    if seconds <= 0:
        spent = [[(figure["first s"], figure.pop("first CPU s"))] for figure in figures]
    until = time.perf_counter() + seconds
    for turn in range(ROUNDS if seconds > 0 else 0):
        order = range(len(contestants)) if turn % 2 else range(len(contestants) - 1, -1, -1)
        for place in order:
            spent[place].append(_timed(contestants[place].run))
        if time.perf_counter() > until:
            break
    peak = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000)
    for each, figure, taken in zip(contestants, figures, spent, strict=True):
        best, cpu = min(taken)
        figure |= {"subjects": each.subjects, "seconds": best, "CPU s": cpu, "rounds": len(taken), "peak MB": peak}
    return figures


def _timed(run: Callable[[], Any]) -> tuple[float, float]:
    gc.collect()
    worked, start = cpu_seconds(), time.perf_counter()
    run()
    return time.perf_counter() - start, cpu_seconds() - worked


def cpu_seconds() -> float:
    """What this process and those below it have had of the processor: Spark works in Java, LibreOffice by itself."""
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    living = sum(_cpu(process) for process in children(os.getpid()))
    return time.process_time() + living + ended.ru_utime + ended.ru_stime


def children(process: int) -> list[int]:
    """The processes that this one started, and theirs."""
    found = []
    for path in Path(f"/proc/{process}/task").glob("*/children"):
        for child in map(int, path.read_text().split()):
            found += [child, *children(child)]
    return found


def _cpu(process: int) -> float:
    try:
        words = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(words[11]) + int(words[12])) / TICKS


def tell(figures: Sequence[dict[str, Any]]) -> None:
    """Print the figures for the process that asked."""
    print("\n" + json.dumps(list(figures)))
