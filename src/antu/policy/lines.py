"""How one item of a pack makes its lines: worked out by a function of its own, told from what that recorded."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from fractions import Fraction

from antu.kernel.money import Money
from antu.policy import tree
from antu.policy.computation import Line
from antu.policy.evaluate import Scope
from antu.policy.explain import Reading
from antu.policy.facts import Facts
from antu.policy.formula import Formula, show_of
from antu.policy.generated import Body, Source
from antu.policy.numbers import number_text, plain
from antu.policy.pack import Item, Pack
from antu.policy.schema import SUBJECT, FactTable, Row

Asked = Iterator[tuple[Formula, str, Row]]
"""Formulas as they are asked of a subject, each with its name for a refusal and its row."""

Value = Decimal | Fraction | None


class ItemLines:
    """The lines of one item; ``function`` names what works them out and gives their total in fen.

    The record of a line is the place of its row, the values of its amount, its quantity and its rate where the item
    has them, and its amount in fen; None follows the last line.
    """

    def __init__(self, pack: Pack, item: Item, source: Source) -> None:
        self.item, self.function = item, _written(item, source)
        self._show = show_of(item.amount, item.label)
        self._quantity, self._rate, self._unit = _printer(item.quantity), _printer(item.rate), _units(pack, item)
        self._describe = _describer(pack.facts.tables[item.per]) if item.per else None

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

    def of(self, facts: Facts, reading: Reading) -> Iterator[Line]:
        """The lines of the subject, as they were recorded."""
        rows = facts.tables.get(self.item.per, ()) if self.item.per else (facts.subject,)
        while (place := next(reading.values)) is not None:
            yield self._line(rows[place], reading)

    def _line(self, row: Row, reading: Reading) -> Line:
        item, amount, describe = self.item, self.item.amount, self._describe
        value, working, _ = self._show(reading)
        quantity = self._quantity(next(reading.values)) if item.quantity else ""
        rate = self._rate(next(reading.values)) if item.rate else ""
        return Line._make(  # noqa: SLF001 - public, in the order of its fields: naming seventeen of them costs more than the working
            (
                item.code,
                str(row["id"]) if describe else None,
                describe(row) if describe else "",
                item.label,
                item.category,
                amount.text,
                amount.words,
                working,
                plain(value),
                quantity,
                self._unit(row),
                rate,
                item.clause,
                item.settlement_column,
                item.rounding.words,
                Money(next(reading.values)),
                reading.take(),
            )
        )


def _written(item: Item, source: Source) -> str:
    """The name of the function that works out an item."""
    body = Body(source, "scope", "raw", recording=True)
    due = body.name()
    body.put(f"{due} = 0")
    if item.per:
        place, row = body.name(), body.name()
        with body.block(f"for {place}, {row} in enumerate({body.rows(item.per)})"), body.on(row):
            _write_row(item, place, due, body)
    else:
        with body.on(body.part(SUBJECT)):
            _write_row(item, "0", due, body)
    for line in ("raw.append(None)", f"return {due}"):
        body.put(line)
    return body.finish()


def _write_row(item: Item, place: str, due: str, body: Body) -> None:
    if item.when:
        with body.block(f"if {body.plain(item.when.node)}"):
            _write_line(item, place, due, body)
    else:
        _write_line(item, place, due, body)


def _write_line(item: Item, place: str, due: str, body: Body) -> None:
    body.record(place)
    amount, fen = body.of(item.amount.node), body.name()
    printed = [body.plain(formula.node) for formula in (item.quantity, item.rate) if formula]
    body.put(f"{fen} = {body.constant(item.rounding.fen)}({amount})")
    body.record(*printed, fen)
    body.put(f"{due} += {fen}")
    body.flush()


def _printer(formula: Formula | None) -> Callable[[Value], str]:
    """How a quantity or a rate is printed: a fact or a rate with the decimals that it was written with."""
    return _as_written if formula and isinstance(formula.node, tree.RateOf | tree.Column) else _shortest


def _as_written(value: Value) -> str:
    return "0" if value is None else number_text(value) if isinstance(value, Decimal) else plain(value)


def _shortest(value: Value) -> str:
    return "0" if value is None else plain(value)


def _units(pack: Pack, item: Item) -> Callable[[Row], str]:
    node = item.quantity.node if item.quantity else None
    if item.unit or not isinstance(node, tree.Column | tree.Step):
        return _same(item.unit)
    if isinstance(node, tree.Step):
        return _same(node.unit)
    table, name = node.table, node.name
    column = pack.facts.tables[table].columns[name]
    return _same(column.unit) if column.unit_from is None else lambda row: pack.unit_of(table, name, row)


def _same(text: str) -> Callable[[Row], str]:
    return lambda _row: text


def _describer(table: FactTable) -> Callable[[Row], str]:
    """What ``table.describe`` says, the labels of the choices at hand."""
    columns = [(table.columns[name], name) for name in table.described_by]
    described = [(column, name, {each.code: each.label for each in column.choices}) for column, name in columns]

    def describe(row: Row) -> str:
        return " ".join(
            [
                labels[value] if isinstance(value, str) and value in labels else column.label_of(value)
                for column, name, labels in described
                if (value := row[name]) is not None
            ]
        )

    return describe
