"""The formula language: Python's syntax and precedence, cut down to what a regulation needs. Nothing else parses."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

LENGTH_MAX = 2000
_TOKENS_MAX = 300  # deeper trees than this would not fit the stack of their readers
_DEPTH_MAX = 40
_TOKEN = re.compile(r"""\s*(?:(?P<number>\d+(?:\.\d+)?)|(?P<string>"[^"\\]*"|'[^'\\]*')|(?P<name>[A-Za-z_][A-Za-z0-9_]*)|(?P<sign><=|>=|==|!=|[-+*/<>(),.]))""")  # fmt: skip
_KEYWORDS = {"and", "or", "not", "in", "if", "else"}
Order = Literal["<", "<=", ">", ">=", "==", "!="]
_ORDERS: dict[str, Order] = {"<": "<", "<=": "<=", ">": ">", ">=": ">=", "==": "==", "!=": "!="}
_MEANT = {
    "×": "*", "÷": "/", "−": "-", "≤": "<=", "≥": ">=", "≠": "!=", "=": "==", "（": "(", "）": ")", "，": ",", "“": '"', "”": '"',
    "&": "and", "|": "or", "!": "not",
}  # fmt: skip


class FormulaError(Exception):
    """A formula that does not parse; the message is Chinese and complete."""


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


def parse(text: str) -> Expression:
    """The syntax tree of a formula; FormulaError for anything outside the language."""
    if len(text) > LENGTH_MAX:
        raise FormulaError(f"公式长 {len(text)} 个字符，超过 {LENGTH_MAX}；请拆成派生值")
    return _Parser(_tokens(text)).whole()


def names_in(expression: Expression) -> set[str]:
    """Every bare or owned name that the expression mentions, without its owner."""
    if isinstance(expression, Name):
        return {expression.name}
    return {name for child in _children(expression) for name in names_in(child)}


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


def _tokens(text: str) -> list[tuple[str, str]]:
    tokens, at = [], 0
    text = text.rstrip()
    while at < len(text):
        found = _TOKEN.match(text, at)
        if found is None or found.lastgroup is None:
            raise FormulaError(_unreadable(text[at:].lstrip()))
        kind, word = found.lastgroup, found[found.lastgroup]
        tokens.append(("sign" if word in _KEYWORDS else kind, word))
        at = found.end()
        if kind == "number" and at < len(text) and (text[at].isalnum() or text[at] in "._"):
            raise FormulaError(f"数字写法有误：「{text[found.start(kind) : at + 1]}」；应为十进制数，如 0.50")
    if len(tokens) > _TOKENS_MAX:
        raise FormulaError(f"公式有 {len(tokens)} 个词，超过 {_TOKENS_MAX} 个；请拆成派生值")
    return [*tokens, ("end", "")]


def _unreadable(rest: str) -> str:
    meant = _MEANT.get(rest[0])
    return f"公式里不能用「{rest[0]}」" + (f"；请写 {meant}" if meant else f"（在「{rest[:12]}」处）")


class _Parser:
    def __init__(self, tokens: list[tuple[str, str]]) -> None:
        self.tokens, self.at, self.depth = tokens, 0, 0

    def whole(self) -> Expression:
        expression = self.expression()
        if self.tokens[self.at][0] != "end":
            raise self.unexpected("公式应到此为止")
        return expression

    def expression(self) -> Expression:
        self.depth += 1
        if self.depth > _DEPTH_MAX:
            raise FormulaError(f"公式嵌套超过 {_DEPTH_MAX} 层；请拆成派生值")
        then = self.disjunction()
        if self.take("if"):
            condition = self.disjunction()
            self.need("else", "「a if 条件 else b」要有 else")
            then = Conditional(then, condition, self.expression())
        self.depth -= 1
        return then

    def disjunction(self) -> Expression:
        return self.chain(self.conjunction, ("or",))

    def conjunction(self) -> Expression:
        return self.chain(self.negation, ("and",))

    def negation(self) -> Expression:
        count = 0
        while self.take("not"):
            count += 1
        expression = self.comparison()
        for _ in range(min(count, 2)):
            expression = Unary("not", expression)
        if count > 2:  # noqa: PLR2004 - twice is already odd
            raise FormulaError("连写了三个以上的 not；请化简")
        return expression

    def comparison(self) -> Expression:
        operands, signs = [self.sum()], list[Order]()
        if self.take("in"):
            return Membership(operands[0], self.texts())
        while (sign := _ORDERS.get(self.peek())) is not None:
            self.at += 1
            signs.append(sign)
            operands.append(self.sum())
        return Comparison(tuple(operands), tuple(signs)) if signs else operands[0]

    def texts(self) -> tuple[str, ...]:
        self.need("(", 'in 之后应为 ("a", "b")')
        values = [self.string()]
        commas = 0
        while self.take(","):
            commas += 1
            if self.peek() == ")":
                break
            values.append(self.string())
        if not commas:
            raise FormulaError(f'in 之后至少两个值；只有一个时请写 == "{values[0]}"')
        self.need(")", "缺少右括号")
        return tuple(values)

    def string(self) -> str:
        kind, word = self.tokens[self.at]
        if kind != "string":
            raise self.unexpected('应为带引号的文字，如 "legal"')
        self.at += 1
        return word[1:-1]

    def sum(self) -> Expression:
        return self.chain(self.product, ("+", "-"))

    def product(self) -> Expression:
        return self.chain(self.signed, ("*", "/"))

    def signed(self) -> Expression:
        if self.take("-"):
            self.depth += 1
            if self.depth > _DEPTH_MAX:
                raise FormulaError("连写的负号太多；请化简")
            operand = Unary("-", self.signed())
            self.depth -= 1
            return operand
        return self.atom()

    def atom(self) -> Expression:
        kind, word = self.tokens[self.at]
        self.at += 1
        if kind == "number":
            return Number(Decimal(word))
        if kind == "string":
            return Text(word[1:-1])
        if kind == "name":
            return self.named(word)
        if word == "(":
            inner = self.expression()
            self.need(")", "缺少右括号")
            return inner
        self.at -= 1
        raise self.unexpected("应为数字、文字、名称或括号")

    def named(self, word: str) -> Expression:
        if self.take("("):
            return Call(word, self.arguments())
        if not self.take("."):
            return Name("", word)
        kind, column = self.tokens[self.at]
        if kind != "name":
            raise self.unexpected(f"「{word}.」之后应为列名，如 subject.mode")
        self.at += 1
        return Name(word, column)

    def arguments(self) -> tuple[Expression, ...]:
        if self.take(")"):
            return ()
        arguments = [self.expression()]
        while self.take(","):
            arguments.append(self.expression())
        self.need(")", "函数缺少右括号")
        return tuple(arguments)

    def chain(self, operand: Callable[[], Expression], signs: tuple[str, ...]) -> Expression:
        expression = operand()
        while (sign := self.peek()) in signs:
            self.at += 1
            expression = Binary(sign, expression, operand())
        return expression

    def peek(self) -> str:
        kind, word = self.tokens[self.at]
        return word if kind == "sign" else ""

    def take(self, word: str) -> bool:
        taken = self.peek() == word
        self.at += taken
        return taken

    def need(self, word: str, message: str) -> None:
        if not self.take(word):
            raise self.unexpected(message)

    def unexpected(self, message: str) -> FormulaError:
        word = self.tokens[self.at][1]
        return FormulaError(f"{message}；此处是「{word}」" if word else f"{message}；公式在此处中断")
