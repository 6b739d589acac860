"""A pack in the order and the words in which people read a regulation. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from decimal import Decimal
from typing import Final

from antu.policy import FactColumn, Pack, tree
from antu.policy.computation import CATEGORIES
from antu.policy.formula import Formula
from antu.policy.pack import Item
from antu.policy.rates import Ladder, RateRow, RateTable
from antu.policy.schema import ColumnType
from antu.regulations.domain.pack_rates import name_of_table

TYPES: Final = {
    ColumnType.TEXT: "文字",
    ColumnType.CHOICE: "选择",
    ColumnType.DATE: "日期",
    ColumnType.DECIMAL: "小数",
    ColumnType.INTEGER: "整数",
    ColumnType.BOOLEAN: "是否",
}
PAID_TO: Final = {"household": "付给户", "collective": "付给集体", "separate": "单列", "memo": "备查，不付"}


@dataclass(frozen=True, slots=True)
class ReadStep:
    """A named part of a row's working, as the formulas that use it say it."""

    name: str
    label: str
    unit: str
    words: str


@dataclass(frozen=True, slots=True)
class ReadRate:
    """One rate as it is cited: table, which row in words, which column by its name and in words, exact text, unit."""

    table: str
    label: str
    keys: tuple[str, ...]
    row: str
    name: str
    column: str
    value: Decimal
    text: str
    unit: str
    clause: str

    @property
    def place(self) -> tuple[str, tuple[str, ...], str]:
        """What makes it the same rate in another version."""
        return self.table, self.keys, self.name


def formulas_of(pack: Pack) -> Iterator[Formula]:
    """Every formula of a pack."""
    for item in pack.items:
        yield from (each for each in (item.when, item.amount, item.quantity, item.rate) if each)
    yield from (each.formula for each in pack.derived)
    yield from (rule.when for rule in (pack.eligibility.rules if pack.eligibility else ()) if rule.when)


def steps_of_pack(pack: Pack) -> tuple[ReadStep, ...]:
    """The named steps that its formulas use, each once, in the order in which they are met."""
    found = (node for formula in formulas_of(pack) for node in _nodes(formula.node) if isinstance(node, tree.Step))
    steps = {each.name: ReadStep(each.name, each.label, each.unit, pack.wording.of(each.operand)) for each in found}
    return tuple(steps.values())


def _nodes(node: object) -> Iterator[object]:
    yield node
    if not is_dataclass(node) or isinstance(node, RateTable | Ladder):
        return
    for each in fields(node):
        inner = getattr(node, each.name)
        for part in inner if isinstance(inner, tuple) else (inner,):
            if isinstance(part, tree.Node) and not isinstance(part, tree.Wrong):
                yield from _nodes(part)


def cited_words(pack: Pack) -> tuple[str, ...]:
    """What items, rules of eligibility and rates cite, as it stands there, each once."""
    rules = pack.eligibility.rules if pack.eligibility else ()
    rows = (row for table in pack.rates.values() for _, _, row in rate_rows(table))
    cited = (
        *(item.clause for item in pack.items),
        *(rule.basis for rule in rules),
        *(row.clause for row in rows),
    )
    return tuple(dict.fromkeys(cited))


def rates_of(pack: Pack) -> Iterator[ReadRate]:
    """Every rate of a pack, table by table, row by row."""
    for table in pack.rates.values():
        for keys, words, row in rate_rows(table):
            for column in table.values:
                label = table.columns.get(column, "")
                read = row.reads[column]
                yield ReadRate(
                    table.name,
                    table.label,
                    keys,
                    words,
                    column,
                    label,
                    row.cells[column],
                    read.value,
                    read.unit,
                    row.clause,
                )


def rate_rows(table: RateTable | Ladder) -> Iterator[tuple[tuple[str, ...], str, RateRow]]:
    """The rows of a table: what finds each, that in words, and the row."""
    if isinstance(table, RateTable):
        for keys, row in table.rows.items():
            yield keys, row.label or "、".join(keys), row
        return
    for band in table.bands:
        low, high = format(band.low, "f"), format(band.high, "f") if band.high is not None else ""
        yield (low, high), band_words(table, low, high), band.row


def band_words(ladder: Ladder, low: str, high: str) -> str:
    """A step of a ladder in words: 1 至 10, 含两头."""
    if not high:
        return f"{low} 起"
    return f"{low} 至 {high}" if ladder.closed else f"{low} 以上（含）不满 {high}"


def table_words(table: RateTable | Ladder) -> str:
    """What a table is called: its label, else what its columns hold."""
    return name_of_table(table.label, filter(None, table.columns.values()))


def ladder_words(table: RateTable | Ladder) -> str:
    """How a table is read."""
    if isinstance(table, RateTable):
        return "按键查"
    return f"阶梯，{'两头都含' if table.closed else '含下不含上'}{'，分段累进' if table.progressive else '，按所在档'}"


def when_words(item: Item, pack: Pack) -> str:
    """Which rows have a line of the item."""
    where = f"每{pack.facts.tables[item.per].label}一行" if item.per else "每个对象一行"
    return f"{where}；{item.when.words} 时" if item.when else where


def category_words(item: Item) -> str:
    """Who is paid."""
    return PAID_TO.get(item.category, CATEGORIES[item.category])


def column_limits(column: FactColumn) -> str:
    """What a value must be, in words."""
    parts = ["必填" if column.required else "可空" if column.may_be_empty else ""]
    if not column.required and column.default is not None:
        parts.append(f"不填为「{column.label_of(column.default)}」")
    if column.minimum is not None:
        parts.append(f"{'大于' if column.minimum_exclusive else '不小于'} {column.minimum}")
    if column.maximum is not None:
        parts.append(f"不大于 {column.maximum}")
    if column.type is ColumnType.DECIMAL:
        parts.append(f"最多 {column.decimals} 位小数")
    return "，".join(part for part in parts if part)
