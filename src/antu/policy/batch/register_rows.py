"""The rows of a register before they are read: by table and column, from a nested file or from documents of facts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from antu.kernel.errors import Problem
from antu.policy.facts import fact_place
from antu.policy.faults import BadFacts
from antu.policy.pack import Pack
from antu.policy.schema import ColumnType, FactColumn, FactTable


@dataclass(frozen=True, slots=True)
class TableRows:
    """The rows of one table as they are given: their columns, and how many rows each subject has."""

    columns: Mapping[str, pa.Array]
    counts: pa.Array

    def column(self, name: str) -> pa.Array:
        """The column's values; all empty where it is not there."""
        return self.columns[name] if name in self.columns else pa.nulls(pc.sum(self.counts).as_py() or 0)


def rows_of_file(pack: Pack, batch: pa.RecordBatch) -> dict[str, TableRows]:
    """The pack's tables in some rows of a nested file; what the pack does not have is not read."""
    return {name: _nested(table, batch) for name, table in pack.facts.tables.items()}


def rows_of_documents(pack: Pack, documents: Sequence[Mapping[str, Any]]) -> dict[str, TableRows]:
    """The pack's tables in documents of facts whose form is sound: mappings, and lists of mappings."""
    return {name: _written(table, documents) for name, table in pack.facts.tables.items()}


def check_shape(pack: Pack, schema: pa.Schema) -> None:
    """Raises BadFacts with every table of the pack that the file has in another shape than rows."""
    problems = list(_shape_problems(pack, schema))
    if problems:
        raise BadFacts(problems)


def nested_type(table: FactTable, columns: Mapping[str, pa.DataType]) -> pa.DataType:
    """The type of a table in a register's file."""
    struct = pa.struct(columns.items())
    return struct if table.is_single else pa.list_(struct)


def _nested(table: FactTable, batch: pa.RecordBatch) -> TableRows:
    ones = pa.repeat(pa.scalar(1), batch.num_rows)
    place = batch.schema.get_field_index(table.name)
    given = pa.nulls(batch.num_rows) if place < 0 else batch.column(place)
    if table.is_single:
        return TableRows(_columns(given), ones)
    if pa.types.is_null(given.type):
        return TableRows({}, pc.multiply(ones, 0))
    return TableRows(_columns(given.flatten()), pc.list_value_length(given).fill_null(0).cast(pa.int64()))


def _columns(rows: pa.Array) -> Mapping[str, pa.Array]:
    if pa.types.is_null(rows.type):
        return {}
    names = [field.name for field in rows.type]
    return dict(zip(names, rows.flatten(), strict=True))


def _written(table: FactTable, documents: Sequence[Mapping[str, Any]]) -> TableRows:
    groups = [[each[table.name]] if table.is_single else each.get(table.name, ()) for each in documents]
    rows: list[Mapping[str, object]] = list(chain.from_iterable(groups))
    columns = {name: _array(column, [row.get(name) for row in rows]) for name, column in table.columns.items()}
    return TableRows(columns, pa.array(map(len, groups), pa.int64()))


def _array(column: FactColumn, values: list[object]) -> pa.Array:
    if column.type in {ColumnType.DECIMAL, ColumnType.INTEGER} and {*map(type, values)} >= {int, str}:
        values = [str(value) if type(value) is int else value for value in values]  # either writes a number
    try:
        return pa.array(values)
    except (pa.ArrowInvalid, pa.ArrowTypeError, OverflowError):  # of several types: no reader takes them as they are
        return pa.array([None if value is None else [str(value)] for value in values], pa.list_(pa.string()))


def _shape_problems(pack: Pack, schema: pa.Schema) -> Iterator[Problem]:
    for name, table in pack.facts.tables.items():
        for place in schema.get_all_field_indices(name):
            kind = schema.field(place).type
            is_list = pa.types.is_list(kind) or pa.types.is_large_list(kind)
            row = kind.value_type if is_list else kind
            sound = is_list != table.is_single and (pa.types.is_struct(row) or pa.types.is_null(row))
            if not sound and not pa.types.is_null(kind):
                expected = "STRUCT" if table.is_single else "LIST<STRUCT>"
                what = f"「{table.label}」应为 {expected}，却是 {kind}"
                yield Problem("F-SHAPE", what, fact_place(None, name))
