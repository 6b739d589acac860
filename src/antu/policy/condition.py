"""A condition over a few declared facts, outside any pack: what a branch of a procedure asks. No text is executed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from antu.kernel.errors import BadInput, Problem
from antu.policy import syntax
from antu.policy.arithmetic import Uncomputable
from antu.policy.evaluate import Evaluate, Scope, evaluator
from antu.policy.names import Names
from antu.policy.parser import parse
from antu.policy.schema import PROJECT, SUBJECT, FactColumn, FactSchema, FactTable, Row
from antu.policy.tokens import FormulaError
from antu.policy.typist import Typist
from antu.policy.words import Wording


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition, typed: its text, its words, and the facts that it asks for."""

    text: str
    words: str
    names: frozenset[str]
    value: Evaluate

    def holds(self, facts: Row) -> bool:
        """Whether it holds of these facts. Raises BadInput (``B-FACT``) where one is missing or nothing can be said."""
        missing = sorted(name for name in self.names if facts.get(name) is None)
        if missing:
            raise BadInput(Problem("B-FACT", f"条件「{self.text}」用到的{'、'.join(missing)}还没有填写"))
        try:
            return bool(self.value(Scope({SUBJECT: facts, PROJECT: {}}, {}), facts))
        except Uncomputable as error:
            raise BadInput(Problem("B-FACT", f"条件「{self.text}」算不出来：{error}")) from error


def typed_condition(text: str, columns: Sequence[FactColumn]) -> Condition:
    """The condition of a text over these facts. Raises BadInput with every fault (``P-FORMULA``, ``P-NAME``, …)."""
    schema = FactSchema(
        {
            SUBJECT: FactTable(SUBJECT, "事项", "", "", {column.name: column for column in columns}),
            PROJECT: FactTable(PROJECT, "项目", "", "", {}),
        }
    )
    try:
        expression = parse(text)
    except FormulaError as error:
        raise BadInput(Problem("P-FORMULA", f"条件写法有误：{error}。条件是「{text}」")) from error
    faults: list[Problem] = []
    typist = Typist(Names(schema, {}), lambda rule, message: faults.append(Problem(rule, message)))
    node = typist.condition(expression)
    if faults:
        raise BadInput(faults)
    known = {column.name for column in columns}
    return Condition(
        text, Wording(schema, {}, {}).of(node), frozenset(syntax.names_in(expression) & known), evaluator(node)
    )
