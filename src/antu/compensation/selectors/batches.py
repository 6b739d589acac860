"""The batch engine for the rooms that compute many subjects: a pack compiled once, chunk after chunk through it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from antu.compensation.domain.proving import BatchAmounts, LineKey
from antu.policy import Facts, Pack
from antu.policy.batch import DuckDB, Program, Unfit, compile_pack, facts_tables

#: Totals of a subject in a batch's answer, by the names that a computation has for them.
TOTALS = ("household", "collective", "separate", "memo", "payable")


class Engine(Protocol):
    """What computes compiled packs: DuckDB, or Spark."""

    def run(self, program: Any, tables: Any) -> Any:
        """The lines, subjects and refusals of a program over tables of facts."""


@dataclass(slots=True)
class PackBatch:
    """One pack on one engine."""

    pack: Pack
    engine: Engine
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

    def amounts(self, facts: Sequence[Facts]) -> list[BatchAmounts]:
        """What the engine says of each of the subjects, in their order."""
        result = self.engine.run(self.program, facts_tables(self.pack, facts))
        lines: list[dict[LineKey, int]] = [{} for _ in facts]
        for subject, key, fen in _lines(self.pack, facts, result.lines):
            lines[subject][key] = fen
        refused = _refusals(result.refused)
        totals = _totals(result.subjects, is_whole=not self.unfit_items)
        nothing: tuple[dict[str, int] | None, bool] = (None, False)
        return [
            BatchAmounts(
                lines[place], *totals.get(place, nothing), unfit=self.unfit_items, refused=refused.get(place, "")
            )
            for place in range(len(facts))
        ]


def duckdb_engine() -> Any:
    """The embedded engine, to be used in a ``with``."""
    return DuckDB()


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


def _totals(subjects: Any, *, is_whole: bool) -> dict[int, tuple[dict[str, int] | None, bool]]:
    names = ("_subject", "draft", *(f"t_{name}" for name in TOTALS))
    found: dict[int, tuple[dict[str, int] | None, bool]] = {}
    for each in subjects.select(names).to_pylist():
        fen = {name: int(each[f"t_{name}"]) for name in TOTALS} if is_whole else None
        found[each["_subject"]] = (fen, bool(each["draft"]))
    return found
