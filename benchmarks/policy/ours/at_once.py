"""Computing at once with an engine, from tables in memory to every subject's totals in memory."""

from __future__ import annotations

from typing import Any

import pyarrow as pa

from antu.policy.batch import compile_pack
from benchmarks.policy.contest import Contestant
from benchmarks.policy.exactness import PAYABLE, SUBJECT
from benchmarks.policy.ours.coded import coded_tables
from benchmarks.policy.registers import Register, pack_of


def contestant(name: str, engine: Any, register: Register) -> Contestant:
    """The engine over the register, asked for what the hand-written statement gives; the pack is compiled before."""
    program, tables = compile_pack(pack_of(register.policy)), coded_tables(register)
    columns = [value.name for value in program.items] + [f"t_{PAYABLE}"]
    return Contestant(name, lambda: engine.run_subjects(program, tables, columns), totals, register.subjects)


def totals(subjects: pa.Table) -> pa.Table:
    """Payable and items in fen, by the names that the hand-written statement gives."""
    names = {SUBJECT: SUBJECT, f"t_{PAYABLE}": PAYABLE} | {
        name: name.removeprefix("i_") for name in subjects.column_names if name.startswith("i_")
    }
    return pa.table({new: subjects[old].cast(pa.int64()) for old, new in names.items()}).sort_by(SUBJECT)
