"""A formula in Chinese words: labels instead of names, × and ÷ instead of * and /."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import singledispatch

from antu.policy import tree
from antu.policy.schema import FactSchema
from antu.policy.value_types import Day, Str

_SIGNS = {"+": "+", "-": "−", "*": "×", "/": "÷"}
_ORDERS = {"<": "<", "<=": "≤", ">": ">", ">=": "≥", "==": "=", "!=": "≠"}
_DAY_ORDERS = {"<": "早于", "<=": "不晚于", ">": "晚于", ">=": "不早于", "==": "即", "!=": "不是"}
_ATOM, _PRODUCT, _SUM, _CONDITION, _LOOSE = 4, 3, 2, 1, 0

Phrase = tuple[str, int]
"""Words and how tightly they hold together."""


@dataclass(frozen=True, slots=True)
class Wording:
    """Labels by name: of the facts, of derived values, of items."""

    schema: FactSchema
    derived: Mapping[str, str]
    items: Mapping[str, str]

    def of(self, node: tree.Node) -> str:
        """The words of a formula."""
        return _phrase(node, self)[0]

    def held(self, node: tree.Node, least: int) -> str:
        """The words, in brackets where they hold together less tightly than ``least``."""
        text, rank = _phrase(node, self)
        return text if rank >= least else f"（{text}）"

    def label(self, column: tree.Column) -> str:
        """The label of a column."""
        return self.schema.tables[column.table].columns[column.name].label

    def code(self, operand: tree.Node, code: str) -> str:
        """The label of a choice that is compared with the operand."""
        if isinstance(operand, tree.Column):
            return f"「{self.schema.tables[operand.table].columns[operand.name].label_of(code)}」"
        return f"「{code}」"

    def rows(self, table: str, condition: tree.Node | None) -> str:
        """Rows of a table, and which."""
        label = self.schema.tables[table].label
        return f"{label}（{self.of(condition)}）" if condition else label


@singledispatch
def _phrase(node: tree.Node, _wording: Wording) -> Phrase:
    raise AssertionError(f"no words for {type(node).__name__}")


@_phrase.register
def _constant(node: tree.Constant, _wording: Wording) -> Phrase:
    return (format(node.value, "f") if isinstance(node.value, Decimal) else f"「{node.value}」"), _ATOM


@_phrase.register
def _column(node: tree.Column, wording: Wording) -> Phrase:
    return wording.label(node), _ATOM


@_phrase.register
def _derived(node: tree.DerivedName, wording: Wording) -> Phrase:
    return wording.derived[node.name], _ATOM


@_phrase.register
def _amount(node: tree.ItemAmount, wording: Wording) -> Phrase:
    return f"「{wording.items[node.code]}」金额", _ATOM


@_phrase.register
def _step(node: tree.Step, _wording: Wording) -> Phrase:
    return node.label, _ATOM


@_phrase.register
def _negative(node: tree.Negative, wording: Wording) -> Phrase:
    return f"−{wording.held(node.operand, _PRODUCT)}", _LOOSE


@_phrase.register
def _calculation(node: tree.Calculation, wording: Wording) -> Phrase:
    rank = _PRODUCT if node.sign in {"*", "/"} else _SUM
    right = rank if node.sign in {"*", "+"} else rank + 1
    return f"{wording.held(node.left, rank)} {_SIGNS[node.sign]} {wording.held(node.right, right)}", rank


@_phrase.register
def _rate(node: tree.RateOf, wording: Wording) -> Phrase:
    keys = tuple(str(key.value) for key in node.keys if isinstance(key, tree.Constant))
    if len(keys) == len(node.keys):
        row = node.table.rows[keys].label or "、".join(keys)
        label = node.table.columns.get(node.column) or node.table.label
        return (f"{label}（{row}）" if label else row), _ATOM
    return f"{node.table.label_of(node.column)}（按{'、'.join(wording.of(key) for key in node.keys)}）", _ATOM


@_phrase.register
def _tier(node: tree.TierOf, wording: Wording) -> Phrase:
    how = "分段累进" if node.ladder.progressive else "所在档"
    return f"{node.ladder.label_of(node.column)}（按{wording.of(node.operand)}{how}）", _ATOM


@_phrase.register
def _extreme(node: tree.Extreme, wording: Wording) -> Phrase:
    word = "较大者" if node.function == "max" else "较小者"
    return f"{word}（{'，'.join(wording.of(operand) for operand in node.operands)}）", _ATOM


@_phrase.register
def _rounded(node: tree.Rounded, wording: Wording) -> Phrase:
    return f"{rounding_words(node)}（{wording.of(node.operand)}）", _ATOM


@_phrase.register
def _choose(node: tree.Choose, wording: Wording) -> Phrase:
    then, otherwise = wording.held(node.then, _SUM), wording.held(node.otherwise, _LOOSE)
    return f"{wording.of(node.condition)} 时取 {then}，否则取 {otherwise}", _LOOSE


@_phrase.register
def _sum(node: tree.Sum, wording: Wording) -> Phrase:
    return f"各{wording.rows(node.table, node.condition)}的 {wording.held(node.operand, _PRODUCT)} 之和", _ATOM


@_phrase.register
def _count(node: tree.Count, wording: Wording) -> Phrase:
    return f"{wording.rows(node.table, node.condition)}的数量", _ATOM


@_phrase.register
def _span(node: tree.Span, wording: Wording) -> Phrase:
    unit = "天数" if node.function == "days" else "整月数"
    return f"{wording.of(node.start)}至{wording.of(node.end)}的{unit}", _ATOM


@_phrase.register
def _compare(node: tree.Compare, wording: Wording) -> Phrase:
    left, right = node.left, node.right
    if isinstance(left.type, Str):
        return f"{_side(left, right, wording)} {_ORDERS[node.sign]} {_side(right, left, wording)}", _CONDITION
    if isinstance(left.type, Day):
        return f"{wording.of(left)}{_DAY_ORDERS[node.sign]}{wording.of(right)}", _CONDITION
    return f"{wording.held(left, _SUM)} {_ORDERS[node.sign]} {wording.held(right, _SUM)}", _CONDITION


def _side(side: tree.Node, other: tree.Node, wording: Wording) -> str:
    return wording.code(other, str(side.value)) if isinstance(side, tree.Constant) else wording.of(side)


@_phrase.register
def _logic(node: tree.Logic, wording: Wording) -> Phrase:
    joint = " 且 " if node.sign == "and" else " 或 "
    same = [isinstance(part, tree.Logic) and part.sign == node.sign for part in (node.left, node.right)]
    parts = zip((node.left, node.right), same, strict=True)
    return joint.join(wording.held(part, _LOOSE if alike else _CONDITION) for part, alike in parts), _LOOSE


@_phrase.register
def _negation(node: tree.Negation, wording: Wording) -> Phrase:
    return f"非（{wording.of(node.operand)}）", _CONDITION


@_phrase.register
def _one_of(node: tree.OneOf, wording: Wording) -> Phrase:
    words = "、".join(wording.code(node.operand, value) for value in node.values)
    return f"{wording.of(node.operand)} 属于 {words}", _CONDITION


def rounding_words(node: tree.Rounded) -> str:
    """How a rounding goes: 四舍五入到 4 位小数, 向下取整."""
    if node.function == "round":
        return f"四舍五入到 {node.places} 位小数" if node.places else "四舍五入到整数"
    return "向下取整" if node.function == "floor" else "向上取整"
