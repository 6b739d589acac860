"""Computing with DuckDB, inside this process."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pyarrow as pa

from antu.policy.batch.dialects import Dialect
from antu.policy.batch.engine import Engine


class DuckDB(Engine):
    """An engine in memory; ``memory_limit`` as DuckDB writes it (``6GB``)."""

    dialect = Dialect.DUCKDB

    def __init__(self, memory_limit: str | None = None) -> None:
        settings: dict[str, str | bool | int | float | list[str]] = {
            "autoinstall_known_extensions": False,
            "preserve_insertion_order": False,
        }
        if memory_limit:
            settings["memory_limit"] = memory_limit
        self._connection = duckdb.connect(config=settings)
        self._connection.execute("SET enable_progress_bar = false")  # it would be printed among the answers

    def close(self) -> None:
        """Frees what the engine holds."""
        self._connection.close()

    def _provide(self, name: str, table: pa.Table) -> None:
        self._connection.register(name, table)

    def _provide_file(self, name: str, file: Path, part: range | None) -> None:
        rows = self._connection.read_parquet(str(file))
        if part is not None:
            rows = rows.filter(f'"_subject" BETWEEN {part.start} AND {part.stop - 1}')
        rows.create_view(name)

    def _forget(self, name: str) -> None:
        self._connection.execute(f'DROP VIEW IF EXISTS "{name}"')

    def _create(self, name: str, text: str) -> None:
        self._connection.execute(f'CREATE TEMP TABLE "{name}" AS {text}')

    def _drop(self, name: str) -> None:
        self._connection.execute(f'DROP TABLE "{name}"')

    def _fetch(self, text: str) -> pa.Table:
        return self._connection.sql(text).to_arrow_table()
