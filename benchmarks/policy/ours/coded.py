"""A made-up register as this engine computes it: numbers whole, words as numbers of codes, only the columns read."""

from __future__ import annotations

import duckdb
from pyarrow.parquet import read_table

from antu.policy import ColumnType, FactColumn, Pack
from antu.policy.batch import FactsTables
from antu.policy.batch.layout import arrow_type, codes_of, columns_read, no_refusals
from benchmarks.policy.registers import Register, pack_of

_SQL_TYPES = {"int64": "BIGINT", "int16": "SMALLINT", "date32[day]": "DATE", "bool": "BOOLEAN", "string": "VARCHAR"}


def coded_tables(register: Register) -> FactsTables:
    """The register in memory."""
    have_coded(register)
    tables = {name: read_table(register.folder / "coded" / f"{name}.parquet") for name in register.tables}
    return FactsTables(tables, register.subjects, no_refusals())


def have_coded(register: Register) -> None:
    """Leave the coded files beside the register."""
    folder = register.folder / "coded"
    if (folder / "done").exists():
        return
    folder.mkdir(exist_ok=True)
    pack = pack_of(register.policy)
    read = columns_read(pack)
    with duckdb.connect(config={"memory_limit": "4GB"}) as database:
        for name in register.tables:
            source = register.file(name)
            places = [
                str(row[0])
                for row in database.sql(f"DESCRIBE SELECT * FROM '{source}'").fetchall()
                if row[0].startswith("_")
            ]
            chosen = [_place(each) for each in places] + [_coded(pack, column) for column in read[name]]
            database.execute(
                f"COPY (SELECT {', '.join(chosen)} FROM '{source}') TO '{folder / name}.parquet' (FORMAT parquet)"
            )
    (folder / "done").touch()


def _place(name: str) -> str:
    return f"CAST({name} AS {'INTEGER' if name == '_row' else 'BIGINT'}) AS {name}"


def _coded(pack: Pack, column: FactColumn) -> str:
    kept = _SQL_TYPES[str(arrow_type(column))]
    value = f'"{column.name}"'
    match column.type:
        case ColumnType.CHOICE:
            codes = codes_of(pack)
            listed = " ".join(f"WHEN '{each.code}' THEN {codes[each.code]}" for each in column.choices)
            value = f"CASE {value} {listed} END"
        case ColumnType.DECIMAL | ColumnType.INTEGER:
            value = f"{value} * {10**column.decimals}"
    return f'CAST({value} AS {kept}) AS "{column.name}"'
