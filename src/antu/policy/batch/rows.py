"""The rows of one table in one round: the lines of its items, and what is summed up of them for the subject."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction

from sqlglot import exp

from antu.policy import tree
from antu.policy.batch.failures import failure, guarded_failure, row_failure
from antu.policy.batch.nodes_sql import Known, Writer
from antu.policy.batch.numbers_sql import Number
from antu.policy.batch.rounds import Aggregate, item_nodes
from antu.policy.batch.scopes import Scope, Truth, any_of, column, either
from antu.policy.batch.whole import LONG, WIDE, TooWide, Whole, as_wide, choose, literal, multiply, sized
from antu.policy.pack import Eligibility, Item, Rounding

FEN = 100
FAILED = "failed"
BEYOND = "beyond"
DRAFT = "members_in_review"


def item_amount(item: Item, writer: Writer) -> Whole:
    """The rounded amount of an item in fen; NULL where there is no line."""
    fen = in_fen(writer.number(item.amount.node), item.rounding, writer)
    if item.when is None:
        return fen
    holds = writer.truth(item.when.node)
    return choose([(holds.sql, fen)], None, holds.layer)


def in_fen(number: Number, rounding: Rounding, writer: Writer) -> Whole:
    """The amount as the rounding says."""
    steps = writer.rounded(number, Fraction(rounding.to), "round")
    return multiply(steps, literal(int(rounding.to * FEN)))


@dataclass(slots=True)
class Rows:
    """A table's rows in the making."""

    name: str
    rows_max: int
    writer: Writer
    sums: dict[str, exp.Expr] = field(default_factory=dict)
    found: dict[int, Number | TooWide] = field(default_factory=dict)
    amounts: dict[str, Number | TooWide] = field(default_factory=dict)
    lines: dict[str, str] = field(default_factory=dict)
    fails: Truth | None = None
    _known: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, name: str, table: str, rows_max: int, known: Known) -> Rows:
        """The rows of a table, with nothing computed yet."""
        return cls(name, rows_max, Writer(known, Scope(table)))

    def aggregate(self, node: Aggregate) -> None:
        """Adds a sum or a count; what cannot be computed is noted as that."""
        try:
            self.fails = either(self.fails, row_failure(node, self.writer))
            self.found[id(node)] = self._count(node) if isinstance(node, tree.Count) else self._sum(node)
        except TooWide as error:
            self.found[id(node)] = error

    def item(self, item: Item) -> None:
        """Adds the lines of an item, and their sum."""
        try:
            fen = item_amount(item, self.writer)
            nodes = [node for node in item_nodes(item) if item.when is None or node is not item.when.node]
            self.fails = either(self.fails, guarded_failure(item.when.node if item.when else None, nodes, self.writer))
            alias = f"i_{item.code}"
            layer = self.writer.scope.name(alias, fen.sql, fen.layer)
            self.lines[item.code] = alias
            part = Whole(column(alias), fen.low, fen.high, layer)
            self.amounts[item.code] = Number(self._summed(part, None, alias), 2)
        except TooWide as error:
            self.amounts[item.code] = error

    def decide(self, eligibility: Eligibility) -> None:
        """Adds how many rows are under review."""
        decided = self.writer.decided(eligibility)
        review = exp.EQ(this=decided.sql.copy(), expression=exp.Literal.number(self.writer.known.codes["review"]))
        case = exp.Case(ifs=[exp.If(this=review, true=exp.Literal.number(1))])
        self.sums[DRAFT] = exp.Count(this=case)
        self.fails = either(self.fails, self._rules_failure(eligibility))

    def _rules_failure(self, eligibility: Eligibility) -> Truth | None:
        rules = [rule.when.node for rule in eligibility.rules if rule.when]
        failures = [failure(node, self.writer) for node in rules]
        if not any(failures):
            return None
        branches, layer = [], 0
        for node, fails in zip(rules, failures, strict=True):
            if fails:
                branches.append(exp.If(this=fails.sql.copy(), true=exp.true()))
                layer = max(layer, fails.layer)
            holds = self.writer.truth(node)
            branches.append(exp.If(this=holds.sql.copy(), true=exp.false()))
            layer = max(layer, holds.layer)
        return Truth(exp.Case(ifs=branches, default=exp.false()), layer)

    def finish(self) -> None:
        """Names the conditions on which a row cannot be computed, or not here."""
        for mark, found in ((FAILED, self.fails), (BEYOND, self.beyond)):
            if found is not None:
                self.writer.scope.name(mark, found.sql, found.layer)
                case = exp.Case(ifs=[exp.If(this=column(mark), true=exp.Literal.number(1))])
                self.sums[f"{self.name}_{mark}"] = exp.Count(this=case)

    @property
    def beyond(self) -> Truth | None:
        """The condition on which a quotient of a row is too long."""
        return any_of(self.writer.beyond)

    def marked(self, mark: str, layer: int) -> Truth | None:
        """Whether the subject has a row with the mark, once the sums are joined on a layer."""
        name = f"{self.name}_{mark}"
        return Truth(exp.GT(this=column(name), expression=exp.Literal.number(0)), layer) if name in self.sums else None

    def _count(self, node: tree.Count) -> Number:
        one: exp.Expr = exp.Literal.number(1)
        if node.condition is not None:
            one = exp.Case(ifs=[exp.If(this=self.writer.truth(node.condition).sql.copy(), true=one)])
        return Number(self._added(exp.Count(this=one), 0, self.rows_max), 0)

    def _sum(self, node: tree.Sum) -> Number:
        operand = self.writer.number(node.operand)
        if operand.bottom is not None and operand.bottom.constant is None:
            raise TooWide(0, "各行的商除数不同，合计没有共同的分母；请先 round 再合计")
        condition = self.writer.truth(node.condition) if node.condition else None
        return Number(self._summed(operand.top, condition, ""), operand.scale, operand.bottom)

    def _summed(self, part: Whole, condition: Truth | None, alias: str) -> Whole:
        low, high = min(0, part.low) * self.rows_max, max(0, part.high) * self.rows_max
        wide = sized(low, high)
        term = as_wide(part) if wide else part.sql.copy()
        if condition is not None:
            term = exp.Case(ifs=[exp.If(this=condition.sql.copy(), true=term)])
        total = exp.Sum(this=term)
        cast = exp.Cast(this=total, to=exp.DataType(this=WIDE if wide else LONG))
        return self._added(cast, low, high, alias)

    def _added(self, expression: exp.Expr, low: int, high: int, alias: str = "") -> Whole:
        text = expression.sql()
        if text not in self._known:
            self._known[text] = alias or f"{self.name}_a{len(self._known)}"
            self.sums[self._known[text]] = expression
        return Whole(column(self._known[text]), low, high)
