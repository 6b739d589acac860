"""Typed trees as SQL expressions: the same value that explaining gives, for every row at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import singledispatchmethod

from sqlglot import exp

from antu.policy import tree
from antu.policy.batch import numbers_sql as numbers
from antu.policy.batch.layout import INT64_DIGITS
from antu.policy.batch.numbers_sql import Number
from antu.policy.batch.ranges import whole_range
from antu.policy.batch.rates_sql import rate_number, tier_number
from antu.policy.batch.scopes import KNOWN, Day, Scope, Truth, Words
from antu.policy.batch.whole import TooWide, Whole, as_long, as_wide, limited_product, multiply, sized
from antu.policy.pack import REVIEW, Eligibility
from antu.policy.schema import SUBJECT, FactSchema
from antu.policy.value_types import Bool, Num, Str

Value = Number | Words | Day | Truth
DAYS_BETWEEN = "antu_days"
"""A placeholder: each dialect counts days its own way."""

_ORDERS: Mapping[str, type[exp.Binary]] = {
    "<": exp.LT, "<=": exp.LTE, ">": exp.GT, ">=": exp.GTE, "==": exp.EQ, "!=": exp.NEQ,
}  # fmt: skip


@dataclass(slots=True)
class Known:
    """What has been computed of a subject: derived values, totals of items, sums over rows, by name or by node.

    In their place stands why they could not be. ``failing`` counts the rows that have no part in a sum or count that
    they belong to, by node.
    """

    facts: FactSchema
    codes: Mapping[str, int]
    eligibility: Eligibility | None
    derived: dict[str, Number | TooWide] = field(default_factory=dict)
    amounts: dict[str, Number | TooWide] = field(default_factory=dict)
    aggregates: dict[int, Number | TooWide] = field(default_factory=dict)
    failing: dict[int, Whole] = field(default_factory=dict)


@dataclass(slots=True)
class Writer:
    """Writes formulas that stand on the rows of one scope."""

    known: Known
    scope: Scope
    decision: Words | TooWide | None = None
    beyond: list[Truth] = field(default_factory=list)

    @singledispatchmethod
    def value(self, node: tree.Node) -> Value:
        """The node's value."""
        raise AssertionError(f"no SQL for {type(node).__name__}")

    def number(self, node: tree.Node) -> Number:
        """The node's value, a number."""
        value = self.value(node)
        assert isinstance(value, Number)  # noqa: S101 — the typist has proved it
        return value

    def truth(self, node: tree.Node) -> Truth:
        """The node's value, a condition."""
        value = self.value(node)
        assert isinstance(value, Truth)  # noqa: S101 — as above
        return value

    def words(self, node: tree.Node) -> Words:
        """The node's value, a text."""
        value = self.value(node)
        assert isinstance(value, Words)  # noqa: S101 — as above
        return value

    def product(self, left: Whole, right: Whole) -> Whole:
        """A product inside a quotient. Where its range cannot be proved, subjects in which it is too long are noted."""
        try:
            return multiply(left, right)
        except TooWide:
            limited, beyond = limited_product(self.scope.keep(left), self.scope.keep(right))
        self.beyond.append(Truth(beyond, limited.layer))
        return limited

    def rounded(self, number: Number, unit: Fraction, way: numbers.Way) -> Whole:
        """How many units the number makes."""
        return numbers.rounded(number, unit, way, self.scope.keep, self.product)

    @value.register
    def _constant(self, node: tree.Constant) -> Value:
        if isinstance(node.value, str):
            code = exp.Literal.number(self.known.codes[node.value])
            return Words(code, coded=True, constant=node.value)
        return numbers.number_of(node.value)

    @value.register
    def _column(self, node: tree.Column) -> Value:
        eligibility = self.known.eligibility
        if eligibility and (node.table, node.name) == (eligibility.table, eligibility.column):
            return self.decided(eligibility)
        here = "" if node.table == self.scope.table else node.table
        found = self.scope.read(here, node.name)
        match node.type:
            case Num() as kind:
                kept_wide = self.known.facts.tables[node.table].columns[node.name].digits > INT64_DIGITS
                whole = _column_whole(found, kind, kept_wide=kept_wide)
                if not kept_wide:
                    self.scope.below[found.name] = 1 + max(abs(whole.low), abs(whole.high))
                return Number(whole, kind.scale or 0, None, kind.may_be_empty)
            case Str() as kind:
                return Words(found, coded=kind.codes is not None, empty=kind.may_be_empty)
            case Bool():
                return Truth(found)
            case kind:
                return Day(found, empty=getattr(kind, "may_be_empty", False))

    def decided(self, eligibility: Eligibility) -> Words:
        """The decision on the row: what the first rule that holds says, or the panel in its place."""
        if self.decision is None:
            try:
                self.decision = self._decision(eligibility)
            except TooWide as error:
                self.decision = error
        if isinstance(self.decision, TooWide):
            raise TooWide(self.decision.digits, f"安置资格认定里，{self.decision.why}")
        return self.decision

    def _decision(self, eligibility: Eligibility) -> Words:
        branches: list[exp.If] = []
        layer = 0
        for rule in eligibility.rules:
            code = exp.Literal.number(self.known.codes[rule.decision])
            if rule.when is None:
                case = exp.Case(ifs=branches, default=code) if branches else code
                break
            holds = self.truth(rule.when.node)
            layer = max(layer, holds.layer)
            branches.append(exp.If(this=holds.sql.copy(), true=code))
        ruled, at = self.scope.keep_expression(case, layer)
        panel = self.scope.read("", eligibility.panel)
        review, undecided = (exp.Literal.number(self.known.codes[code]) for code in (REVIEW, eligibility.undecided))
        concluded = exp.and_(
            exp.EQ(this=ruled.copy(), expression=review), exp.NEQ(this=panel.copy(), expression=undecided)
        )
        stands = exp.Case(ifs=[exp.If(this=concluded, true=panel.copy())], default=ruled.copy())
        decided, at = self.scope.keep_expression(stands, at)
        return Words(decided, coded=True, layer=at)

    @value.register
    def _derived(self, node: tree.DerivedName) -> Value:
        return self._of_subject(self.known.derived[node.name], f"依赖派生值「{node.name}」：")

    @value.register
    def _amount(self, node: tree.ItemAmount) -> Value:
        return self._of_subject(self.known.amounts[node.code], f"依赖补偿项「{node.code}」：")

    @value.register(tree.Sum)
    @value.register(tree.Count)
    def _aggregate(self, node: tree.Sum | tree.Count) -> Value:
        return self._of_subject(self.known.aggregates[id(node)], "")

    def failing(self, node: tree.Sum | tree.Count) -> Truth | None:
        """The condition on which a sum or count has no value; None where it always has one."""
        if id(node) not in self.known.failing:
            return None
        count = self._of_subject(Number(self.known.failing[id(node)]), "").top
        return Truth(exp.GT(this=count.sql.copy(), expression=exp.Literal.number(0)), count.layer)

    def _of_subject(self, found: Number | TooWide, why: str) -> Number:
        if isinstance(found, TooWide):
            raise TooWide(found.digits, why + found.why)
        if self.scope.table == SUBJECT:
            return found
        bottom = self._carried(found.bottom) if found.bottom else None
        return Number(self._carried(found.top), found.scale, bottom)

    def _carried(self, number: Whole) -> Whole:
        if not isinstance(number.sql, exp.Column):
            return number
        return Whole(self.scope.read(KNOWN, number.sql.name), number.low, number.high)

    @value.register
    def _step(self, node: tree.Step) -> Value:
        value = self.value(node.operand)
        if isinstance(value, Number):
            bottom = self.scope.keep(value.bottom) if value.bottom else None
            return Number(self.scope.keep(value.top), value.scale, bottom, value.empty)
        return value

    @value.register
    def _negative(self, node: tree.Negative) -> Value:
        return numbers.opposite(self.number(node.operand))

    @value.register
    def _calculation(self, node: tree.Calculation) -> Value:
        combine = {"+": numbers.plus, "-": numbers.minus, "*": numbers.times, "/": numbers.over}[node.sign]
        return combine(self.number(node.left), self.number(node.right), self.product)

    @value.register
    def _compare(self, node: tree.Compare) -> Value:
        left, right = self.value(node.left), self.value(node.right)
        one, other, layer = self._sides(left, right)
        compared = _ORDERS[node.sign](this=_operand(one), expression=_operand(other))
        empty = getattr(left, "empty", False) or getattr(right, "empty", False)
        return Truth(_or_false(compared) if empty else compared, layer)

    def _sides(self, left: Value, right: Value) -> tuple[exp.Expr, exp.Expr, int]:
        if isinstance(left, Number) and isinstance(right, Number):
            one, other = numbers.comparable(left, right, self.product)
            return one.sql, other.sql, max(one.layer, other.layer)
        if isinstance(left, Words) and isinstance(right, Words):
            left, right = self._alike(left, right)
        return left.sql, right.sql, max(left.layer, right.layer)  # type: ignore[union-attr]

    def _alike(self, left: Words, right: Words) -> tuple[Words, Words]:
        if left.coded == right.coded:
            return left, right
        return self._as_text(left), self._as_text(right)

    def _as_text(self, words: Words) -> Words:
        if not words.coded:
            return words
        if words.constant is not None:
            return Words(exp.Literal.string(words.constant), coded=False, constant=words.constant)
        branches = [
            exp.If(this=exp.Literal.number(number), true=exp.Literal.string(code))
            for code, number in self.known.codes.items()
        ]
        text = exp.Case(this=words.sql.copy(), ifs=branches)
        return Words(text, coded=False, layer=words.layer, empty=words.empty)

    @value.register
    def _logic(self, node: tree.Logic) -> Value:
        left, right = self.truth(node.left), self.truth(node.right)
        kind = exp.And if node.sign == "and" else exp.Or
        return Truth(kind(this=_operand(left.sql), expression=_operand(right.sql)), max(left.layer, right.layer))

    @value.register
    def _negation(self, node: tree.Negation) -> Value:
        operand = self.truth(node.operand)
        return Truth(exp.Not(this=_operand(operand.sql)), operand.layer)

    @value.register
    def _one_of(self, node: tree.OneOf) -> Value:
        words = self.words(node.operand)
        if words.coded and words.constant is None:
            found = [exp.Literal.number(self.known.codes.get(word, -1)) for word in node.values]
        else:
            words = self._as_text(words)
            found = [exp.Literal.string(word) for word in node.values]
        held = exp.In(this=_operand(words.sql), expressions=found)
        return Truth(_or_false(held) if words.empty else held, words.layer)

    @value.register
    def _choose(self, node: tree.Choose) -> Value:
        condition, then, otherwise = self.truth(node.condition), self.value(node.then), self.value(node.otherwise)
        if isinstance(then, Number) and isinstance(otherwise, Number):
            return numbers.one_of([(condition.sql, then)], otherwise, condition.layer)
        if isinstance(then, Words) and isinstance(otherwise, Words):
            then, otherwise = self._alike(then, otherwise)
        layer = max(condition.layer, then.layer, otherwise.layer)
        case = exp.Case(
            ifs=[exp.If(this=condition.sql.copy(), true=then.sql.copy())],  # type: ignore[union-attr]
            default=otherwise.sql.copy(),  # type: ignore[union-attr]
        )
        if isinstance(then, Truth):
            return Truth(case, layer)
        empty = getattr(then, "empty", False) or getattr(otherwise, "empty", False)
        return Words(case, then.coded, layer, empty) if isinstance(then, Words) else Day(case, layer, empty)

    @value.register
    def _rate(self, node: tree.RateOf) -> Value:
        keys = [self.words(key) for key in node.keys]
        number = rate_number(node, keys, self.known.codes)
        return Number(self.scope.keep(number.top), number.scale)

    @value.register
    def _tier(self, node: tree.TierOf) -> Value:
        operand = self.number(node.operand)
        kept = Number(self.scope.keep(operand.top), operand.scale)
        number = tier_number(node, kept)
        return Number(self.scope.keep(number.top), number.scale)

    @value.register
    def _extreme(self, node: tree.Extreme) -> Value:
        operands = [self.number(operand) for operand in node.operands]
        return numbers.extreme_of(operands, self.scope.keep, self.product, least=node.function == "min")

    @value.register
    def _rounded(self, node: tree.Rounded) -> Value:
        operand = self.number(node.operand)
        return Number(self.scope.keep(self.rounded(operand, Fraction(1, 10**node.places), node.function)), node.places)

    @value.register
    def _span(self, node: tree.Span) -> Value:
        start, end = self.value(node.start), self.value(node.end)
        assert isinstance(start, Day)  # noqa: S101 — the typist has proved it
        assert isinstance(end, Day)  # noqa: S101 — as above
        between = _days(start.sql, end.sql) if node.function == "days" else _months(start.sql, end.sql)
        low, high = node.type.interval or (Fraction(0), Fraction(0))
        whole = Whole(between, int(low), int(high), max(start.layer, end.layer))
        return Number(whole, 0, None, node.type.may_be_empty)


def _column_whole(found: exp.Column, kind: Num, *, kept_wide: bool) -> Whole:
    low, high = whole_range(kind)
    if kind.may_be_empty and low == high:
        high += 1  # the only value that it has does not always stand for it
    if not kept_wide:
        return Whole(found, low, high)
    return Whole(as_wide(Whole(found, 0, 0)) if sized(low, high) else as_long(found), low, high)


def _days(start: exp.Expr, end: exp.Expr) -> exp.Expr:
    return exp.Anonymous(this=DAYS_BETWEEN, expressions=[start.copy(), end.copy()])


def _months(start: exp.Expr, end: exp.Expr) -> exp.Expr:
    def part(kind: type[exp.Func], day: exp.Expr) -> exp.Expr:
        return as_long(kind(this=day.copy()))

    years = exp.Paren(this=exp.Sub(this=part(exp.Year, end), expression=part(exp.Year, start)))
    months = exp.Paren(this=exp.Sub(this=part(exp.Month, end), expression=part(exp.Month, start)))
    early = exp.LT(this=part(exp.Day, end), expression=part(exp.Day, start))
    short = exp.Case(ifs=[exp.If(this=early, true=exp.Literal.number(1))], default=exp.Literal.number(0))
    whole = exp.Add(this=exp.Mul(this=exp.Literal.number(12), expression=years), expression=months)
    return exp.Sub(this=whole, expression=short)


def _operand(expression: exp.Expr) -> exp.Expr:
    simple = exp.Column | exp.Literal | exp.Paren
    return expression.copy() if isinstance(expression, simple) else exp.Paren(this=expression.copy())


def _or_false(condition: exp.Expr) -> exp.Expr:
    return exp.Coalesce(this=condition, expressions=[exp.false()])
