"""Reading ``facts.yaml``: the tables, columns and choices of a pack's facts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from antu.policy.block import Block
from antu.policy.cell import BadValue, read_value
from antu.policy.facts_sources import check_sources
from antu.policy.faults import listed, nearest
from antu.policy.rates import Ladder, RateTable
from antu.policy.register_fields import REGISTER_FIELDS, register_sources
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
)

_SOURCES = frozenset((EXTRA, *register_sources()))
_NUMBERS = {ColumnType.DECIMAL, ColumnType.INTEGER}
_DIGITS_HIGHEST = 30
_ROWS_HIGHEST = 100_000
_DECIMALS_HIGHEST = 10

_SHEET = re.compile(r"(?!')[^\[\]:*?/\\]{1,31}(?<!')")

Rates = Mapping[str, RateTable | Ladder]


def read_facts_file(block: Block, rates: Rates) -> FactSchema:
    """The schema; what is wrong with it is noted in the block's faults."""
    tables: dict[str, FactTable] = {}
    found = block.block("tables")
    for name, table in found.names() if found else ():
        tables[name] = _table(name, table, rates)
    if found:
        _check_sheets(found, tables)
        check_sources(found, tables)
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
    for unknown in set(described_by) - columns.keys():
        block.fault("described_by", "P-UNKNOWN-NAME", f"本表没有列「{unknown}」{nearest(unknown, columns)}")
    table = FactTable(
        name=name,
        label=label,
        sheet=sheet,
        source=block.one_of("from", (REGISTER, EXTRA), EXTRA),
        columns=columns,
        rows_max=block.integer("rows_max", ROWS_MAX, _ROWS_HIGHEST),
        also=block.texts("also"),
        described_by=tuple(column for column in described_by if column in columns),
    )
    choices = {column.name for column in columns.values() if column.type == ColumnType.CHOICE}
    for column in columns.values():
        if column.unit_from is not None and column.unit_from.by not in choices:
            block.fault(
                "columns", "P-UNKNOWN-NAME", f"「{column.name}」的 unit_from.by 应为本表的一个 choice 列，如 kind"
            )
    block.finish()
    return table


def _check_sheets(block: Block, tables: Mapping[str, FactTable]) -> None:
    """Note sheets that a workbook cannot have, and sheets and columns that it would have twice."""
    sheets: dict[str, str] = {}
    for (name, found), table in zip(block.names(), tables.values(), strict=True):
        if table.sheet and not _SHEET.fullmatch(table.sheet):
            told = f"「{table.sheet}」不能作工作表名：最多 31 个字，不含 [ ] : * ? / \\，两头不是单引号"
            found.fault("sheet", "P-NAME", f"{told}；如 sheet: 房屋")
        twin = sheets.setdefault(table.sheet.casefold(), name)
        if table.sheet and twin != name:
            found.fault("sheet", "P-DUPLICATE", f"表「{twin}」已经用工作表「{table.sheet}」；请换一个名称")
        headers: dict[str, str] = {}
        columns = found.block("columns")
        for column in table.columns.values() if columns else ():
            first = headers.setdefault(column.header, column.name)
            if column.header and first != column.name and columns:
                told = f"工作表里已有一列「{column.header}」（{first}）；请换一个 label，或另写 header"
                columns.fault(column.name, "P-DUPLICATE", told)


def _source(block: Block) -> str:
    """Where a column comes from; what the register has of the object that was meant is told where it has no such."""
    given = block.optional("from") or EXTRA
    if given in _SOURCES:
        return given
    owner = given.partition(".")[0]
    fields = REGISTER_FIELDS.get(owner)
    known = f"{owner} 有 {listed(sorted(fields), len(fields))}" if fields else f"应为 {listed(REGISTER_FIELDS)} 的字段"
    hint = nearest(given, (f"{owner}.{field}" for field in fields or ()))
    block.fault("from", "P-CHOICE", f"台账没有字段「{given}」；{known}；台账没有的写 from: extra{hint}")
    return EXTRA


def _column(name: str, block: Block, rates: Rates) -> FactColumn:
    typed = block.one_of("type", list(ColumnType))
    kind = ColumnType(typed or ColumnType.TEXT)
    label = block.text("label", "建筑面积")
    column = FactColumn(
        name=name,
        label=label,
        header=block.optional("header") or label,
        type=kind,
        required=block.flag("required"),
        source=_source(block),
        also=block.texts("also"),
        unit=block.optional("unit"),
        choices=_choices(block, rates) if kind == ColumnType.CHOICE else (),
    )
    if kind in _NUMBERS:
        column = _with_size(column, block, rates)
    if not typed:  # what else may stand here follows from the type
        return column
    column = _with_default(column, block)
    block.finish()
    return column


def _with_size(column: FactColumn, block: Block, rates: Rates) -> FactColumn:
    minimum, above = block.number("minimum"), block.number("above")
    decimals = 0 if column.type == ColumnType.INTEGER else block.integer("decimals", DECIMALS, _DECIMALS_HIGHEST)
    sized = replace(
        column,
        minimum=minimum if above is None else above,
        minimum_exclusive=above is not None,
        maximum=block.number("maximum"),
        digits=block.integer("digits", DIGITS, _DIGITS_HIGHEST),
        decimals=decimals,
        workbook_decimals=block.integer("workbook_decimals", decimals, _DECIMALS_HIGHEST),
        unit_from=_unit_from(block, rates),
    )
    _check_size(sized, block)
    return sized


def _check_size(column: FactColumn, block: Block) -> None:
    if column.decimals > column.digits:
        told = f"共 {column.digits} 位，放不下 {column.decimals} 位小数；请改大 digits 或写小 decimals"
        block.fault("digits", "P-NUMBER", told)
        return
    least, most = column.reach
    if least > most:
        given = (("下限", column.minimum), ("上限", column.maximum), ("位数", column.digits), ("小数", column.decimals))
        told = "，".join(f"{word}是 {value}" for word, value in given if value is not None)
        block.fault("maximum", "P-NUMBER", f"没有一个数合格：{told}；请核对范围")


def _with_default(column: FactColumn, block: Block) -> FactColumn:
    if not block.has("default"):
        if column.type == ColumnType.BOOLEAN and not column.required:
            block.fault("default", "P-DEFAULT", "是否列要么必填，要么有默认值，如 default: false")
        return column
    if column.required:
        block.fault("default", "P-DEFAULT", "必填的列不能有默认值；required 和 default 只写一个")
    given = block.flag("default") if column.type == ColumnType.BOOLEAN else block.optional("default")
    try:
        return replace(column, default=read_value(column, given))
    except BadValue as error:
        block.fault("default", "P-DEFAULT", f"默认值{error.message}")
        return column


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
