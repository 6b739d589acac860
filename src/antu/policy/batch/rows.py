"""The rows of one table in one round: the lines of its items, and what is summed up of them for the subject."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction

from sqlglot import exp

from antu.policy import tree
from antu.policy.batch.failures import failure, guarded_failure, row_failure
from antu.policy.batch.layout import walk
from antu.policy.batch.nodes_sql import Known, Writer
from antu.policy.batch.numbers_sql import Number
from antu.policy.batch.rounds import Aggregate
from antu.policy.batch.scopes import Scope, Truth, any_of, both, column
from antu.policy.batch.whole import LONG, WIDE, ZERO, TooWide, Whole, as_wide, choose, literal, multiply, sized
from antu.policy.pack import Eligibility, Item, Rounding
from antu.policy.schema import PROJECT, SUBJECT

FEN = 100
FAILED = "failed"
BEYOND = "beyond"
DRAFT = "members_in_review"


def item_amount(item: Item, conditions: list[tree.Node], writer: Writer) -> Whole:
    """The rounded amount of an item in fen; NULL where a condition does not hold, so that there is no line."""
    fen = in_fen(writer.number(item.amount.node), item.rounding, writer)
    holds: Truth | None = None
    for condition in conditions:
        holds = both(holds, writer.truth(condition))
    return fen if holds is None else choose([(holds.sql, fen)], None, holds.layer)


def item_failure(item: Item, writer: Writer) -> Truth | None:
    """The condition on which an item's line cannot be worked out."""
    nodes = [each.node for each in (item.amount, item.quantity, item.rate) if each]
    return guarded_failure(item.when.node if item.when else None, nodes, writer)


def in_fen(number: Number, rounding: Rounding, writer: Writer) -> Whole:
    """The amount as the rounding says."""
    steps = writer.rounded(number, Fraction(rounding.to), "round")
    return multiply(steps, literal(int(rounding.to * FEN)))


@dataclass(frozen=True, slots=True)
class RowItem:
    """The lines of an item on the rows of a table: their column, their sum, and on which subjects they stand.

    ``subject_conditions`` are the parts of the item's condition that say nothing of the row.
    """

    line: str
    total: Whole
    subject_conditions: list[tree.Node]


@dataclass(slots=True)
class Rows:
    """A table's rows in the making."""

    name: str
    rows_max: int
    writer: Writer
    sums: dict[str, exp.Expr] = field(default_factory=dict)
    found: dict[int, Number | TooWide] = field(default_factory=dict)
    failing: dict[int, Whole] = field(default_factory=dict)
    items: dict[str, RowItem | TooWide] = field(default_factory=dict)
    fails: list[Truth | None] = field(default_factory=list)
    _known: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, name: str, table: str, rows_max: int, known: Known) -> Rows:
        """The rows of a table, with nothing computed yet."""
        return cls(name, rows_max, Writer(known, Scope(table)))

    def aggregate(self, node: Aggregate) -> None:
        """Adds a sum or a count; what cannot be computed is noted as that."""
        try:
            fails = row_failure(node, self.writer)
            self.found[id(node)] = self._count(node) if isinstance(node, tree.Count) else self._sum(node)
            if fails:
                self.failing[id(node)] = self._counted(fails)
        except TooWide as error:
            self.found[id(node)] = error

    def item(self, item: Item) -> None:
        """Adds the lines of an item, and their sum."""
        try:
            self.items[item.code] = self._item(item)
        except TooWide as error:
            self.items[item.code] = error

    def _item(self, item: Item) -> RowItem:
        fails, known_beyond = item_failure(item, self.writer), len(self.writer.beyond)
        conditions = conjuncts(item.when.node) if item.when else []
        of_subject = [] if fails else [node for node in conditions if _is_of_subject(node)]
        fen = item_amount(item, [node for node in conditions if node not in of_subject], self.writer)
        if of_subject and len(self.writer.beyond) > known_beyond:
            of_subject, fen = [], item_amount(item, conditions, self.writer)
        self.fails.append(fails)
        line, layer = self.writer.scope.keep_expression(fen.sql, fen.layer)
        total = self._summed(Whole(line, fen.low, fen.high, layer), None)
        return RowItem(line.name, total, of_subject)

    def decide(self, eligibility: Eligibility) -> None:
        """Adds how many rows are under review."""
        decided = self.writer.decided(eligibility)
        review = exp.EQ(this=decided.sql.copy(), expression=exp.Literal.number(self.writer.known.codes["review"]))
        case = exp.Case(ifs=[exp.If(this=review, true=exp.Literal.number(1))])
        self.sums[DRAFT] = exp.Count(this=case)
        self.fails.append(self._rules_failure(eligibility))

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
        for mark, found in ((FAILED, any_of(self.fails)), (BEYOND, any_of(self.writer.beyond))):
            if found is not None:
                self.writer.scope.name(mark, found.sql, found.layer)
                case = exp.Case(ifs=[exp.If(this=column(mark), true=exp.Literal.number(1))])
                self.sums[f"{self.name}_{mark}"] = exp.Count(this=case)

    def marked(self, mark: str, layer: int) -> Truth | None:
        """Whether the subject has a row with the mark, once the sums are joined on a layer."""
        name = f"{self.name}_{mark}"
        return Truth(exp.GT(this=column(name), expression=exp.Literal.number(0)), layer) if name in self.sums else None

    def _count(self, node: tree.Count) -> Number:
        return Number(self._counted(self.writer.truth(node.condition) if node.condition else None))

    def _counted(self, condition: Truth | None) -> Whole:
        one: exp.Expr = exp.Literal.number(1)
        if condition is not None:
            one = exp.Case(ifs=[exp.If(this=condition.sql.copy(), true=one)])
        return self._added(exp.Count(this=one), 0, self.rows_max)

    def _sum(self, node: tree.Sum) -> Number:
        operand = self.writer.number(node.operand)
        if operand.bottom is not None and operand.bottom.constant is None:
            raise TooWide(0, "各行的商除数不同，合计没有共同的分母；请先 round 再合计")
        condition = self.writer.truth(node.condition) if node.condition else None
        bottom = literal(operand.bottom.low) if operand.bottom else None  # it may be named on the row alone
        return Number(self._summed(operand.top, condition), operand.scale, bottom)

    def _summed(self, part: Whole, condition: Truth | None) -> Whole:
        if part.constant == 0:
            return ZERO
        low, high = min(0, part.low) * self.rows_max, max(0, part.high) * self.rows_max
        wide = sized(low, high)
        term = as_wide(part) if wide else part.sql.copy()
        if condition is not None:
            term = exp.Case(ifs=[exp.If(this=condition.sql.copy(), true=term)])
        total = exp.Sum(this=term)
        cast = exp.Cast(this=total, to=exp.DataType(this=WIDE if wide else LONG))
        return self._added(cast, low, high)

    def _added(self, expression: exp.Expr, low: int, high: int) -> Whole:
        text = expression.sql()
        if text not in self._known:
            self._known[text] = f"{self.name}_a{len(self._known)}"
            self.sums[self._known[text]] = expression
        return Whole(column(self._known[text]), low, high)


def conjuncts(node: tree.Node) -> list[tree.Node]:
    """The conditions that must all hold for the condition to hold."""
    if isinstance(node, tree.Logic) and node.sign == "and":
        return [*conjuncts(node.left), *conjuncts(node.right)]
    return [node]


def _is_of_subject(node: tree.Node) -> bool:
    """Whether a condition says nothing of the row, so that it can be asked once a subject."""
    return all(each.table in {SUBJECT, PROJECT} for each in walk(node) if isinstance(each, tree.Column))
