"""Registers greater than memory: files in, totals out, in a process that may use 6 GiB; one contestant a process."""

from __future__ import annotations

from functools import partial
from typing import Any, Final

import duckdb
import pyarrow as pa

from antu.policy.batch import DuckDB, compile_pack
from benchmarks.policy.contest import Contestant
from benchmarks.policy.exactness import PAYABLE, SUBJECT
from benchmarks.policy.hand_sql import BIGINT, hand_written, load_annexes, load_register
from benchmarks.policy.ours.coded import have_coded
from benchmarks.policy.registers import Register, pack_of

MEMORY: Final = "4500MB"
"""What DuckDB is told: it and Python together then stay within 6 GiB."""


def ours(register: Register) -> list[Contestant]:
    """This engine over its own form of the register, a million subjects at a time."""
    have_coded(register)
    program, engine = compile_pack(pack_of(register.policy)), DuckDB(MEMORY)
    run = partial(engine.run_totals, program, register.folder / "coded")
    return [Contestant("antu DuckDB, from files, ≤ 6 GiB", run, _ours, register.subjects)]


def by_hand(register: Register) -> list[Contestant]:
    """The hand-written statement over the files, all of them at once, with the same memory."""
    database = duckdb.connect(config={"memory_limit": MEMORY, "preserve_insertion_order": False})
    load_annexes(database, register.policy)
    load_register(database, register, BIGINT, as_views=True)
    statement = hand_written(register.policy, BIGINT)
    names = database.sql(f"SELECT * EXCLUDE ({SUBJECT}) FROM ({statement}) LIMIT 0").columns
    sums = ", ".join(f"CAST(sum({name}) AS BIGINT) AS {name}" for name in names if name != "draft")

    def run() -> pa.Table:
        return database.sql(f"SELECT {sums} FROM ({statement})").to_arrow_table()

    return [Contestant("hand-written DuckDB, BIGINT, from files, ≤ 6 GiB", run, _with_subject, register.subjects)]


def _ours(found: Any) -> pa.Table:
    sums = {code: total.sum_fen for code, total in found.items.items()}
    sums[PAYABLE] = found.categories[PAYABLE].sum_fen
    return _with_subject(pa.table({name: pa.array([fen], pa.int64()) for name, fen in sums.items()}))


def _with_subject(sums: pa.Table) -> pa.Table:
    """The totals over all households as one row."""
    return sums.add_column(0, SUBJECT, pa.array([0], pa.int64()))
