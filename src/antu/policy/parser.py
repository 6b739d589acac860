"""The formula language: Python's syntax and precedence, cut down to what a regulation needs. Nothing else parses."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from antu.policy.syntax import (
    Binary,
    Call,
    Comparison,
    Conditional,
    Expression,
    Membership,
    Name,
    Number,
    Order,
    Text,
    Unary,
    depth_of,
)
from antu.policy.tokens import KEYWORDS, LENGTH_MAX, FormulaError, Token, tokens_of

_BRACKETS_MAX = 40
_DEPTH_MAX = 60  # readers of the tree need a few stack frames a level
_MEANT = {
    "not": '「不在其中」写 not x in ("a", "b")', "if": "写法是 a if 条件 else b", ">": "不等于写 !=",
    "*": "没有乘方，写 x * x", "/": "没有整除，写 floor(a / b)",
}  # fmt: skip
_ORDERS: dict[str, Order] = {"<": "<", "<=": "<=", ">": ">", ">=": ">=", "==": "==", "!=": "!="}


def parse(text: str) -> Expression:
    """The syntax tree of a formula; FormulaError for anything outside the language."""
    if len(text) > LENGTH_MAX:
        raise FormulaError(f"公式长 {len(text)} 个字符，超过 {LENGTH_MAX}；请拆成派生值")
    expression = _Parser(tokens_of(text)).whole()
    if depth_of(expression) > _DEPTH_MAX:
        raise FormulaError(f"公式嵌套超过 {_DEPTH_MAX} 层；请拆成派生值")
    return expression


class _Parser:
    def __init__(self, tokens: list[Token]) -> None:
        self.tokens, self.at, self.depth = tokens, 0, 0

    def whole(self) -> Expression:
        expression = self.expression()
        if self.tokens[self.at][0] != "end":
            raise self.unexpected("公式应到此为止")
        return expression

    def expression(self) -> Expression:
        self.depth += 1
        if self.depth > _BRACKETS_MAX:
            raise FormulaError(f"公式括号超过 {_BRACKETS_MAX} 层；请拆成派生值")
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
        return Unary("not", self.negation()) if self.take("not") else self.comparison()

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
        return Unary("-", self.signed()) if self.take("-") else self.atom()

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
        meant = f"；{_MEANT[word]}" if word in _MEANT else "；请写小写" if word.lower() in KEYWORDS - {word} else ""
        return FormulaError(f"{message}；此处是「{word}」{meant}" if word else f"{message}；公式在此处中断")
