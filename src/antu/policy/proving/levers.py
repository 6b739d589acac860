"""What can be moved to change the value of a formula: columns of rows, and the number of rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from antu.policy import tree
from antu.policy.evaluate import Scope
from antu.policy.proving.draft import Draft, Mutable
from antu.policy.proving.places import children
from antu.policy.proving.wishes import Values
from antu.policy.schema import SUBJECT, FactColumn


@dataclass(frozen=True, slots=True, eq=False)
class ColumnLever:
    """One value of one row."""

    table: str
    row: Mutable
    column: FactColumn


@dataclass(frozen=True, slots=True, eq=False)
class RowsLever:
    """How many rows a table has for which a condition holds."""

    table: str
    condition: tree.Node | None


Lever = ColumnLever | RowsLever


def levers(draft: Draft, values: Values, scope: Scope, node: tree.Node, row: Mutable) -> Iterator[Lever]:
    """Everything that the value of a formula on a row may depend on; of a branch, both ways."""
    match node:
        case tree.Column():
            column = draft.pack.facts.tables[node.table].columns.get(node.name)
            if column is not None:
                yield ColumnLever(node.table, draft.rows[node.owner][0] if node.owner else row, column)
        case tree.DerivedName():
            formula = next(each.formula for each in draft.pack.derived if each.name == node.name)
            yield from levers(draft, values, scope, formula.node, draft.rows[SUBJECT][0])
        case tree.Step():
            yield from levers(draft, values, scope, node.operand, draft.rows[node.owner][0] if node.owner else row)
        case tree.ItemAmount():
            yield from _of_item(draft, values, scope, node.code)
        case tree.Sum() | tree.Count():
            yield from _of_rows(draft, values, scope, node)
        case _:
            for child in children(node):
                yield from levers(draft, values, scope, child, row)


def _of_item(draft: Draft, values: Values, scope: Scope, code: str) -> Iterator[Lever]:
    item = next(each for each in draft.pack.items if each.code == code)
    for row in draft.rows[item.per or SUBJECT]:
        yield from levers(draft, values, scope, item.amount.node, row)


def _of_rows(draft: Draft, values: Values, scope: Scope, node: tree.Sum | tree.Count) -> Iterator[Lever]:
    yield RowsLever(node.table, node.condition)
    if isinstance(node, tree.Count):
        return
    for row in draft.rows[node.table]:
        if node.condition is None or values.of(node.condition, scope, row):
            yield from levers(draft, values, scope, node.operand, row)
