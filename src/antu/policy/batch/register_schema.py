"""The form of a register's file: which tables and columns it has, and of which types."""

from __future__ import annotations

from collections.abc import Iterator

import pyarrow as pa

from antu.kernel.errors import Problem
from antu.policy.facts import fact_place
from antu.policy.faults import BadFacts, listed, nearest
from antu.policy.pack import Pack
from antu.policy.schema import ColumnType, FactColumn, FactTable

_TYPES = {
    ColumnType.TEXT: pa.string(),
    ColumnType.CHOICE: pa.string(),
    ColumnType.DATE: pa.date32(),
    ColumnType.BOOLEAN: pa.bool_(),
}
_WORDS = {
    ColumnType.TEXT: "VARCHAR",
    ColumnType.CHOICE: "VARCHAR",
    ColumnType.DATE: "DATE",
    ColumnType.BOOLEAN: "BOOLEAN",
    ColumnType.DECIMAL: "DECIMAL 或整数",
    ColumnType.INTEGER: "DECIMAL 或整数",
}
_MOST = 38


def nested_type(table: FactTable) -> pa.DataType:
    """The type of a table in a register's file."""
    struct = pa.struct([(name, _column_type(each)) for name, each in table.columns.items()])
    return struct if table.is_single else pa.list_(struct)


def _column_type(each: FactColumn) -> pa.DataType:
    return _TYPES.get(each.type) or pa.decimal128(min(max(each.digits, each.decimals), _MOST), each.decimals)


def check_schema(pack: Pack, schema: pa.Schema) -> None:
    """Raises BadFacts with every table and column that the file should not have, lacks, or has of another type."""
    problems = list(_problems(pack, schema))
    if problems:
        raise BadFacts(problems)


def _problems(pack: Pack, schema: pa.Schema) -> Iterator[Problem]:
    tables = pack.facts.tables
    for name in schema.names:
        if name not in tables:
            known = f"可用的表有 {listed(tables)}{nearest(name, tables)}"
            yield _problem("F-TABLE", f"本办法没有表「{name}」；{known}", name)
    for name, table in tables.items():
        place = schema.get_field_index(name)
        if place >= 0:
            yield from _of_table(table, schema.field(place).type)
        elif table.is_single:
            yield _problem("F-REQUIRED", f"文件里缺少「{table.label}」（{name}）", name)


def _of_table(table: FactTable, kind: pa.DataType) -> Iterator[Problem]:
    struct = kind
    if not table.is_single and (pa.types.is_list(kind) or pa.types.is_large_list(kind)):
        struct = kind.value_type
    if not pa.types.is_struct(struct) or (struct is kind) != table.is_single:
        expected = "STRUCT" if table.is_single else "LIST<STRUCT>"
        yield _problem("F-SHAPE", f"「{table.label}」应为 {expected}，却是 {kind}", table.name)
        return
    given = {struct.field(place).name: struct.field(place).type for place in range(struct.num_fields)}
    for name in given.keys() - table.columns.keys():
        known = f"可用的列有 {listed(table.columns)}{nearest(name, table.columns)}"
        yield _problem("F-COLUMN", f"「{table.label}」没有列「{name}」；{known}", table.name, name)
    for name, each in table.columns.items():
        if name in given:
            yield from _of_column(table, each, given[name])
        elif each.required:
            yield _problem("F-REQUIRED", f"「{table.label}」缺少必填的列「{each.label}」（{name}）", table.name, name)


def _of_column(table: FactTable, each: FactColumn, kind: pa.DataType) -> Iterator[Problem]:
    fits, rule = _fits(each, kind)
    if not fits:
        message = f"「{table.label}」的「{each.label}」（{each.name}）应为 {_WORDS[each.type]}，却是 {kind}"
        yield _problem(rule, message, table.name, each.name)


def _fits(each: FactColumn, kind: pa.DataType) -> tuple[bool, str]:
    if pa.types.is_null(kind):
        return True, ""
    is_text = pa.types.is_string(kind) or pa.types.is_large_string(kind)
    is_number = pa.types.is_signed_integer(kind) or pa.types.is_decimal128(kind)
    number = is_number, "F-FLOAT" if pa.types.is_floating(kind) else "F-NUMBER"
    return {
        ColumnType.TEXT: (is_text, "F-TEXT"),
        ColumnType.CHOICE: (is_text or pa.types.is_dictionary(kind), "F-CHOICE"),
        ColumnType.DATE: (pa.types.is_date32(kind), "F-DATE"),
        ColumnType.BOOLEAN: (pa.types.is_boolean(kind), "F-BOOLEAN"),
    }.get(each.type, number)


def _problem(rule: str, message: str, table: str, name: str | None = None) -> Problem:
    return Problem(rule, message, fact_place(None, table, None, name))
