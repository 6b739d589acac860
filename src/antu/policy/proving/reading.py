"""What computing at once says, read back as outcomes of single subjects."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any, Protocol

from antu.policy.batch import BatchResult, DuckDB, FactsTables, Program, compile_pack, facts_tables
from antu.policy.computation import TOTALS
from antu.policy.facts import Facts
from antu.policy.numbers import plain
from antu.policy.pack import Pack
from antu.policy.proving.outcomes import REFUSED, LeftOpen, LineKey, Outcome

_FEN = 100
_PACKAGES = {"Spark": "pyspark"}
"""What an engine other than DuckDB stands on."""


class Engine(Protocol):
    """Whatever computes a program over tables of facts."""

    def run(self, program: Program, tables: FactsTables) -> BatchResult:
        """Everything that the program computes of the subjects."""
        ...


@dataclass(frozen=True, slots=True)
class Reading:
    """Outcomes in the order of the facts, None for a subject that is left to explaining as a whole; what is unfit."""

    outcomes: tuple[Outcome | None, ...]
    left_open: LeftOpen
    unfit: tuple[str, ...]
    engines: Mapping[str, str]


def batch_outcomes(pack: Pack, facts: Sequence[Facts], engine: Engine | None = None) -> Reading:
    """What an engine makes of some facts; DuckDB where none is given."""
    program = compile_pack(pack)
    tables = facts_tables(pack, facts)
    if engine is None:
        with DuckDB() as duckdb:
            result = duckdb.run(program, tables)
    else:
        result = engine.run(program, tables)
    package = _PACKAGES.get(type(engine).__name__, "duckdb")
    engines = {package: version(package)}
    unfit = tuple(f"{each.label}（{each.code}）：{each.why}" for each in program.unfit)
    return Reading(outcomes_of(program, facts, result), left_open_by(program), unfit, engines)


def left_open_by(program: Program) -> LeftOpen:
    """What a program does not compute: unfit parts, and totals that an unfit item belongs to."""
    codes = frozenset(each.code for each in program.unfit)
    named = frozenset(value.name for value in (*program.derived, *program.totals))
    pack = program.pack
    derived = frozenset(each.name for each in pack.derived if f"d_{each.name}" not in named)
    items = frozenset(item.code for item in pack.items if item.code in codes)
    totals = frozenset(name for name in TOTALS if f"t_{name}" not in named)
    return LeftOpen(items, derived, totals)


def outcomes_of(program: Program, facts: Sequence[Facts], result: BatchResult) -> tuple[Outcome | None, ...]:
    """The result's outcome of each subject; None for those that the engine leaves to explaining."""
    beyond, refused = (set(table.column("_subject").to_pylist()) for table in (result.beyond, result.refused))
    lines: dict[int, dict[LineKey, int]] = {}
    for subject, code, row, fen in result.lines_read(program.pack, facts):
        lines.setdefault(subject, {})[code, row] = fen
    values = {each["_subject"]: each for each in result.subjects.to_pylist()}
    found: list[Outcome | None] = []
    for place in range(len(facts)):
        if place in beyond:
            found.append(None)
        elif place in refused:
            found.append(REFUSED)
        else:
            found.append(_outcome(program, lines.get(place, {}), values.get(place)))
    return tuple(found)


def _outcome(program: Program, lines: Mapping[LineKey, int], row: Mapping[str, Any] | None) -> Outcome:
    if row is None:
        return Outcome(lines)
    derived = {each.name.removeprefix("d_"): plain(each.of(row)) for each in program.derived}
    totals = {each.name.removeprefix("t_"): int(each.of(row) * _FEN) for each in program.totals}
    items = {each.name.removeprefix("i_"): int(each.of(row) * _FEN) for each in program.items}
    return Outcome(lines, derived, totals, bool(row["draft"]), items=items)
