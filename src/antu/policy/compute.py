"""Computing one subject: who is counted, derived values, lines, totals."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from antu.kernel.errors import Problem
from antu.kernel.money import Money
from antu.policy import tree
from antu.policy.computation import CATEGORIES, PAYABLE, Computation, DerivedValue, Line, MemberDecision
from antu.policy.evaluate import Exact, Scope, Uncomputable
from antu.policy.explain import Record, Shown
from antu.policy.facts import Facts, fact_place, scope_of
from antu.policy.faults import BadFacts
from antu.policy.formula import Formula
from antu.policy.numbers import plain
from antu.policy.pack import REVIEW, Derived, Eligibility, Item, Pack
from antu.policy.schema import SUBJECT, Row


def compute(pack: Pack, facts: Facts, *, estimate: bool = False) -> Computation:
    """Everything that the pack says about the facts, with its trace.

    The facts must have been read with the same pack. An assumed signing day makes an estimate by itself. Raises
    BadFacts for a value that the pack has no answer for: a zero divisor, a number outside a ladder.
    """
    scope = scope_of(facts)
    decisions: tuple[MemberDecision, ...] = ()
    derived: dict[str, DerivedValue] = {}
    for each in pack.evaluation:
        if each is not None:
            derived[each.name] = _derived(scope, facts, each)
        elif pack.eligibility is not None:
            decisions = tuple(_decisions(scope, pack.eligibility))
    lines = tuple(line for item in pack.items for line in _lines(pack, scope, facts, item))
    return Computation(
        pack=pack.ref,
        notice=pack.notice,
        subject=facts.subject_id,
        derived_values=tuple(derived[each.name] for each in pack.derived),
        lines=lines,
        totals=_totals(lines),
        eligibility=decisions,
        draft=any(decision.decision == REVIEW for decision in decisions),
        estimate=estimate or facts.assumed_signed_on is not None,
    )


def _decisions(scope: Scope, eligibility: Eligibility) -> Iterator[MemberDecision]:
    rows: list[Row] = []
    for row in scope.tables.get(eligibility.table, ()):
        decision = _decision(scope, eligibility, row)
        rows.append({**row, eligibility.column: decision.decision})
        yield decision
    scope.tables[eligibility.table] = rows


def _decision(scope: Scope, eligibility: Eligibility, row: Row) -> MemberDecision:
    rule = next(rule for rule in eligibility.rules if rule.when is None or rule.when.value(scope, row))
    concluded = str(row[eligibility.panel])
    panel = concluded if rule.decision == REVIEW and concluded != eligibility.undecided else ""
    words = rule.when.words if rule.when else "以上都不是"
    return MemberDecision(
        str(row["id"]), rule.code, words, rule.decision, panel or rule.decision, rule.evidence, rule.basis, panel
    )


def _derived(scope: Scope, facts: Facts, derived: Derived) -> DerivedValue:
    record = Record()
    shown = _shown(scope, derived.formula, facts.subject, record, f"派生值「{derived.label}」")
    scope.derived[derived.name] = shown.value
    formula = derived.formula
    return DerivedValue(
        derived.name,
        derived.label,
        derived.unit,
        plain(shown.value),
        formula.text,
        formula.words,
        shown.text,
        record.trace(),
    )


def _lines(pack: Pack, scope: Scope, facts: Facts, item: Item) -> Iterator[Line]:
    rows = scope.tables.get(item.per, ()) if item.per else (facts.subject,)
    fen = 0
    for row in rows:
        if item.when is None or item.when.value(scope, row):
            line = _line(pack, scope, item, row)
            fen += line.amount.fen
            yield line
    scope.amounts[item.code] = Money(fen)


def _line(pack: Pack, scope: Scope, item: Item, row: Row) -> Line:
    record = Record()
    shown = _shown(scope, item.amount, row, record, f"补偿项「{item.label}」")
    return Line(
        code=item.code,
        row=str(row["id"]) if item.per else None,
        row_words=pack.facts.tables[item.per].describe(row) if item.per else "",
        label=item.label,
        category=item.category,
        formula=item.amount.text,
        formula_words=item.amount.words,
        working=shown.text,
        exact=plain(shown.value),
        quantity=_printed(scope, item.quantity, row),
        unit=item.unit or _unit(pack, item, row),
        rate=_printed(scope, item.rate, row),
        clause=item.clause,
        settlement_column=item.settlement_column,
        rounding=item.rounding.words,
        amount=item.rounding.apply(shown.value),
        trace=record.trace(),
    )


def _shown(scope: Scope, formula: Formula, row: Row, record: Record, what: str) -> Shown:
    if formula.show is None:
        raise TypeError(f"{what}: not a number")
    try:
        return formula.show(scope, row, record)
    except Uncomputable as error:
        message = f"{what}算不出：{error}。公式是「{formula.text}」；请核对事实，或请制定办法的单位明确"
        subject = str(scope.single[SUBJECT]["id"])
        raise BadFacts(Problem("F-UNCOMPUTABLE", message, fact_place(subject))) from error


def _printed(scope: Scope, formula: Formula | None, row: Row) -> str:
    if formula is None:
        return ""
    value: Exact = formula.value(scope, row)
    as_written = isinstance(formula.node, tree.Column | tree.RateOf) and isinstance(value, Decimal)
    return format(value, "f") if as_written else plain(value)


def _unit(pack: Pack, item: Item, row: Row) -> str:
    node = item.quantity.node if item.quantity else None
    if isinstance(node, tree.Step):
        return node.unit
    return pack.unit_of(node.table, node.name, row) if isinstance(node, tree.Column) else ""


def _totals(lines: tuple[Line, ...]) -> dict[str, Money]:
    fen = dict.fromkeys(CATEGORIES, 0)
    for line in lines:
        fen[line.category] += line.amount.fen
    totals = {category: Money(amount) for category, amount in fen.items()}
    return totals | {PAYABLE: totals["household"] + totals["collective"]}
