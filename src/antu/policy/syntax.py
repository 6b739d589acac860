"""The syntax tree of formulas, before anything is known of their names."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Order = Literal["<", "<=", ">", ">=", "==", "!="]


@dataclass(frozen=True, slots=True)
class Number:
    """A decimal as written."""

    value: Decimal


@dataclass(frozen=True, slots=True)
class Text:
    """A string."""

    value: str


@dataclass(frozen=True, slots=True)
class Name:
    """A name, bare (``area_m2``) or of one owner (``subject.mode``)."""

    owner: str
    name: str


@dataclass(frozen=True, slots=True)
class Unary:
    """``-x`` or ``not x``."""

    sign: str
    operand: Expression


@dataclass(frozen=True, slots=True)
class Binary:
    """``+ - * /``, ``and``, ``or`` between two expressions."""

    sign: str
    left: Expression
    right: Expression


@dataclass(frozen=True, slots=True)
class Comparison:
    """``a < b``, or a chain ``a <= b <= c`` of neighbours that must all hold."""

    operands: tuple[Expression, ...]
    signs: tuple[Order, ...]


@dataclass(frozen=True, slots=True)
class Membership:
    """``x in ("a", "b")``."""

    operand: Expression
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Conditional:
    """``a if condition else b``."""

    then: Expression
    condition: Expression
    otherwise: Expression


@dataclass(frozen=True, slots=True)
class Call:
    """A function with its arguments."""

    function: str
    arguments: tuple[Expression, ...]


Expression = Number | Text | Name | Unary | Binary | Comparison | Membership | Conditional | Call


def names_in(expression: Expression) -> set[str]:
    """Every bare or owned name that the expression mentions, without its owner."""
    if isinstance(expression, Name):
        return {expression.name}
    return {name for child in _children(expression) for name in names_in(child)}


def depth_of(expression: Expression) -> int:
    """How many levels the tree has."""
    return 1 + max(map(depth_of, _children(expression)), default=0)


def _children(expression: Expression) -> tuple[Expression, ...]:
    match expression:
        case Unary(operand=operand) | Membership(operand=operand):
            return (operand,)
        case Binary(left=left, right=right):
            return (left, right)
        case Comparison(operands=operands) | Call(arguments=operands):
            return operands
        case Conditional(then=then, condition=condition, otherwise=otherwise):
            return (then, condition, otherwise)
        case _:
            return ()
