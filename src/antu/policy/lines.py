"""How one item of a pack makes its lines: worked out by a function of its own, told from what that recorded."""

from __future__ import annotations

from collections.abc import Iterator

from antu.policy import tree
from antu.policy.computation import Line
from antu.policy.evaluate import Scope
from antu.policy.explain import told
from antu.policy.formula import Formula
from antu.policy.generated import Body, Source
from antu.policy.pack import Item, Pack
from antu.policy.schema import SUBJECT, ColumnType, FactColumn, FactTable, Row
from antu.policy.telling import Telling
from antu.policy.value_types import Num

Asked = Iterator[tuple[Formula, str, Row]]
"""Formulas as they are asked of a subject, each with its name for a refusal and its row."""


class ItemLines:
    """The lines of one item: ``function`` names what works them out and adds up their fen, ``telling`` what tells one.

    The record of a line is the place of its row, the values of its amount, its quantity and its rate where they are
    no part of that, and its amount in fen; None follows the last line.
    """

    def __init__(self, pack: Pack, item: Item, source: Source) -> None:
        self.item = item
        self.function, recorded = _written(item, source)
        self.telling = _told(pack, item, recorded, Telling(source, pack.wording, told, "row", "values"))

    def asked(self, scope: Scope) -> Asked:
        """The formulas, row by row; those of a line where there is one."""
        item = self.item
        for row in scope.tables.get(item.per, ()) if item.per else (scope.single[SUBJECT],):
            if item.when:
                yield item.when, f"补偿项「{item.label}」的条件", row
                if not item.when.value(scope, row):
                    continue
            yield item.amount, f"补偿项「{item.label}」", row
            if item.quantity:
                yield item.quantity, f"「{item.label}」的数量", row
            if item.rate:
                yield item.rate, f"「{item.label}」的单价", row


def _written(item: Item, source: Source) -> tuple[str, list[Formula]]:
    """The name of the function that works out an item, and which of quantity and rate it records beside the amount."""
    body = Body(source, "scope", "raw", recording=True)
    due = body.name()
    body.put(f"{due} = 0")
    if item.per:
        place, row = body.names(2)
        with body.block(f"for {place}, {row} in enumerate({body.rows(item.per)})"), body.on(row):
            recorded = _write_row(item, place, due, body)
    else:
        with body.on(body.part(SUBJECT)):
            recorded = _write_row(item, "0", due, body)
    for line in ("raw.append(None)", f"return {due}"):
        body.put(line)
    return body.finish(), recorded


def _write_row(item: Item, place: str, due: str, body: Body) -> list[Formula]:
    if item.when is None:
        return _write_line(item, place, due, body)
    with body.block(f"if {body.plain(item.when.node)}"):
        return _write_line(item, place, due, body)


def _write_line(item: Item, place: str, due: str, body: Body) -> list[Formula]:
    body.record(place)
    amount, fen = body.of(item.amount.node), body.name()
    recorded = [each for each in (item.quantity, item.rate) if each and body.found(each.node) is None]
    values = [body.plain(formula.node) for formula in recorded]
    body.put(f"{fen} = {body.constant(item.rounding.fen)}({amount})")
    body.record(*values, fen)
    body.put(f"{due} += {fen}")
    body.flush()
    return recorded


def _told(pack: Pack, item: Item, recorded: list[Formula], telling: Telling) -> str:
    """The name of the function that tells a line."""
    amount, constant = telling.of(item.amount.node), telling.constant
    table = pack.facts.tables[item.per] if item.per else None
    quantity, rate = (_printed(each, recorded, telling) for each in (item.quantity, item.rate))
    parts = {
        "code": constant(item.code),
        "row": _id(table, telling) if table else "None",
        "row_words": _described(table, telling) if table else constant(""),
        "label": constant(item.label),
        "category": constant(item.category),
        "formula": constant(item.amount.text),
        "formula_words": constant(item.amount.words),
        "working": amount.text,
        "exact": telling.plain(amount.value),
        "quantity": quantity,
        "unit": _unit(pack, item, telling),
        "rate": rate,
        "clause": constant(item.clause),
        "settlement_column": constant(item.settlement_column),
        "rounding": constant(item.rounding.words),
        "fen": telling.take(),
        "trace": telling.trace(),
    }
    fields = [parts[name] for name in Line._fields]  # noqa: SLF001 - public, for all its name
    telling.put(f"return line(({', '.join(fields)}))")
    return telling.finish()


def _printed(formula: Formula | None, recorded: list[Formula], telling: Telling) -> str:
    """A quantity or a rate: a fact or a rate with the decimals that it was written with."""
    if formula is None:
        return telling.constant("")
    node = formula.node
    value = telling.take() if formula in recorded else telling.found(node).value
    text = f"{'number_text' if isinstance(node, tree.RateOf | tree.Column) else 'plain'}({value})"
    may_be_empty = isinstance(node.type, Num) and node.type.may_be_empty
    return f"({telling.constant('0')} if {value} is None else {text})" if may_be_empty else telling.named(text)


def _id(table: FactTable, telling: Telling) -> str:
    value = f"row[{telling.constant('id')}]"
    return value if table.columns["id"].type is ColumnType.TEXT else f"str({value})"


def _described(table: FactTable, telling: Telling) -> str:
    """What ``table.describe`` says, put together here where every column has a value."""
    columns = [table.columns[name] for name in table.described_by]
    if any(column.may_be_empty for column in columns):
        return f"{telling.constant(table.describe)}(row)"
    blank = telling.constant(" ")
    return f" + {blank} + ".join([_label(column, telling) for column in columns]) or telling.constant("")


def _label(column: FactColumn, telling: Telling) -> str:
    """What ``column.label_of`` says of the row's value."""
    value = f"row[{telling.constant(column.name)}]"
    if column.type is ColumnType.CHOICE:
        return f"{telling.constant({each.code: each.label for each in column.choices})}[{value}]"
    return f"{telling.constant(column.label_of)}({value})"


def _unit(pack: Pack, item: Item, telling: Telling) -> str:
    """The item's own unit, else that of its quantity, be it one that the row names."""
    node = item.quantity.node if item.quantity else None
    if item.unit or not isinstance(node, tree.Column | tree.Step):
        return telling.constant(item.unit)
    if isinstance(node, tree.Step):
        return telling.constant(node.unit)
    column = pack.facts.tables[node.table].columns[node.name]
    if column.unit_from is None:
        return telling.constant(column.unit)
    units, by = telling.constant(pack.units_by(column.unit_from)), telling.constant(column.unit_from.by)
    return f"{units}.get(row.get({by}), {telling.constant('')})"
