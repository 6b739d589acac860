"""A formula in Chinese words: labels instead of names, × and ÷ instead of * and /."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

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
        return self._phrase(node)[0]

    def _phrase(self, node: tree.Node) -> Phrase:
        match node:
            case tree.Constant(value=value):
                return (format(value, "f") if isinstance(value, Decimal) else f"「{value}」"), _ATOM
            case tree.Column(table=table, name=name):
                return self.schema.tables[table].columns[name].label, _ATOM
            case tree.DerivedName(name=name):
                return self.derived[name], _ATOM
            case tree.Negative(operand=operand):
                return f"−{self._held(operand, _PRODUCT)}", _LOOSE
            case tree.Calculation():
                return self._calculation(node)
            case tree.RateOf():
                return self._rate(node), _ATOM
            case tree.TierOf(ladder=ladder, operand=operand):
                how = "分段累进" if ladder.progressive else "所在档"
                return f"{ladder.label}（按{self.of(operand)}{how}）", _ATOM
            case tree.Extreme(function=function, operands=operands):
                named = "较大者" if function == "max" else "较小者"
                return f"{named}（{'，'.join(self.of(operand) for operand in operands)}）", _ATOM
            case tree.Rounded(operand=operand):
                return f"{rounding_words(node)}（{self.of(operand)}）", _ATOM
            case tree.ItemAmount(code=code):
                return f"「{self.items[code]}」金额", _ATOM
            case tree.Choose(then=then, condition=condition, otherwise=otherwise):
                return (
                    f"{self.of(condition)} 时取 {self._held(then, _SUM)}，否则取 {self._held(otherwise, _LOOSE)}",
                    _LOOSE,
                )
            case tree.Sum() | tree.Count() | tree.Span():
                return self._gathered(node), _ATOM
            case _:
                return self._condition(node)

    def _held(self, node: tree.Node, least: int) -> str:
        text, rank = self._phrase(node)
        return text if rank >= least else f"（{text}）"

    def _calculation(self, node: tree.Calculation) -> Phrase:
        rank = _PRODUCT if node.sign in {"*", "/"} else _SUM
        right = rank if node.sign in {"*", "+"} else rank + 1
        return f"{self._held(node.left, rank)} {_SIGNS[node.sign]} {self._held(node.right, right)}", rank

    def _rate(self, node: tree.RateOf) -> str:
        keys = tuple(key.value for key in node.keys if isinstance(key, tree.Constant))
        if len(keys) == len(node.keys):
            row = node.table.rows[tuple(str(key) for key in keys)]
            return row.label or "、".join(map(str, keys))
        return f"{node.table.label}（按{'、'.join(self.of(key) for key in node.keys)}）"

    def _gathered(self, node: tree.Sum | tree.Count | tree.Span) -> str:
        match node:
            case tree.Span(function=function, start=start, end=end):
                return f"{self.of(start)}至{self.of(end)}的{'天数' if function == 'days' else '整月数'}"
            case tree.Sum(table=table, operand=operand, condition=condition):
                which = self._which(table, condition)
                return f"各{which}的 {self._held(operand, _PRODUCT)} 之和"
            case tree.Count(table=table, condition=condition):
                return f"{self._which(table, condition)}的数量"

    def _which(self, table: str, condition: tree.Node | None) -> str:
        label = self.schema.tables[table].label
        return f"{label}（{self.of(condition)}）" if condition else label

    def _condition(self, node: tree.Node) -> Phrase:
        match node:
            case tree.Compare():
                return self._compared(node), _CONDITION
            case tree.Logic(sign=sign, left=left, right=right):
                joint = "且" if sign == "and" else "或"
                return f"{self._joined(left, sign)} {joint} {self._joined(right, sign)}", _LOOSE
            case tree.Negation(operand=operand):
                return f"非（{self.of(operand)}）", _CONDITION
            case tree.OneOf(operand=operand, values=values):
                return (
                    f"{self.of(operand)} 属于 {'、'.join(self._coded(operand, value) for value in values)}",
                    _CONDITION,
                )
            case _:
                raise AssertionError(f"no words for {type(node).__name__}")

    def _joined(self, node: tree.Node, sign: str) -> str:
        same = isinstance(node, tree.Logic) and node.sign == sign
        return self.of(node) if same else self._held(node, _CONDITION)

    def _compared(self, node: tree.Compare) -> str:
        left, right = node.left, node.right
        if isinstance(left.type, Str):
            return f"{self._sided(left, right)} {_ORDERS[node.sign]} {self._sided(right, left)}"
        if isinstance(left.type, Day):
            return f"{self.of(left)}{_DAY_ORDERS[node.sign]}{self.of(right)}"
        return f"{self._held(left, _SUM)} {_ORDERS[node.sign]} {self._held(right, _SUM)}"

    def _sided(self, side: tree.Node, other: tree.Node) -> str:
        return self._coded(other, str(side.value)) if isinstance(side, tree.Constant) else self.of(side)

    def _coded(self, operand: tree.Node, code: str) -> str:
        if isinstance(operand, tree.Column):
            return f"「{self.schema.tables[operand.table].columns[operand.name].label_of(code)}」"
        return f"「{code}」"


def rounding_words(node: tree.Rounded) -> str:
    """How a rounding goes: 四舍五入到 4 位小数, 向下取整."""
    if node.function == "round":
        return f"四舍五入到 {node.places} 位小数" if node.places else "四舍五入到整数"
    return "向下取整" if node.function == "floor" else "向上取整"
