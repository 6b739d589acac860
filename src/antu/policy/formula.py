"""A formula ready for use: its text, its typed tree, its words and its value."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from antu.policy import syntax, tree
from antu.policy.block import Block
from antu.policy.evaluate import Evaluate, evaluator
from antu.policy.names import Names
from antu.policy.parser import parse
from antu.policy.tokens import FormulaError
from antu.policy.typing_functions import WRONG
from antu.policy.typist import Typist
from antu.policy.words import Wording

NUMBER = "number"
CONDITION = "condition"


@dataclass(frozen=True)
class Formula:
    """One formula of a pack."""

    text: str
    node: tree.Node
    words: str

    @cached_property
    def value(self) -> Evaluate:
        """The function that gives its value, written when it is first asked for."""
        return evaluator(self.node)


def parsed(block: Block, key: str, example: str) -> syntax.Expression | None:
    """The syntax of the formula under a key; None, and a fault, when it is missing or does not parse."""
    text = block.text(key, example)
    if not text:
        return None
    try:
        return parse(text)
    except FormulaError as error:
        block.fault(key, "P-FORMULA", f"公式写法有误：{error}。公式是「{text}」")
        return None


def typed(block: Block, key: str, expression: syntax.Expression, names: Names, expected: str = "") -> tree.Node:
    """The typed tree of a formula that parsed; Wrong when it, or what it mentions, has faults, which are noted."""
    text, before = block.optional(key), len(block.faults.problems)
    typist = Typist(names, lambda rule, message: block.fault(key, rule, f"{_sentence(message)}公式是「{text}」"))
    find = {NUMBER: typist.number, CONDITION: typist.condition}.get(expected, typist.node)
    node = find(expression)
    return WRONG if len(block.faults.problems) > before or tree.holds_wrong(node) else node


def _sentence(message: str) -> str:
    return message if message.endswith("？") else f"{message}。"


def finished(text: str, node: tree.Node, wording: Wording) -> Formula:
    """The formula of a tree without faults."""
    return Formula(text, node, wording.of(node))
