"""The typed tree of a formula: one tree that explaining, printing in words and SQL all read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Literal

from antu.policy.rates import Ladder, RateTable
from antu.policy.syntax import Order
from antu.policy.value_types import Num, Type

Arithmetic = Literal["+", "-", "*", "/"]


@dataclass(frozen=True, slots=True)
class Constant:
    """A number or a text as written in the formula."""

    type: Type
    value: Decimal | str


@dataclass(frozen=True, slots=True)
class Column:
    """A fact: of the current row where ``owner`` is empty, else of ``subject`` or ``project``.

    ``is_filled`` where the column may be empty and a comparison that held with it says that it is not.
    """

    type: Type
    owner: str
    table: str
    name: str
    is_filled: bool = False


@dataclass(frozen=True, slots=True)
class DerivedName:
    """A derived value."""

    type: Type
    name: str


@dataclass(frozen=True, slots=True)
class Step:
    """A named part of a row's working (折合亩数), on the current row where ``owner`` is empty, else on that row."""

    type: Type
    owner: str
    name: str
    label: str
    unit: str
    operand: Node


@dataclass(frozen=True, slots=True)
class Negative:
    """``-x``."""

    type: Num
    operand: Node


@dataclass(frozen=True, slots=True)
class Calculation:
    """``+ - * /``."""

    type: Num
    sign: Arithmetic
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Compare:
    """One comparison; false where a side is empty."""

    type: Type
    sign: Order
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Logic:
    """``and`` or ``or`` of two conditions."""

    type: Type
    sign: Literal["and", "or"]
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Negation:
    """``not x``."""

    type: Type
    operand: Node


@dataclass(frozen=True, slots=True)
class OneOf:
    """``x in ("a", "b")``; false where x is empty."""

    type: Type
    operand: Node
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Choose:
    """``a if condition else b``."""

    type: Type
    then: Node
    condition: Node
    otherwise: Node


@dataclass(frozen=True, slots=True)
class RateOf:
    """A rate found by its keys; every key that can occur has been proved to be in the table."""

    type: Num
    table: RateTable
    keys: tuple[Node, ...]
    column: str


@dataclass(frozen=True, slots=True)
class TierOf:
    """A rate found by where a number lies; of a progressive ladder, the sum over its filled bands."""

    type: Num
    ladder: Ladder
    operand: Node
    column: str


@dataclass(frozen=True, slots=True)
class Extreme:
    """``min`` or ``max``."""

    type: Num
    function: Literal["min", "max"]
    operands: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Rounded:
    """``round(x, n)``, ``floor(x)``, ``ceil(x)``."""

    type: Num
    function: Literal["round", "floor", "ceil"]
    operand: Node
    places: int


@dataclass(frozen=True, slots=True)
class Sum:
    """The sum of an expression over the rows of a table for which the condition holds."""

    type: Num
    table: str
    operand: Node
    condition: Node | None


@dataclass(frozen=True, slots=True)
class Count:
    """How many rows of a table the condition holds for."""

    type: Num
    table: str
    condition: Node | None


@dataclass(frozen=True, slots=True)
class Span:
    """``days`` or complete ``months`` from one day to another; empty where a day is."""

    type: Num
    function: Literal["days", "months"]
    start: Node
    end: Node


@dataclass(frozen=True, slots=True)
class ItemAmount:
    """The rounded total of an earlier item."""

    type: Num
    code: str


@dataclass(frozen=True, slots=True)
class Wrong:
    """What could not be typed; never evaluated, since a pack with faults is not loaded."""

    type: Type


Node = (
    Constant | Column | DerivedName | Step | Negative | Calculation | Compare | Logic | Negation | OneOf | Choose
    | RateOf | TierOf | Extreme | Rounded | Sum | Count | Span | ItemAmount | Wrong
)  # fmt: skip


def within(node: Node) -> Iterator[Node]:
    """The node and all its parts, however deep."""
    yield node
    for each in fields(node):
        value = getattr(node, each.name)
        for part in value if isinstance(value, tuple) else (value,):
            if isinstance(part, Node):
                yield from within(part)


def holds_wrong(node: Node) -> bool:
    """Whether a part of the tree has a fault, be it one that was noted elsewhere: in a step, in a derived value."""
    return any(isinstance(part, Wrong) for part in within(node))


def compared_columns(condition: Node) -> frozenset[tuple[str, str]]:
    """The columns, by table and name, that have a value where the condition holds: no comparison with nothing does."""
    match condition:
        case Logic(sign="and", left=left, right=right):
            return compared_columns(left) | compared_columns(right)
        case Logic(left=left, right=right):
            return compared_columns(left) & compared_columns(right)
        case Compare(left=left, right=right):
            return _needed(left) | _needed(right)
        case OneOf(operand=operand):
            return _needed(operand)
        case _:
            return frozenset()


def _needed(node: Node) -> frozenset[tuple[str, str]]:
    match node:
        case Column(table=table, name=name):
            return frozenset({(table, name)})
        case Span(start=one, end=other) | Calculation(left=one, right=other):
            return _needed(one) | _needed(other)
        case Negative(operand=operand) | Step(operand=operand):
            return _needed(operand)
        case _:
            return frozenset()
