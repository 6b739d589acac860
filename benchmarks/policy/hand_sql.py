"""The policies written by hand in SQL, over a register loaded into DuckDB as a careful person would load it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import duckdb
import pyarrow as pa

from benchmarks.policy.exactness import SUBJECT
from benchmarks.policy.registers import HUNAN, RATES, SQL, Register

BIGINT, DECIMAL = "bigint", "decimal"
KINDS: Final = {"flat": (BIGINT, DECIMAL), "hunan": (BIGINT,)}
_ANNEXES: Final = (
    "house_rate",
    "decoration_rate",
    "fixture_rate",
    "crop_rate",
    "grave_rate",
    "zone_price",
    "land_class_factor",
)

_PART: Final = " WHERE _subject >= getvariable('first') AND _subject < getvariable('past')"


def hand_written(policy: str, kind: str) -> str:
    """The statement that computes every subject, in fen (BIGINT) or yuan (DECIMAL)."""
    return (SQL / f"{policy}_{kind}.sql").read_text(encoding="utf-8")


def load_register(
    database: duckdb.DuckDBPyConnection, register: Register, kind: str, *, as_views: bool = False
) -> None:
    """The register as tables: words as ENUM, numbers whole, of their last decimal, where fen are reckoned with.

    Views read the files, of the subjects from the variable ``first`` up to ``past``, which are all of them at first.
    """
    database.execute(f"SET VARIABLE first = 0; SET VARIABLE past = {register.subjects}")
    for table in register.tables:
        columns = database.sql(f"DESCRIBE SELECT * FROM '{register.file(table)}'").fetchall()
        chosen = [
            _loaded(database, register, table, str(name), str(type_), kind)
            for name, type_, *_ in columns
            if name != "id"
        ]
        made = "VIEW" if as_views else "TABLE"
        part = _PART if as_views and table != "project" else ""
        database.execute(f"CREATE {made} {table} AS SELECT {', '.join(chosen)} FROM '{register.file(table)}'{part}")


def load_annexes(database: duckdb.DuckDBPyConnection, policy: str) -> None:
    """The rate tables that the statement joins, in fen and in yuan."""
    for name in _ANNEXES if policy == HUNAN else ():
        path = RATES[policy] / f"{name}.csv"
        rate = {"zone_price": "price", "land_class_factor": "factor"}.get(name, "rate")
        database.execute(
            f"CREATE TABLE {name} AS SELECT * EXCLUDE ({rate}), CAST({rate} AS DECIMAL(8, 2)) AS yuan,"
            f" CAST(CAST({rate} AS DECIMAL(8, 2)) * 100 AS BIGINT) AS fen FROM read_csv('{path}', all_varchar = true)"
        )


def in_fen(found: pa.Table, kind: str) -> pa.Table:
    """Totals in whole fen, in order of the subjects."""
    with duckdb.connect() as database:
        database.register("found", found)
        columns = [
            name
            for name in found.column_names
            if name != SUBJECT and not pa.types.is_boolean(found.schema.field(name).type)
        ]
        hundred = "" if kind == BIGINT else " * 100"
        fen = ", ".join(f'CAST("{name}"{hundred} AS BIGINT) AS "{name}"' for name in columns)
        return database.sql(f"SELECT {SUBJECT}, {fen} FROM found ORDER BY {SUBJECT}").to_arrow_table()


def true_totals(register: Register, at_once: int = 1_000_000) -> Iterator[pa.Table]:
    """What the statement in fen gives for every subject of the register, so many at a time."""
    with duckdb.connect(config={"memory_limit": "5GB"}) as database:
        load_annexes(database, register.policy)
        load_register(database, register, BIGINT, as_views=True)
        statement = hand_written(register.policy, BIGINT)
        for first in range(0, register.subjects, at_once):
            database.execute(f"SET VARIABLE first = {first}; SET VARIABLE past = {first + at_once}")
            yield database.sql(f"SELECT * FROM ({statement}) ORDER BY {SUBJECT}").to_arrow_table()


def _loaded(
    database: duckdb.DuckDBPyConnection, register: Register, table: str, name: str, kind_of: str, kind: str
) -> str:
    if kind_of == "VARCHAR":
        words = database.sql(f"SELECT DISTINCT \"{name}\" FROM '{register.file(table)}' ORDER BY 1").fetchall()
        listed = ", ".join(f"'{word}'" for (word,) in words)
        return f'CAST("{name}" AS ENUM ({listed})) AS "{name}"'
    if kind_of.startswith("DECIMAL") and kind == BIGINT:
        decimals = int(kind_of.rstrip(")").partition(",")[2])
        return f'CAST("{name}" * {10**decimals} AS BIGINT) AS "{name}"'
    return f'"{name}"'
