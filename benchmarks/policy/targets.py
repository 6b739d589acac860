"""The targets: what is compared with what, on which policy, and whether it holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from benchmarks.policy.registers import FLAT, HUNAN

Figures = Mapping[str, Any]
ANTU, HAND, DECIMAL = "antu DuckDB", "hand-written DuckDB, BIGINT", "hand-written DuckDB, DECIMAL"
FISCA: Final = "OpenFisca, float variables"
LARGE: Final = "antu DuckDB, from files, ≤ 6 GiB"
SPARK, SPARK_HAND = "antu Spark", "hand-written Spark SQL"
EXPLAIN: Final = "antu explain, full trace"


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
        """The figure beside its bound; None where either was not measured."""
        mine, theirs = _times(cases, self.policy, self.ours), _times(cases, self.policy, self.peer)
        both = mine.keys() & theirs.keys()
        if not both:
            return None
        size = max(both)
        ratio = mine[size] / theirs[size]
        if self.quicker is not None:
            found, bound, holds = 1 / ratio, f"≥ {self.quicker} × as quick", 1 / ratio >= self.quicker
        else:
            found, bound, holds = ratio, f"≤ {self.slower} × its time", ratio <= (self.slower or 0)
        return _row(self.policy, size, self.words, bound, f"{found:.2f} ×", holds)


TARGETS: Final = (
    Target(FLAT, "antu DuckDB : OpenFisca, float", ANTU, FISCA, quicker=15),
    Target(FLAT, "antu DuckDB : OpenFisca, integer", ANTU, "OpenFisca, integer variables", quicker=15),
    Target(FLAT, "antu DuckDB : hand-written DuckDB, BIGINT", ANTU, HAND, slower=1.5),
    Target(FLAT, "antu DuckDB : hand-written DuckDB, DECIMAL", ANTU, DECIMAL, slower=1.5),
    Target(HUNAN, "antu DuckDB : hand-written DuckDB, BIGINT", ANTU, HAND, slower=1.4),
    Target(HUNAN, "antu DuckDB : OpenFisca, float", ANTU, FISCA, quicker=1),
    Target(HUNAN, "antu Spark : hand-written Spark SQL", SPARK, SPARK_HAND, slower=1.2),
    Target(HUNAN, "antu explain : Zen, no trace", EXPLAIN, "GoRules Zen, no trace", quicker=1),
)


def judged(cases: Sequence[Figures]) -> Iterator[dict[str, object]]:
    """Every target that was measured, and whether it holds."""
    yield from (told for target in TARGETS if (told := target.told(cases)) is not None)
    for subjects, seconds in _times(cases, HUNAN, EXPLAIN).items():
        rate = subjects / seconds
        yield _row(HUNAN, subjects, EXPLAIN, "≥ 9000 households/s", f"{rate:.0f}", rate >= 9000)
    for case in cases:
        if case["case"] == LARGE:
            peak = case["peak MB"]
            yield _row(case["policy"], case["subjects"], LARGE, "≤ 6442 MB (6 GiB)", f"{peak} MB", peak <= 6442)


def _times(cases: Sequence[Figures], policy: str, name: str) -> dict[int, float]:
    """Seconds by size."""
    return {
        case["subjects"]: case["seconds"]
        for case in cases
        if (case["policy"], case["case"]) == (policy, name) and case["seconds"]
    }


def _row(policy: str, subjects: int, words: str, bound: str, found: str, holds: bool) -> dict[str, object]:  # noqa: FBT001
    return {
        "policy": policy,
        "households": subjects,
        "compared": words,
        "target": bound,
        "found": found,
        "holds": "yes" if holds else "**no**",
    }
