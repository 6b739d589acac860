"""A small pack with two households, and engines that are wrong on purpose."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache

import pyarrow as pa
from tests.unit.policy.small_pack import facts, small

from antu.policy import Pack
from antu.policy.batch import BatchResult, DuckDB, FactsTables, Program
from antu.policy.proving.agreement import PackProof, prove_facts

Wrong = Callable[[BatchResult], BatchResult]


@dataclass(frozen=True)
class WrongEngine:
    """DuckDB, whose result something happens to."""

    wrong: Wrong

    def run(self, program: Program, tables: FactsTables) -> BatchResult:
        with DuckDB() as engine:
            return self.wrong(engine.run(program, tables))


@cache
def pack() -> Pack:
    return small()


def proof_by(wrong: Wrong) -> PackProof:
    other = facts(subject={"id": "S2", "signed_on": "2023-03-20"}, people=[{"id": "P1", "local": False}])
    return prove_facts(pack(), [facts(), other], WrongEngine(wrong))


def with_lines(change: Callable[[list[dict[str, object]]], list[dict[str, object]]]) -> Wrong:
    def wrong(result: BatchResult) -> BatchResult:
        rows = change(result.lines.to_pylist())
        return replace(result, lines=pa.Table.from_pylist(rows, schema=result.lines.schema))

    return wrong


def with_subjects(change: Callable[[dict[str, object]], dict[str, object]]) -> Wrong:
    def wrong(result: BatchResult) -> BatchResult:
        rows = [change(row) for row in result.subjects.to_pylist()]
        return replace(result, subjects=pa.Table.from_pylist(rows, schema=result.subjects.schema))

    return wrong
