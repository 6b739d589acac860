"""The targets: what is compared with what, on which policy, and whether it holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from benchmarks.policy.registers import FLAT, HUNAN

Figures = Mapping[str, Any]
ANTU, HAND, DECIMAL = "antu DuckDB", "hand-written DuckDB, BIGINT", "hand-written DuckDB, DECIMAL"
FISCA: Final = "OpenFisca, float variables"
SUMMED: Final = ", child rows summed beforehand"
LARGE: Final = "antu DuckDB, from files, ≤ 6 GiB"
SPARK, SPARK_HAND = "antu Spark", "hand-written Spark SQL"
EXPLAIN, TOLD = "antu explain, full trace", "antu explain, every line and trace told in words"
RATE: Final = 9_000
"""Households a second that explaining is to reach."""


@dataclass(frozen=True, slots=True)
class Target:
    """One figure of ours, measured against a peer on the greatest register that both computed, and its bound."""

    policy: str
    words: str
    ours: str
    peer: str
    quicker: float | None = None
    """At least so many times as quick as the peer."""
    slower: float | None = None
    """At most so many times the peer's time."""

    def told(self, cases: Sequence[Figures]) -> dict[str, object] | None:
        """The figure beside its bound, by the clock and in the processor's time; None where either was not measured."""
        ratios = {}
        for clock in ("seconds", "CPU s"):
            mine, theirs = (_times(cases, self.policy, name, clock) for name in (self.ours, self.peer))
            both = mine.keys() & theirs.keys()
            if both:
                ratios[clock] = max(both), mine[max(both)] / theirs[max(both)]
        if "seconds" not in ratios:
            return None
        size, ratio = ratios["seconds"]
        by_cpu = f"{self._told(ratios['CPU s'][1]):.2f} ×" if "CPU s" in ratios else "—"
        holds = self._told(ratio) >= self.quicker if self.quicker else ratio <= (self.slower or 0)
        bound = f"≥ {self.quicker} × as quick" if self.quicker else f"≤ {self.slower} × its time"
        return _row(self.policy, size, self.words, bound, f"{self._told(ratio):.2f} ×", by_cpu, holds=holds)

    def _told(self, ratio: float) -> float:
        """How many times as quick, or how many times the time."""
        return 1 / ratio if self.quicker else ratio


TARGETS: Final = (
    Target(FLAT, "antu DuckDB : OpenFisca, float", ANTU, FISCA, quicker=15),
    Target(FLAT, "antu DuckDB : OpenFisca, integer", ANTU, "OpenFisca, integer variables", quicker=15),
    Target(FLAT, "antu DuckDB : hand-written DuckDB, BIGINT", ANTU, HAND, slower=1.5),
    Target(FLAT, "antu DuckDB : hand-written DuckDB, DECIMAL", ANTU, DECIMAL, slower=1.5),
    Target(HUNAN, "antu DuckDB : hand-written DuckDB, BIGINT", ANTU, HAND, slower=1.4),
    Target(HUNAN, "antu DuckDB : OpenFisca, float, from child rows", ANTU, f"{FISCA}, from child rows", quicker=1),
    Target(HUNAN, f"antu DuckDB : OpenFisca, float{SUMMED}", ANTU, FISCA + SUMMED, quicker=1),
    Target(HUNAN, "antu Spark : hand-written Spark SQL", SPARK, SPARK_HAND, slower=1.2),
    Target(HUNAN, "antu explain : Zen, no trace", EXPLAIN, "GoRules Zen, no trace", quicker=1),
)


def judged(cases: Sequence[Figures]) -> Iterator[dict[str, object]]:
    """Every target that was measured, and whether it holds."""
    yield from (told for target in TARGETS if (told := target.told(cases)) is not None)
    for name in (EXPLAIN, TOLD):
        yield from _rates(cases, name)
    for case in cases:
        if case["case"] == LARGE:
            peak = case["peak MB"]
            yield _row(
                case["policy"], case["subjects"], LARGE, "≤ 6442 MB (6 GiB)", f"{peak} MB", "—", holds=peak <= 6442
            )


def _rates(cases: Sequence[Figures], name: str) -> Iterator[dict[str, object]]:
    """How many households a second; one thread on a busy machine is judged by what it had of the processor."""
    spent = _times(cases, HUNAN, name, "CPU s")
    for subjects, seconds in _times(cases, HUNAN, name).items():
        by_clock, by_cpu = subjects / seconds, subjects / spent[subjects]
        holds = max(by_clock, by_cpu) >= RATE
        yield _row(HUNAN, subjects, name, f"≥ {RATE} households/s", f"{by_clock:.0f}", f"{by_cpu:.0f}", holds=holds)


def _times(cases: Sequence[Figures], policy: str, name: str, clock: str = "seconds") -> dict[int, float]:
    """Seconds by size."""
    return {
        case["subjects"]: case[clock]
        for case in cases
        if (case["policy"], case["case"]) == (policy, name) and case.get(clock)
    }


def _row(
    policy: str, subjects: int, words: str, bound: str, found: str, by_cpu: str, *, holds: bool
) -> dict[str, object]:
    return {
        "policy": policy,
        "households": subjects,
        "compared": words,
        "target": bound,
        "found": found,
        "in CPU time": by_cpu,
        "holds": "yes" if holds else "**no**",
    }
