"""Packs computed for whole registers at once, by an SQL engine, to the same fen as explaining gives."""

from antu.policy.batch.completion import complete_with_explain
from antu.policy.batch.duckdb_engine import DuckDB
from antu.policy.batch.engine import Engine
from antu.policy.batch.facts_columns import facts_tables, save_tables
from antu.policy.batch.layout import FactsTables, codes_of, columns_read
from antu.policy.batch.program import Program, Unfit, ValueColumn, compile_pack
from antu.policy.batch.refusals import without_refused
from antu.policy.batch.register import register_tables, write_register
from antu.policy.batch.results import BatchResult
from antu.policy.batch.totals import BatchTotals, Total

__all__ = [
    "BatchResult",
    "BatchTotals",
    "DuckDB",
    "Engine",
    "FactsTables",
    "Program",
    "Total",
    "Unfit",
    "ValueColumn",
    "codes_of",
    "columns_read",
    "compile_pack",
    "complete_with_explain",
    "facts_tables",
    "register_tables",
    "save_tables",
    "without_refused",
    "write_register",
]
