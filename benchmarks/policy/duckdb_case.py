"""This engine with DuckDB beside the same policy written by hand, by turns in one process and on one register."""

from __future__ import annotations

from functools import partial

import duckdb
import pyarrow as pa

from antu.policy.batch import DuckDB
from benchmarks.policy.contest import Contestant
from benchmarks.policy.hand_sql import BIGINT, DECIMAL, KINDS, hand_written, in_fen, load_annexes, load_register
from benchmarks.policy.ours import at_once
from benchmarks.policy.registers import Register


def contestants(register: Register) -> list[Contestant]:
    """Ours, and the hand-written statements in fen and in yuan."""
    names = {BIGINT: "hand-written DuckDB, BIGINT", DECIMAL: "hand-written DuckDB, DECIMAL"}
    by_hand = [_by_hand(names[kind], register, kind) for kind in KINDS[register.policy]]
    return [at_once.contestant("antu DuckDB", DuckDB(), register), *by_hand]


def _by_hand(name: str, register: Register, kind: str) -> Contestant:
    database = duckdb.connect()
    load_annexes(database, register.policy)
    load_register(database, register, kind)
    statement = hand_written(register.policy, kind)

    def run() -> pa.Table:
        return database.sql(statement).to_arrow_table()

    return Contestant(name, run, partial(in_fen, kind=kind), register.subjects)
