"""Typing formulas: every name found, every kind fitting, every rate there, before any household is read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from functools import singledispatchmethod
from typing import Literal

from antu.policy import syntax, tree
from antu.policy.faults import listed, nearest
from antu.policy.names import Names, StepDraft, column_type
from antu.policy.numbers import DIGITS_MAX, decimals_of
from antu.policy.schema import PROJECT, SUBJECT, FactColumn
from antu.policy.typing_functions import WRONG, typed_call
from antu.policy.value_types import (
    BOOL,
    UNKNOWN,
    Bool,
    Day,
    Num,
    Str,
    Type,
    Unknown,
    added,
    divided,
    joined,
    multiplied,
    named,
    negated,
    subtracted,
)

_STEPS_DEEP = 5
_MARK = "是否列直接写列名，否则写 not 列名"
_EMPTY = "没有填的日期凡比较都不成立，「没有填」写 not (日期列 <= 某日)"
_SAID = dict.fromkeys(("true", "false", "yes", "no"), _MARK) | dict.fromkeys(("null", "none", "empty"), _EMPTY)
_NOTHING = (Fraction(0), Fraction(0))
_ARITHMETIC: dict[str, tuple[Callable[[Num, Num], Num], tree.Arithmetic]] = {
    "+": (added, "+"),
    "-": (subtracted, "-"),
    "*": (multiplied, "*"),
    "/": (divided, "/"),
}

Note = Callable[[str, str], None]
"""Takes the rule and the message of a fault."""


class Typist:
    """Turns a formula's syntax into a typed tree; faults go to ``note`` and leave a Wrong node that fits everywhere."""

    def __init__(self, names: Names, note: Note) -> None:
        self.names, self.note = names, note

    def on_rows_of(self, table: str) -> Typist:
        """A typist for what stands inside ``sum`` or ``count`` over a table."""
        return Typist(self.names.on_rows_of(table), self.note)

    def where(self, condition: tree.Node) -> Typist:
        """A typist for what is worked out only where the condition holds."""
        return Typist(self.names.where(condition), self.note)

    def wrong(self, rule: str, message: str) -> tree.Node:
        """Note a fault; the node to go on with."""
        self.note(rule, message)
        return WRONG

    def node(self, expression: syntax.Expression) -> tree.Node:
        """The typed node of an expression."""
        typed = self._node(expression)
        if isinstance(typed.type, Num) and typed.type.digits > DIGITS_MAX:
            return self.wrong(
                "P-DIGITS",
                f"算式的值可能长达 {typed.type.digits} 位数字，超过 {DIGITS_MAX}；请先 round 或缩小列的 digits",
            )
        return typed

    def number(self, expression: syntax.Expression) -> tree.Node:
        """The node of a number that always has a value."""
        typed = self.node(expression)
        if isinstance(typed.type, Num) and typed.type.may_be_empty:
            return self.wrong(
                "P-EMPTY",
                "这个数可能没有值（其中的日期或列可以留空），只能用在比较里；请让该列必填或有默认值，"
                "或者先比较再用，如 days(a, b) if a <= b else 0",
            )
        return self._expect(typed, Num)

    def condition(self, expression: syntax.Expression) -> tree.Node:
        """The node of a condition."""
        return self._expect(self.node(expression), Bool)

    def _expect(self, typed: tree.Node, kind: type[Num | Bool]) -> tree.Node:
        if isinstance(typed.type, kind | Unknown):
            return typed
        expected = "数字" if kind is Num else '条件（是否），如 legality == "legal"'
        return self.wrong("P-TYPE", f"这里应为{expected}，却是{named(typed.type)}")

    @singledispatchmethod
    def _node(self, expression: syntax.Expression) -> tree.Node:
        raise AssertionError(f"no type for {type(expression).__name__}")

    @_node.register
    def _number(self, number: syntax.Number) -> tree.Node:
        value = Fraction(number.value)
        return tree.Constant(Num(decimals_of(number.value), (value, value)), number.value)

    @_node.register
    def _text(self, text: syntax.Text) -> tree.Node:
        return tree.Constant(Str(frozenset({text.value})), text.value)

    @_node.register
    def _call(self, call: syntax.Call) -> tree.Node:
        return typed_call(self, call)

    @_node.register
    def _name(self, name: syntax.Name) -> tree.Node:
        owner = name.owner or self.names.current
        columns = self.names.of_owner(name.owner) if name.owner else self.names.columns
        if columns is None:
            return self.wrong("P-UNKNOWN-NAME", f"「{name.owner}.{name.name}」只能以 {SUBJECT}. 或 {PROJECT}. 开头")
        if name.name in columns:
            return self._column(columns[name.name], name.owner, owner)
        if name.name in self.names.derived and name.owner != PROJECT:
            return tree.DerivedName(self.names.derived[name.name], name.name)
        if (owner, name.name) in self.names.steps:
            return self._step(name.owner, self.names.steps[owner, name.name])
        if name.name.lower() in _SAID:
            return self.wrong("P-UNKNOWN-NAME", f"公式里没有「{name.name}」；{_SAID[name.name.lower()]}")
        known = [*columns, *self.names.derived, *(step for table, step in self.names.steps if table == owner)]
        return self.wrong("P-UNKNOWN-NAME", f"没有「{name.name}」这个名称；{self._elsewhere(name, known)}")

    def _column(self, column: FactColumn, written: str, owner: str) -> tree.Node:
        kind = column_type(column)
        is_filled = self.names.is_filled(owner, column)
        if is_filled and isinstance(kind, Num | Str | Day):
            kind = replace(kind, may_be_empty=False)
        return tree.Column(kind, written, owner, column.name, is_filled)

    def _step(self, owner: str, draft: StepDraft) -> tree.Node:
        inside = self.names.inside_steps
        if draft.name in inside or len(inside) >= _STEPS_DEEP:
            return self.wrong("P-CYCLE", f"分步「{draft.name}」引用自己，或一层套一层超过 {_STEPS_DEEP} 层；请改写")
        if draft.expression is None:
            return WRONG
        names = replace(self.names, current=draft.table, inside_steps=(*inside, draft.name))
        operand = Typist(names, draft.note).node(draft.expression)
        if isinstance(operand.type, Unknown):
            return WRONG
        return tree.Step(operand.type, owner, draft.name, draft.label, draft.unit, operand)

    def _elsewhere(self, name: syntax.Name, known: list[str]) -> str:
        for owner in (SUBJECT, PROJECT):
            if owner != name.owner and name.name in self.names.schema.tables[owner].columns:
                return f"它是 {owner} 的列，请写 {owner}.{name.name}"
        table = self.names.schema.tables[name.owner or self.names.current]
        return f"这里可用「{table.label}」的列和派生值，如 {listed(known, 8)}{nearest(name.name, known)}"

    @_node.register
    def _unary(self, unary: syntax.Unary) -> tree.Node:
        if unary.sign == "not":
            return tree.Negation(BOOL, self.condition(unary.operand))
        operand = self._expect(self.node(unary.operand), Num)
        return tree.Negative(negated(operand.type), operand) if isinstance(operand.type, Num) else WRONG

    @_node.register
    def _binary(self, binary: syntax.Binary) -> tree.Node:
        if binary.sign in {"and", "or"}:
            sign: Literal["and", "or"] = "and" if binary.sign == "and" else "or"
            first = self.condition(binary.left)
            inner = self.where(first) if sign == "and" else self
            return tree.Logic(BOOL, sign, first, inner.condition(binary.right))
        left, right = self.node(binary.left), self.node(binary.right)
        kinds = [left.type, right.type]
        if any(not isinstance(kind, Num | Unknown) for kind in kinds):
            return self.wrong("P-TYPE", f"「{binary.sign}」两边都应为数字，却是{named(left.type)}和{named(right.type)}")
        if not isinstance(left.type, Num) or not isinstance(right.type, Num):
            return WRONG
        if binary.sign == "/" and right.type.interval == _NOTHING:
            return self.wrong("P-TYPE", "除数总是 0")
        combine, sign_of = _ARITHMETIC[binary.sign]
        return tree.Calculation(combine(left.type, right.type), sign_of, left, right)

    @_node.register
    def _comparison(self, comparison: syntax.Comparison) -> tree.Node:
        nodes = [self.node(operand) for operand in comparison.operands]
        pairs = zip(nodes, comparison.signs, nodes[1:], strict=False)
        compared = [self._compare(left, sign, right) for left, sign, right in pairs]
        whole = compared[0]
        for part in compared[1:]:
            whole = tree.Logic(BOOL, "and", whole, part)
        return whole

    def _compare(self, left: tree.Node, sign: syntax.Order, right: tree.Node) -> tree.Node:
        match left.type, right.type:
            case (Unknown(), _) | (_, Unknown()):
                return WRONG
            case (Num(), Num()) | (Day(), Day()):
                return tree.Compare(BOOL, sign, left, right)
            case Str() as one, Str() as other if sign in {"==", "!="}:
                if one.codes is not None and other.codes is not None and not one.codes & other.codes:
                    return self._never_equal(one.codes, other.codes)
                return tree.Compare(BOOL, sign, left, right)
        hint = "；是否列直接写列名或 not 列名" if Bool() in {left.type, right.type} else ""
        return self.wrong("P-TYPE", f"「{sign}」不能比较{named(left.type)}和{named(right.type)}{hint}")

    def _never_equal(self, codes: frozenset[str], others: frozenset[str]) -> tree.Node:
        given, allowed = (others, codes) if len(others) == 1 else (codes, others)
        word = min(given)
        return self.wrong(
            "P-CHOICE", f"没有可选值「{word}」；应为 {listed(sorted(allowed))} 之一{nearest(word, allowed)}"
        )

    @_node.register
    def _membership(self, membership: syntax.Membership) -> tree.Node:
        operand = self.node(membership.operand)
        if isinstance(operand.type, Unknown):
            return WRONG
        if not isinstance(operand.type, Str):
            return self.wrong("P-TYPE", f"「in」左边应为文字或可选值列，却是{named(operand.type)}")
        for word in membership.values:
            if operand.type.codes is not None and word not in operand.type.codes:
                self._never_equal(operand.type.codes, frozenset({word}))
        return tree.OneOf(BOOL, operand, membership.values)

    @_node.register
    def _conditional(self, conditional: syntax.Conditional) -> tree.Node:
        condition = self.condition(conditional.condition)
        then, otherwise = self.where(condition).node(conditional.then), self.node(conditional.otherwise)
        kind = self._either(then.type, otherwise.type)
        return WRONG if isinstance(kind, Unknown) else tree.Choose(kind, then, condition, otherwise)

    def _either(self, one: Type, other: Type) -> Type:
        match one, other:
            case (Unknown(), _) | (_, Unknown()):
                return UNKNOWN
            case Num(), Num():
                return joined([one, other])
            case Str(), Str():
                codes = None if one.codes is None or other.codes is None else one.codes | other.codes
                return Str(codes, one.may_be_empty or other.may_be_empty)
            case (Bool(), Bool()) | (Day(), Day()):
                return one if one == other else Day(may_be_empty=True)
        self.note("P-TYPE", f"「a if 条件 else b」的 a 和 b 应同为一类，却是{named(one)}和{named(other)}")
        return UNKNOWN
