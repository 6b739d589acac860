"""A pack ready to compute with: functions that work out and record, and what tells their record in words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple, cast

from antu.kernel.money import Money
from antu.policy import arithmetic, tree, workings
from antu.policy.arithmetic import Uncomputable
from antu.policy.computation import CATEGORIES, DerivedValue, Line, MemberDecision
from antu.policy.evaluate import Scope, written
from antu.policy.explain import told
from antu.policy.facts import Facts, scope_of, uncomputable
from antu.policy.faults import BadFacts
from antu.policy.generated import Body, Function, Source
from antu.policy.lines import Asked, ItemLines
from antu.policy.pack import REVIEW, Derived, Eligibility, Pack, Rule
from antu.policy.schema import SUBJECT, Row
from antu.policy.telling import Telling
from antu.policy.workings import made

_PROGRAM = "program"
_decided = made(MemberDecision)


class Worked(NamedTuple):
    """What was worked out of one subject: the record, the fen of each category, whether a member is under review."""

    record: tuple[Any, ...]
    fen: tuple[int, ...]
    draft: bool


class Told(NamedTuple):
    """What a record says."""

    derived_values: tuple[DerivedValue, ...]
    lines: tuple[Line, ...]
    eligibility: tuple[MemberDecision, ...]


class Program:
    """What is prepared of a pack once, for all subjects.

    A record is one plain tuple of numbers, texts and marks, in the order of working out: what a rate was found by,
    which way a branch went, each value on the way. It is told in words when somebody reads it, and not before.
    """

    def __init__(self, pack: Pack) -> None:
        source = Source(written, {**arithmetic.FUNCTIONS, **workings.FUNCTIONS})
        self.pack, self.ref = pack, pack.ref
        steps = tuple(_steps(pack, source))
        items = tuple(ItemLines(pack, item, source) for item in pack.items)
        self.text, functions = source.text, source.functions()
        self._work = [(step, functions[step.function]) for step in steps]
        places, asked = {name: place for place, name in enumerate(CATEGORIES)}, _asked_amounts(pack)
        self._lines = [
            (each, functions[each.function], places[each.item.category], each.item.code in asked) for each in items
        ]
        self._tell_steps = [functions[step.telling] if isinstance(step, _Value) else step for step in steps]
        self._tell_lines = [(each.item.per, functions[each.telling]) for each in items]
        evaluated = [each for each in pack.evaluation if each is not None]
        self._order = [evaluated.index(each) for each in pack.derived]

    def work(self, facts: Facts) -> Worked:
        """Work out everything. Raises BadFacts for a value that the pack has no answer for."""
        scope, raw, draft = scope_of(facts), list[Any](), False
        at: _Value | _Decisions | ItemLines
        fen = [0] * len(CATEGORIES)
        try:
            for step, function in self._work:
                at = step
                draft |= step.work(function, scope, raw)
            for lines, function, category, is_asked in self._lines:
                at = lines
                amount = function(scope, raw)
                fen[category] += amount
                if is_asked:
                    scope.amounts[lines.item.code] = Money(amount)
        except Uncomputable as error:
            raise _refusal(scope, at.asked(scope)) from error
        return Worked(tuple(raw), tuple(fen), draft)

    def tell(self, facts: Facts, record: tuple[Any, ...]) -> Told:
        """What the record of these facts says, in the order of the pack."""
        values, subject = iter(record), (facts.subject,)
        derived, decisions, lines = list[DerivedValue](), tuple[MemberDecision, ...](), list[Line]()
        for tell in self._tell_steps:
            if isinstance(tell, _Decisions):
                decisions = tell.of(facts, values)
            else:
                derived.append(tell(values))
        for table, tell_line in self._tell_lines:
            rows = facts.tables.get(table, ()) if table else subject
            while (place := next(values)) is not None:
                lines.append(tell_line(rows[place], values))
        if next(values, None) is not None:
            raise AssertionError("the record goes on after what it says")
        return Told(tuple([derived[place] for place in self._order]), tuple(lines), decisions)


def program_of(pack: Pack) -> Program:
    """The pack's program, which is written once."""
    if _PROGRAM not in pack.prepared:
        pack.prepared[_PROGRAM] = Program(pack)
    return cast("Program", pack.prepared[_PROGRAM])


def _asked_amounts(pack: Pack) -> frozenset[str]:
    """The items whose amounts later items ask for."""
    formulas = [each for item in pack.items for each in (item.when, item.amount, item.quantity, item.rate) if each]
    nodes = (node for formula in formulas for node in tree.within(formula.node))
    return frozenset(node.code for node in nodes if isinstance(node, tree.ItemAmount))


def _steps(pack: Pack, source: Source) -> Iterator[_Value | _Decisions]:
    for each in pack.evaluation:
        if each is not None:
            yield _Value(each, source, Telling(source, pack.wording, told, "values"))
        elif pack.eligibility is not None:
            yield _Decisions(pack.eligibility, source)


class _Value:
    """One derived value."""

    def __init__(self, derived: Derived, source: Source, telling: Telling) -> None:
        self.derived = derived
        body = Body(source, "scope", "raw", recording=True)
        with body.on(body.part(SUBJECT)):
            value = body.of(derived.formula.node)
        body.put(f"{body.part('derived')}[{body.constant(derived.name)}] = {value}")
        self.function, self.telling = body.finish(), _told(derived, telling)

    def work(self, function: Function, scope: Scope, raw: list[Any]) -> bool:
        """Work it out and record it; no member is under review for it."""
        function(scope, raw)
        return False

    def asked(self, scope: Scope) -> Asked:
        """The formula."""
        yield self.derived.formula, f"派生值「{self.derived.label}」", scope.single[SUBJECT]


def _told(derived: Derived, telling: Telling) -> str:
    """The name of the function that tells a derived value."""
    formula, constant = derived.formula, telling.constant
    shown = telling.of(formula.node)
    named = [constant(text) for text in (derived.name, derived.label, derived.unit)]
    words = [constant(text) for text in (formula.text, formula.words)]
    parts = [*named, telling.plain(shown.value), *words, shown.text, telling.trace()]
    telling.put(f"return derived_value(({', '.join(parts)}))")
    return telling.finish()


class _Decisions:
    """Who is counted: the rule that holds for each member, whose place is recorded."""

    def __init__(self, eligibility: Eligibility, source: Source) -> None:
        self._eligibility = eligibility
        self._said = [
            (each.code, _words(each), each.decision, each.decision, each.evidence, each.basis, "")
            for each in eligibility.rules
        ]
        body = Body(source, "scope", "row")
        for place, rule in enumerate(eligibility.rules):
            if rule.when is None:
                body.put(f"return {place}")
            else:
                body.put(f"if {body.of(rule.when.node)}: return {place}")
        self.function = body.finish()

    def work(self, function: Function, scope: Scope, raw: list[Any]) -> bool:
        """Decide on each member, who carries the decision from now on; whether one is under review."""
        table, column, rules = self._eligibility.table, self._eligibility.column, self._eligibility.rules
        decided: list[Row] = []
        draft = False
        for row in scope.tables.get(table, ()):
            place = function(scope, row)
            raw.append(place)
            decision = self._panel(rules[place], row) or rules[place].decision
            decided.append({**row, column: decision})
            draft |= decision == REVIEW
        scope.tables[table] = decided
        return draft

    def _panel(self, rule: Rule, row: Row) -> str:
        """The panel's conclusion where it stands instead of the rule's."""
        if rule.decision != REVIEW:
            return ""
        concluded = str(row[self._eligibility.panel])
        return concluded if concluded != self._eligibility.undecided else ""

    def asked(self, scope: Scope) -> Asked:
        """The rules, member by member, up to the one that holds."""
        for row in scope.tables.get(self._eligibility.table, ()):
            for rule in self._eligibility.rules:
                if rule.when is None:
                    break
                yield rule.when, f"认定规则「{rule.code}」", row
                if rule.when.value(scope, row):
                    break

    def of(self, facts: Facts, values: Iterator[Any]) -> tuple[MemberDecision, ...]:
        """The decisions as they were recorded."""
        rows = facts.tables.get(self._eligibility.table, ())
        return tuple([self._decision(row, next(values)) for row in rows])

    def _decision(self, row: Row, place: int) -> MemberDecision:
        decision = _decided((str(row["id"]), *self._said[place]))
        panel = self._panel(self._eligibility.rules[place], row)
        return decision.concluded(panel) if panel else decision


def _words(rule: Rule) -> str:
    return rule.when.words if rule.when else "以上都不是"


def _refusal(scope: Scope, asked: Asked) -> BadFacts:
    """The refusal of facts that the first formula without an answer makes."""
    for formula, what, row in asked:
        try:
            formula.value(scope, row)
        except Uncomputable as error:
            return BadFacts(uncomputable(formula, scope, what, error))
    raise AssertionError("every formula has an answer")
