"""Packs computed for whole registers at once, by an SQL engine, to the same fen as explaining gives."""

from antu.policy.batch.completion import SubjectAmounts, complete_with_explain
from antu.policy.batch.duckdb_engine import DuckDB
from antu.policy.batch.engine import Engine
from antu.policy.batch.facts_columns import facts_tables, save_tables
from antu.policy.batch.layout import FactsTables, codes_of, columns_read
from antu.policy.batch.program import Program, Unfit, ValueColumn, compile_pack
from antu.policy.batch.register import RegisterReader, write_register
from antu.policy.batch.register_rows import TableRows, check_shape, rows_of_documents, rows_of_file
from antu.policy.batch.results import BatchResult
from antu.policy.batch.totals import BatchTotals, Total

__all__ = [
    "BatchResult",
    "BatchTotals",
    "DuckDB",
    "Engine",
    "FactsTables",
    "Program",
    "RegisterReader",
    "SubjectAmounts",
    "TableRows",
    "Total",
    "Unfit",
    "ValueColumn",
    "check_shape",
    "codes_of",
    "columns_read",
    "compile_pack",
    "complete_with_explain",
    "facts_tables",
    "rows_of_documents",
    "rows_of_file",
    "save_tables",
    "write_register",
]
