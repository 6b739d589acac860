"""Reading ``facts.yaml``: the tables, columns and choices of a pack's facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from antu.policy.block import Block
from antu.policy.faults import listed, nearest
from antu.policy.rates import Ladder, RateTable
from antu.policy.register_fields import register_sources
from antu.policy.schema import (
    DECIMALS,
    DIGITS,
    EXTRA,
    PROJECT,
    REGISTER,
    ROWS_MAX,
    SUBJECT,
    Choice,
    ColumnType,
    FactColumn,
    FactSchema,
    FactTable,
    UnitFrom,
    Value,
)  # fmt: skip

_SOURCES = register_sources() | {EXTRA}
_NUMBERS = {ColumnType.DECIMAL, ColumnType.INTEGER}
_DIGITS_HIGHEST = 30

Rates = Mapping[str, RateTable | Ladder]


def read_facts_file(block: Block, rates: Rates) -> FactSchema:
    """The schema; what is wrong with it is noted in the block's faults."""
    tables: dict[str, FactTable] = {}
    found = block.block("tables")
    for name, table in found.names() if found else ():
        tables[name] = _table(name, table, rates)
    for name in (SUBJECT, PROJECT):
        if name not in tables:
            block.fault("tables", "P-KEY-MISSING", f"缺少表 {name}；每个办法都要有 {SUBJECT} 和 {PROJECT} 两张单行表")
            tables[name] = FactTable(name, name, name, EXTRA, {})
    block.finish()
    return FactSchema(tables)


def _table(name: str, block: Block, rates: Rates) -> FactTable:
    label, sheet = block.text("label", "房屋"), block.text("sheet", "房屋")
    found = block.block("columns")
    columns = {column: _column(column, body, rates) for column, body in found.names()} if found else {}
    if name != PROJECT and "id" not in columns:
        block.fault("columns", "P-KEY-MISSING", "缺少编号列 id；如 id: {label: 编号, type: text, required: true}")
    described_by = block.texts("described_by")
    for column in described_by:
        if column not in columns:
            block.fault("described_by", "P-UNKNOWN-NAME", f"本表没有列「{column}」{nearest(column, columns)}")
    table = FactTable(
        name, label, sheet, block.one_of("from", (REGISTER, EXTRA), EXTRA), columns,
        block.integer("rows_max", ROWS_MAX, 100_000), block.texts("also"),
        tuple(column for column in described_by if column in columns),
    )  # fmt: skip
    choices = {column.name for column in columns.values() if column.type == ColumnType.CHOICE}
    for column in columns.values():
        if column.unit_from is not None and column.unit_from.by not in choices:
            block.fault(
                "columns", "P-UNKNOWN-NAME", f"「{column.name}」的 unit_from.by 应为本表的一个 choice 列，如 kind"
            )
    block.finish()
    return table


def _column(name: str, block: Block, rates: Rates) -> FactColumn:
    kind = ColumnType(block.one_of("type", list(ColumnType)) or ColumnType.TEXT)
    label = block.text("label", "建筑面积")
    numeric = kind in _NUMBERS
    minimum, above, maximum = (
        (block.number(key) for key in ("minimum", "above", "maximum")) if numeric else (None, None, None)
    )
    decimals = 0 if kind == ColumnType.INTEGER else block.integer("decimals", DECIMALS, 10) if numeric else 0
    choices = _choices(block, rates) if kind == ColumnType.CHOICE else ()
    column = FactColumn(
        name, label, block.optional("header") or label, kind, block.flag("required"), block.optional("from") or EXTRA,
        block.texts("also"), block.optional("unit"), None, choices, minimum if above is None else above, above is not None,
        maximum, block.integer("digits", DIGITS, _DIGITS_HIGHEST) if numeric else DIGITS, decimals,
        block.integer("workbook_decimals", decimals, 10) if numeric else 0, _unit_from(block, rates) if numeric else None,
    )  # fmt: skip
    if column.source not in _SOURCES:
        hint = nearest(column.source, _SOURCES)
        block.fault(
            "from",
            "P-UNKNOWN-NAME",
            f"台账没有字段「{column.source}」；应为 extra 或台账字段，如 household.signed_on{hint}",
        )
    return _with_default(column, block)


def _with_default(column: FactColumn, block: Block) -> FactColumn:
    default: Value = None
    if block.has("default"):
        if column.required:
            block.fault("default", "P-DEFAULT", "必填的列不能有默认值；required 和 default 只写一个")
        default = _default(column, block)
    elif column.type == ColumnType.BOOLEAN and not column.required:
        block.fault("default", "P-DEFAULT", "是否列要么必填，要么有默认值，如 default: false")
    block.finish()
    return replace(column, default=default)


def _default(column: FactColumn, block: Block) -> Value:
    if column.type == ColumnType.BOOLEAN:
        return block.flag("default")
    if column.type in _NUMBERS:
        return block.number("default")
    text = block.optional("default")
    if column.type == ColumnType.DATE:
        return block.day("default")
    codes = [choice.code for choice in column.choices]
    if column.type == ColumnType.CHOICE and text not in codes:
        block.fault(
            "default", "P-CHOICE", f"默认值「{text}」不在可选值里；应为 {listed(codes)} 之一{nearest(text, codes)}"
        )
    return text


def _choices(block: Block, rates: Rates) -> tuple[Choice, ...]:
    if block.has("choices_from"):
        return _choices_of_rates(block, rates)
    found = block.block("choices")
    if found is None:
        block.fault("choices", "P-KEY-MISSING", "缺少可选值；如 choices: {legal: 合法, illegal: 违法建筑}")
        return ()
    choices = []
    for code, body in found.codes():
        choices.append(Choice(code, body.text("label", "合法"), body.texts("also")))
        body.finish()
    return tuple(choices)


def _choices_of_rates(block: Block, rates: Rates) -> tuple[Choice, ...]:
    name = block.optional("choices_from")
    table = rates.get(name)
    if not isinstance(table, RateTable) or len(table.keys) != 1:
        block.fault("choices_from", "P-UNKNOWN-NAME", f"「{name}」不是只有一个键的标准表{nearest(name, rates)}")
        return ()
    if any(not row.label for row in table.rows.values()):
        block.fault("choices_from", "P-CSV", f"{table.file} 要有 label 列，每行写出中文名称，才能作可选值")
    return tuple(Choice(key, row.label, row.also) for (key,), row in table.rows.items())


def _unit_from(block: Block, rates: Rates) -> UnitFrom | None:
    found = block.block("unit_from")
    if found is None:
        return None
    unit = UnitFrom(found.text("table", "fixture_rate"), found.text("by", "kind"))
    if not isinstance(rates.get(unit.table), RateTable):
        found.fault("table", "P-UNKNOWN-NAME", f"没有标准表「{unit.table}」{nearest(unit.table, rates)}")
    found.finish()
    return unit
