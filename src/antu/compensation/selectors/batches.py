"""The batch engine for the rooms that compute many subjects: a pack compiled once, chunk after chunk through it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from importlib import import_module
from typing import Any, Protocol

from antu.compensation.domain.proving import BatchAmounts, LineKey
from antu.kernel.errors import OutsideMissing, Problem
from antu.policy import Facts, Pack
from antu.policy.batch import DuckDB, Program, Unfit, ValueColumn, compile_pack, facts_tables

EXPLAIN, DUCKDB, SPARK = "explain", "duckdb", "spark"
#: Totals of a subject in a batch's answer, by the names that a computation has for them.
TOTALS = ("household", "collective", "separate", "memo", "payable")


class Engine(Protocol):
    """What computes compiled packs: DuckDB, or Spark."""

    def run(self, program: Any, tables: Any) -> Any:
        """The lines, subjects and refusals of a program over tables of facts."""


@dataclass(slots=True)
class PackBatch:
    """One pack on one engine; ``wanted`` names derived values that are to be told of each subject."""

    pack: Pack
    engine: Engine
    wanted: tuple[str, ...] = ()
    program: Program = field(init=False)

    def __post_init__(self) -> None:
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
        result = self.engine.run(self.program, facts_tables(self.pack, facts))
        lines: list[dict[LineKey, int]] = [{} for _ in facts]
        for subject, key, fen in _lines(self.pack, facts, result.lines):
            lines[subject][key] = fen
        refused = _refusals(result.refused)
        values = {each["_subject"]: each for each in self._values(result.subjects)}
        return [
            self._amounts(lines[place], values.get(place, {}), refused.get(place, ""))
            if place in values or place in refused
            else None
            for place in range(len(facts))
        ]

    def _values(self, subjects: Any) -> list[dict[str, Any]]:
        known = set(subjects.column_names)
        asked = [each for each in self.program.derived if each.name in self._asked]
        names = [name for each in asked for name in (each.name, each.over) if name]
        totals = [f"t_{name}" for name in TOTALS if f"t_{name}" in known]
        found: list[dict[str, Any]] = subjects.select(["_subject", "draft", *totals, *dict.fromkeys(names)]).to_pylist()
        return found

    @property
    def _asked(self) -> frozenset[str]:
        return frozenset(f"d_{name}" for name in self.wanted)

    def _amounts(self, lines: Mapping[LineKey, int], values: Mapping[str, Any], refused: str) -> BatchAmounts:
        is_whole = not self.unfit_items and all(f"t_{name}" in values for name in TOTALS)
        totals = {name: int(values[f"t_{name}"]) for name in TOTALS} if is_whole else None
        derived = {
            each.name.removeprefix("d_"): _exact(values, each)
            for each in self.program.derived
            if each.name in self._asked and values.get(each.name) is not None
        }
        return BatchAmounts(lines, totals, bool(values.get("draft")), self.unfit_items, refused, derived)


def engine_named(name: str) -> Any:
    """The engine, to be used in a ``with``: ``duckdb``, or ``spark`` (OutsideMissing where it is not installed)."""
    return DuckDB() if name == DUCKDB else _spark()


def _spark() -> Any:
    try:
        return import_module("antu.policy.batch.spark").Spark()
    except ImportError as missing:
        what = (
            "没有安装 Apache Spark；请运行 pip install -r requirements/spark.txt（另需 Java 17），或用 --engine duckdb"
        )
        raise OutsideMissing(Problem("C-SPARK", what)) from missing


def _lines(pack: Pack, facts: Sequence[Facts], lines: Any) -> Iterator[tuple[int, LineKey, int]]:
    columns = (lines.column(name).to_pylist() for name in ("_subject", "item", "row", "amount_fen"))
    for subject, item, row, fen in zip(*columns, strict=True):
        made = pack.items[item]
        name = str(facts[subject].tables[made.per][row]["id"]) if made.per and row is not None else ""
        yield subject, (made.code, name), int(fen)


def _refusals(refused: Any) -> dict[int, str]:
    said: dict[int, list[str]] = {}
    for each in refused.to_pylist():
        place = " ".join(str(each[name]) for name in ("table", "row", "column") if each[name] is not None)
        said.setdefault(each["_subject"], []).append(f"{place} {each['rule']}".strip())
    return {subject: "；".join(words) for subject, words in said.items()}


def _exact(values: Mapping[str, Any], column: ValueColumn) -> Fraction:
    over = int(values[column.over]) if column.over else 1
    return Fraction(int(values[column.name]), 10**column.scale * over)
