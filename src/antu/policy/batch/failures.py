"""When a formula has no answer: a zero divisor, a number outside a ladder. Asked as lazily as explaining evaluates."""

from __future__ import annotations

from functools import singledispatch

from sqlglot import exp

from antu.policy import tree
from antu.policy.batch.layout import children
from antu.policy.batch.nodes_sql import Writer
from antu.policy.batch.numbers_sql import Number
from antu.policy.batch.rates_sql import below, scaled
from antu.policy.batch.scopes import Truth, both, either
from antu.policy.batch.whole import ZERO, held
from antu.policy.numbers import decimals_of


@singledispatch
def failure(node: tree.Node, writer: Writer) -> Truth | None:
    """The condition on which the node has no value; None where it always has one."""
    found: Truth | None = None
    for child in children(node):
        found = either(found, failure(child, writer))
    return found


@failure.register
def _calculation(node: tree.Calculation, writer: Writer) -> Truth | None:
    found = either(failure(node.left, writer), failure(node.right, writer))
    if node.sign != "/" or node.type.scale is not None:
        return found
    divisor = writer.number(node.right).top
    if not divisor.low <= 0 <= divisor.high:
        return found
    is_zero = Truth(exp.EQ(this=exp.Paren(this=divisor.sql.copy()), expression=ZERO.sql.copy()), divisor.layer)
    return either(found, both(_there(node.left, writer), is_zero))


def _there(node: tree.Node, writer: Writer) -> Truth | None:
    """The condition on which a number has a value, None where it always has: without one, any divisor will do."""
    number = writer.number(node)
    if not number.empty:
        return None
    return Truth(exp.Not(this=exp.Is(this=held(number.top.sql), expression=exp.Null())), number.top.layer)


@failure.register
def _choose(node: tree.Choose, writer: Writer) -> Truth | None:
    then, otherwise = failure(node.then, writer), failure(node.otherwise, writer)
    found = failure(node.condition, writer)
    if then is None and otherwise is None:
        return found
    return either(found, _branches(writer.truth(node.condition), then, otherwise))


def _branches(condition: Truth, then: Truth | None, otherwise: Truth | None) -> Truth:
    sides = [side.sql.copy() if side else exp.false() for side in (then, otherwise)]
    layer = max(side.layer for side in (condition, then, otherwise) if side)
    return Truth(exp.Case(ifs=[exp.If(this=condition.sql.copy(), true=sides[0])], default=sides[1]), layer)


@failure.register
def _logic(node: tree.Logic, writer: Writer) -> Truth | None:
    first, second = failure(node.left, writer), failure(node.right, writer)
    if second is None:
        return first
    left = writer.truth(node.left)
    reached = both(left, second) if node.sign == "and" else _branches(left, None, second)
    return either(first, reached)


@failure.register(tree.Sum)
@failure.register(tree.Count)
def _aggregate(node: tree.Sum | tree.Count, writer: Writer) -> Truth | None:
    return writer.failing(node)


@failure.register
def _tier(node: tree.TierOf, writer: Writer) -> Truth | None:
    found = failure(node.operand, writer)
    operand = writer.number(node.operand)
    operand = Number(writer.scope.keep(operand.top), operand.scale)
    first, last = node.ladder.bands[0].low, node.ladder.bands[-1].high
    scale = max(operand.scale, decimals_of(first), decimals_of(last) if last is not None else 0)
    value = operand.at(scale)
    if value.low < scaled(first, scale):
        found = either(found, Truth(below(operand, first, exp.LT), value.layer))
    if last is None:
        return found
    inclusive = node.ladder.closed or node.ladder.progressive
    top = scaled(last, scale)
    if value.high > top or (value.high == top and not inclusive):
        order = exp.GT if inclusive else exp.GTE
        found = either(found, Truth(below(operand, last, order), value.layer))
    return found


def row_failure(node: tree.Sum | tree.Count, writer: Writer) -> Truth | None:
    """The condition on which a row has no part in a sum or count that it belongs to."""
    found = failure(node.condition, writer) if node.condition else None
    if isinstance(node, tree.Count):
        return found
    part = failure(node.operand, writer)
    return either(found, _where(node.condition, part, writer))


def _where(condition: tree.Node | None, part: Truth | None, writer: Writer) -> Truth | None:
    if condition is None or part is None:
        return part
    return both(writer.truth(condition), part)


def guarded_failure(when: tree.Node | None, nodes: list[tree.Node], writer: Writer) -> Truth | None:
    """The condition on which an item's line cannot be worked out."""
    found = failure(when, writer) if when else None
    part: Truth | None = None
    for node in nodes:
        part = either(part, failure(node, writer))
    return either(found, _where(when, part, writer))
