"""How facts lie in tables for computing at once: whole numbers, codes as numbers, days as days."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from functools import cache

import pyarrow as pa

from antu.policy import tree
from antu.policy.formula import Formula
from antu.policy.pack import DECISIONS, Pack
from antu.policy.schema import ColumnType, FactColumn

INT64_DIGITS = 18
_NO_CHILDREN = frozenset({"type", "table", "ladder", "value", "name", "label", "unit"})
REFUSED_SCHEMA = pa.schema(
    [
        ("_subject", pa.int64()),
        ("table", pa.string()),
        ("row", pa.int32()),
        ("column", pa.string()),
        ("rule", pa.string()),
    ]
)


@dataclass(frozen=True, slots=True)
class FactsTables:
    """The facts of many subjects: one Arrow table a fact table.

    ``_subject`` is the subject's place in the list (from 0), ``_row`` the row's place in its table, ``_project`` the
    place of its project, of which each stands once. A number is whole, scaled by its column's ``decimals``; a choice
    is the number of its code in ``codes_of(pack)``. ``refused`` names rows that break the pack's ranges or checks.
    """

    tables: Mapping[str, pa.Table]
    subjects: int
    refused: pa.Table


def no_refusals() -> pa.Table:
    """The empty list of refused rows."""
    return REFUSED_SCHEMA.empty_table()


def codes_of(pack: Pack) -> Mapping[str, int]:
    """The number of every choice's code of a pack and of the decisions on members, then of the formulas' own texts."""
    codes = {
        choice.code
        for table in pack.facts.tables.values()
        for column in table.columns.values()
        for choice in column.choices
    }
    codes |= set(DECISIONS)
    nodes = (node for root in _roots(pack) for node in walk(root))
    texts = {node.value for node in nodes if isinstance(node, tree.Constant) and isinstance(node.value, str)}
    return {code: number for number, code in enumerate([*sorted(codes), *sorted(texts - codes)])}


def arrow_type(column: FactColumn) -> pa.DataType:
    """How a column's values are kept."""
    match column.type:
        case ColumnType.TEXT:
            return pa.string()
        case ColumnType.CHOICE:
            return pa.int16()
        case ColumnType.DATE:
            return pa.date32()
        case ColumnType.BOOLEAN:
            return pa.bool_()
        case _:
            return pa.int64() if column.digits <= INT64_DIGITS else pa.decimal128(38, 0)


def columns_read(pack: Pack) -> Mapping[str, tuple[FactColumn, ...]]:
    """The columns of each table that the pack's formulas read, in the table's order; always the ids of subjects."""
    read = {("subject", "id")} | {
        (node.table, node.name) for root in _roots(pack) for node in walk(root) if isinstance(node, tree.Column)
    }
    if pack.eligibility:
        read.add((pack.eligibility.table, pack.eligibility.panel))
    return {
        name: tuple(column for column in table.columns.values() if (name, column.name) in read)
        for name, table in pack.facts.tables.items()
    }


def walk(node: tree.Node) -> Iterator[tree.Node]:
    """The node and everything below it."""
    yield node
    for child in children(node):
        yield from walk(child)


def children(node: tree.Node) -> Iterator[tree.Node]:
    """The nodes directly below a node."""
    for name in _child_fields(type(node).__name__):
        value = getattr(node, name)
        for each in value if isinstance(value, tuple) else (value,):
            if isinstance(each, tree.Node):
                yield each


@cache
def _child_fields(kind: str) -> tuple[str, ...]:
    return tuple(each.name for each in fields(getattr(tree, kind)) if each.name not in _NO_CHILDREN)


def formulas_of(pack: Pack) -> Iterator[Formula]:
    """Every formula of a pack."""
    yield from (check.refuse for check in pack.checks)
    yield from (derived.formula for derived in pack.derived)
    if pack.eligibility:
        yield from (rule.when for rule in pack.eligibility.rules if rule.when)
    for item in pack.items:
        yield from (formula for formula in (item.when, item.amount, item.quantity, item.rate) if formula)


def _roots(pack: Pack) -> Iterator[tree.Node]:
    return (formula.node for formula in formulas_of(pack))
