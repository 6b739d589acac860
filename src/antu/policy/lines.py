"""How one item of a pack makes its lines: prepared once a pack, so that a row costs no more than its own numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from typing import Any

from antu.kernel.money import Money
from antu.policy import tree
from antu.policy.computation import Line
from antu.policy.evaluate import Evaluate, Scope, Uncomputable, rate_finder
from antu.policy.explain import Record, Show
from antu.policy.facts import uncomputable
from antu.policy.faults import BadFacts
from antu.policy.formula import Formula
from antu.policy.numbers import number_text, plain
from antu.policy.pack import Item, Pack
from antu.policy.schema import FactTable, Row

Print = Callable[[Scope, Row], str]
Asked = Sequence[tuple[Formula, str]]
"""Formulas in the order in which they are asked, each with its name for a refusal."""

_NO_MONEY = Money(0)


class ItemLines:
    """The lines of one item, and their total for the items after it."""

    def __init__(self, pack: Pack, item: Item) -> None:
        self.item = item
        self._show = show_of(item.amount, item.label)
        self._when = item.when.value if item.when else None
        self._quantity, self._rate, self._unit = _printer(item.quantity), _printer(item.rate), _units(pack, item)
        self._describe = _describer(pack.facts.tables[item.per]) if item.per else None
        self._asked = tuple(_asked(item))

    def of(self, scope: Scope, subject: Row, record: Record) -> list[Line]:
        """The lines of the subject; the scope knows their total from now on."""
        item, when, lines = self.item, self._when, list[Line]()
        for row in scope.tables.get(item.per, ()) if item.per else (subject,):
            try:
                if when is None or when(scope, row):
                    lines.append(self._line(scope, row, record))
            except Uncomputable as error:
                raise refusal(scope, row, self._asked) from error
        scope.amounts[item.code] = _total(lines)
        return lines

    def _line(self, scope: Scope, row: Row, record: Record) -> Line:
        item, amount, describe = self.item, self.item.amount, self._describe
        value, working, _ = self._show(scope, row, record)
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
                self._quantity(scope, row),
                self._unit(scope, row),
                self._rate(scope, row),
                item.clause,
                item.settlement_column,
                item.rounding.words,
                item.rounding.apply(value),
                record.take(),
            )
        )


def show_of(formula: Formula, label: str) -> Show:
    """How a number's formula shows its work."""
    if formula.show is None:
        raise TypeError(f"{label}: not a number")
    return formula.show


def refusal(scope: Scope, row: Row, asked: Asked) -> BadFacts:
    """The refusal of facts that the first formula without an answer makes."""
    for formula, what in asked:
        try:
            formula.value(scope, row)
        except Uncomputable as error:
            return BadFacts(uncomputable(formula, scope, what, error))
    raise AssertionError("every formula has an answer")


def _asked(item: Item) -> Iterable[tuple[Formula, str]]:
    if item.when:
        yield item.when, f"补偿项「{item.label}」的条件"
    yield item.amount, f"补偿项「{item.label}」"
    if item.quantity:
        yield item.quantity, f"「{item.label}」的数量"
    if item.rate:
        yield item.rate, f"「{item.label}」的单价"


def _total(lines: list[Line]) -> Money:
    if len(lines) == 1:
        return lines[0].amount
    return Money.total(line.amount for line in lines) if lines else _NO_MONEY


def _printer(formula: Formula | None) -> Print:
    """How a quantity or a rate is printed: a fact or a rate with the decimals that it was written with."""
    if formula is None:
        return _same("")
    node, value = formula.node, formula.value
    if isinstance(node, tree.RateOf):
        texts = {keys: number_text(row.cells[node.column]) for keys, row in node.table.rows.items()}
        return rate_finder(node, texts)
    if isinstance(node, tree.Column):
        return _column_printer(node, value)
    return lambda scope, row: plain(value(scope, row))


def _as_written(value: Decimal | None) -> str:
    return "0" if value is None else number_text(value)


def _column_printer(node: tree.Column, value: Evaluate) -> Print:
    name = node.name
    if node.owner or node.is_filled:
        return lambda scope, row: _as_written(value(scope, row))

    def written(_scope: Scope, row: Row) -> str:
        given: Any = row[name]
        return _as_written(given)

    return written


def _units(pack: Pack, item: Item) -> Print:
    node = item.quantity.node if item.quantity else None
    if item.unit or not isinstance(node, tree.Column | tree.Step):
        return _same(item.unit)
    if isinstance(node, tree.Step):
        return _same(node.unit)
    table, name = node.table, node.name
    column = pack.facts.tables[table].columns[name]
    return _same(column.unit) if column.unit_from is None else lambda _scope, row: pack.unit_of(table, name, row)


def _same(text: str) -> Print:
    return lambda _scope, _row: text


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
