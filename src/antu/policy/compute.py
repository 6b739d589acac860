"""Computing one subject: who is counted, derived values, lines, totals."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import cast

from antu.kernel.money import Money
from antu.policy.computation import CATEGORIES, PAYABLE, Computation, DerivedValue, Line, MemberDecision, PackRef
from antu.policy.evaluate import Scope, Uncomputable
from antu.policy.explain import Record
from antu.policy.facts import Facts, scope_of
from antu.policy.lines import ItemLines, refusal, show_of
from antu.policy.numbers import plain
from antu.policy.pack import REVIEW, Derived, Eligibility, Pack
from antu.policy.schema import Row

_PLAN = "plan"


def compute(pack: Pack, facts: Facts, *, estimate: bool = False) -> Computation:
    """Everything that the pack says about the facts, with its trace.

    The facts must have been read with the same pack. An assumed signing day makes an estimate by itself. Raises
    BadFacts for a value that the pack has no answer for: a zero divisor, a number outside a ladder.
    """
    plan, scope, record, subject = _plan_of(pack), scope_of(facts), Record(), facts.subject
    decisions: tuple[MemberDecision, ...] = ()
    derived: dict[str, DerivedValue] = {}
    for step in plan.steps:
        if isinstance(step, _Decisions):
            decisions = step.of(scope)
        else:
            derived[step.name] = step.of(scope, subject, record)
    lines = tuple([line for item in plan.items for line in item.of(scope, subject, record)])
    return Computation(
        pack=plan.ref,
        notice=pack.notice,
        subject=facts.subject_id,
        derived_values=tuple([derived[each.name] for each in pack.derived]),
        lines=lines,
        totals=_totals(lines),
        eligibility=decisions,
        draft=any(decision.decision == REVIEW for decision in decisions),
        estimate=estimate or facts.assumed_signed_on is not None,
    )


@dataclass(frozen=True, slots=True)
class _Plan:
    """What is prepared of a pack once, for all subjects."""

    ref: PackRef
    steps: tuple[_Value | _Decisions, ...]
    items: tuple[ItemLines, ...]


def _plan_of(pack: Pack) -> _Plan:
    if _PLAN not in pack.prepared:
        pack.prepared[_PLAN] = _Plan(pack.ref, tuple(_steps(pack)), tuple(ItemLines(pack, item) for item in pack.items))
    return cast("_Plan", pack.prepared[_PLAN])


def _steps(pack: Pack) -> Iterable[_Value | _Decisions]:
    for each in pack.evaluation:
        if each is not None:
            yield _Value(each)
        elif pack.eligibility is not None:
            yield _Decisions(pack.eligibility)


class _Value:
    """One derived value."""

    def __init__(self, derived: Derived) -> None:
        self.name, self._derived, self._show = derived.name, derived, show_of(derived.formula, derived.label)

    def of(self, scope: Scope, subject: Row, record: Record) -> DerivedValue:
        derived = self._derived
        formula = derived.formula
        try:
            value, working, _ = self._show(scope, subject, record)
        except Uncomputable as error:
            raise refusal(scope, subject, [(formula, f"派生值「{derived.label}」")]) from error
        scope.derived[derived.name] = value
        text, trace = plain(value), record.take()
        return DerivedValue(
            derived.name, derived.label, derived.unit, text, formula.text, formula.words, working, trace
        )


class _Decisions:
    """Who is counted: the rule that holds for each member."""

    def __init__(self, eligibility: Eligibility) -> None:
        self._eligibility = eligibility
        self._rules = [(rule, rule.when.value if rule.when else None) for rule in eligibility.rules]
        self._asked = [(rule.when, f"认定规则「{rule.code}」") for rule in eligibility.rules if rule.when]

    def of(self, scope: Scope) -> tuple[MemberDecision, ...]:
        table, column = self._eligibility.table, self._eligibility.column
        members = scope.tables.get(table, ())
        decisions = tuple([self._decision(scope, row) for row in members])
        pairs = zip(members, decisions, strict=True)
        scope.tables[table] = [{**row, column: decision.decision} for row, decision in pairs]
        return decisions

    def _decision(self, scope: Scope, row: Row) -> MemberDecision:
        try:
            rule = next(rule for rule, holds in self._rules if holds is None or holds(scope, row))
        except Uncomputable as error:
            raise refusal(scope, row, self._asked) from error
        concluded = str(row[self._eligibility.panel])
        panel = concluded if rule.decision == REVIEW and concluded != self._eligibility.undecided else ""
        words = rule.when.words if rule.when else "以上都不是"
        return MemberDecision(
            str(row["id"]), rule.code, words, rule.decision, panel or rule.decision, rule.evidence, rule.basis, panel
        )


def _totals(lines: tuple[Line, ...]) -> dict[str, Money]:
    fen = dict.fromkeys(CATEGORIES, 0)
    for line in lines:
        fen[line.category] += line.amount.fen
    totals = {category: Money(amount) for category, amount in fen.items()}
    return totals | {PAYABLE: totals["household"] + totals["collective"]}
