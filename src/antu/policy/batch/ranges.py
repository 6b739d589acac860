"""Whether tables keep to their pack's ranges: queries are written for these, and come to something else outside."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from antu.policy.batch.layout import codes_of, columns_read
from antu.policy.names import column_type
from antu.policy.pack import Pack
from antu.policy.schema import ColumnType, FactColumn
from antu.policy.value_types import Num

Range = tuple[int, int]


def whole_range(kind: Num) -> Range:
    """The least and the greatest whole number of a column's values at its scale."""
    least, most = kind.interval or (0, 0)
    factor = 10 ** (kind.scale or 0)
    return math.ceil(least * factor), math.floor(most * factor)


def check_tables(pack: Pack, tables: Mapping[str, pa.Table]) -> None:
    """Raises ValueError for the first number or choice outside its column's range."""
    for name, column, allowed in _ranges(pack):
        if name in tables and column in tables[name].column_names:
            _check(name, column, allowed, pc.min_max(tables[name][column]).as_py())


def check_files(pack: Pack, folder: Path) -> None:
    """The same of tables in files, from what these say of themselves, or from their values where they do not."""
    files = {name: pq.ParquetFile(folder / f"{name}.parquet") for name in pack.facts.tables}
    for name, column, allowed in _ranges(pack):
        for found in _reaches(files[name], column):
            _check(name, column, allowed, found)


def _ranges(pack: Pack) -> Iterator[tuple[str, str, Range]]:
    codes = len(codes_of(pack))
    for table, columns in columns_read(pack).items():
        for column in columns:
            allowed = _range_of(column, codes)
            if allowed:
                yield table, column.name, allowed


def _range_of(column: FactColumn, codes: int) -> Range | None:
    if column.type is ColumnType.CHOICE:
        return 0, codes - 1
    kind = column_type(column)
    return whole_range(kind) if isinstance(kind, Num) else None


def _reaches(file: pq.ParquetFile, column: str) -> Iterator[Mapping[str, Any]]:
    place = file.schema_arrow.get_field_index(column)
    for number in range(file.metadata.num_row_groups if place >= 0 else 0):
        told = file.metadata.row_group(number).column(place).statistics
        if told is not None and told.has_min_max:
            yield {"min": told.min, "max": told.max}
        else:
            yield pc.min_max(file.read_row_group(number, [column])[column]).as_py()


def _check(table: str, column: str, allowed: Range, found: Mapping[str, Any]) -> None:
    least, most = allowed
    for value in (found["min"], found["max"]):
        if value is not None and not least <= value <= most:
            raise ValueError(f"{table}.{column} holds {value}, outside {least} to {most}: read facts before computing")
