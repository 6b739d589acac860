"""The batch engine for the rooms that compute many subjects: a pack compiled once, chunk after chunk through it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from antu.compensation.domain.proving import BatchAmounts, LineKey
from antu.policy import Facts, Pack
from antu.policy.computation import TOTALS

if TYPE_CHECKING:
    from antu.policy.batch import Engine, Program, SubjectAmounts, Unfit
    from antu.policy.faults import BadFacts

EXPLAIN, DUCKDB, SPARK = "explain", "duckdb", "spark"


@dataclass(slots=True)
class PackBatch:
    """One pack on one engine."""

    pack: Pack
    engine: Engine
    program: Program = field(init=False)

    def __post_init__(self) -> None:
        from antu.policy.batch import compile_pack  # noqa: PLC0415 - SQL engines load slowly, and few processes need one

        self.program = compile_pack(self.pack)

    @property
    def unfit(self) -> tuple[Unfit, ...]:
        """What the engine leaves to explain."""
        return tuple(self.program.unfit)

    @property
    def unfit_items(self) -> frozenset[str]:
        """The codes of the items among it."""
        return frozenset(each.code for each in self.unfit if each.kind == "item")

    def amounts(self, facts: Sequence[Facts]) -> list[BatchAmounts | None]:
        """What the engine says of each of the subjects, in their order; None for one that it leaves to explain."""
        if not facts:
            return []
        from antu.policy.batch import facts_tables  # noqa: PLC0415 - as above

        result = self.engine.run(self.program, facts_tables(self.pack, facts))
        lines: list[dict[LineKey, int]] = [{} for _ in facts]
        for subject, code, row, fen in result.lines_read(self.pack, facts):
            lines[subject][code, row or ""] = fen
        refused = _refusals(result.refused)
        values = {each["_subject"]: each for each in _totals(result.subjects)}
        return [
            self._amounts(lines[place], values.get(place, {}), refused.get(place, ""))
            if place in values or place in refused
            else None
            for place in range(len(facts))
        ]

    def completed(self, facts: Sequence[Facts]) -> Iterator[SubjectAmounts | BadFacts]:
        """What each of the subjects comes to, in their order, explained where the engine leaves one out."""
        if not facts:
            return iter(())
        from antu.policy.batch import complete_with_explain, facts_tables  # noqa: PLC0415 - as above

        return complete_with_explain(self.engine, self.program, facts_tables(self.pack, facts), facts.__getitem__)

    def _amounts(self, lines: Mapping[LineKey, int], values: Mapping[str, Any], refused: str) -> BatchAmounts:
        is_whole = not self.unfit_items and all(f"t_{name}" in values for name in TOTALS)
        totals = {name: int(values[f"t_{name}"]) for name in TOTALS} if is_whole else None
        return BatchAmounts(lines, totals, bool(values.get("draft")), self.unfit_items, refused)


def engine_named(name: str) -> Any:
    """The engine, to be used in a ``with``: ``duckdb``, or ``spark`` (OutsideMissing where it is not installed)."""
    if name == SPARK:
        from antu.policy.batch.spark import Spark  # noqa: PLC0415 - an extra

        return Spark()
    from antu.policy.batch import DuckDB  # noqa: PLC0415 - SQL engines load slowly, and few processes need one

    return DuckDB()


def _totals(subjects: Any) -> list[dict[str, Any]]:
    known = [name for name in ("_subject", "draft", *(f"t_{name}" for name in TOTALS)) if name in subjects.column_names]
    found: list[dict[str, Any]] = subjects.select(known).to_pylist()
    return found


def _refusals(refused: Any) -> dict[int, str]:
    said: dict[int, list[str]] = {}
    for each in refused.to_pylist():
        place = " ".join(str(each[name]) for name in ("table", "row", "column") if each[name] is not None)
        said.setdefault(each["_subject"], []).append(f"{place} {each['rule']}".strip())
    return {subject: "；".join(words) for subject, words in said.items()}
