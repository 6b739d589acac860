"""Typed trees as functions: the exact value of a formula for one subject. Nothing of a pack's text is executed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import singledispatch
from typing import Any, TypeVar, cast

from antu.kernel.money import Money
from antu.policy import tree
from antu.policy.arithmetic import FUNCTIONS, OF_DECIMALS, OF_FRACTIONS, ORDERS
from antu.policy.generated import Body, Source
from antu.policy.rates import RateRow
from antu.policy.schema import Row

Found = TypeVar("Found")


@dataclass(slots=True)
class Scope:
    """What a formula sees of one subject: its facts, and what has been computed before."""

    single: Mapping[str, Row]
    tables: dict[str, Sequence[Row]]
    derived: dict[str, Any] = field(default_factory=dict)
    amounts: dict[str, Money] = field(default_factory=dict)


Evaluate = Callable[[Scope, Row], Any]
"""The value of a formula on one row: Decimal, Fraction (a quotient), str, date, bool, or None where it is empty."""


def evaluator(node: tree.Node) -> Evaluate:
    """The function that gives the node's value. Raises Uncomputable where there is no answer."""
    source = Source(written, FUNCTIONS)
    body = Body(source, "scope", "row")
    body.put(f"return {body.of(node)}")
    name = body.finish()
    return cast("Evaluate", source.functions()[name])


@singledispatch
def written(node: tree.Node, _body: Body) -> str:
    """What gives the node's value, as the text of an expression; a recording body gets statements before it."""
    raise AssertionError(f"no value for {type(node).__name__}")


@written.register
def _constant(node: tree.Constant, body: Body) -> str:
    return body.constant(node.value)


@written.register
def _column(node: tree.Column, body: Body) -> str:
    value = _of_row(node, body)
    return body.kept(f"filled({value}, {body.constant(node.name)})" if node.is_filled else value)


def _of_row(node: tree.Column, body: Body) -> str:
    return f"{body.part(node.owner) if node.owner else body.row}[{body.constant(node.name)}]"


@written.register
def _derived(node: tree.DerivedName, body: Body) -> str:
    return body.kept(f"{body.part('derived')}[{body.constant(node.name)}]")


@written.register
def _amount(node: tree.ItemAmount, body: Body) -> str:
    return body.kept(f"{body.part('amounts')}[{body.constant(node.code)}].yuan")


@written.register
def _rate(node: tree.RateOf, body: Body) -> str:
    found = by_keys(node, lambda _keys, row: row.cells[node.column])
    if (keys := fixed_keys(node)) is not None:
        return body.constant(found[keys])
    texts = [body.plain(key) for key in node.keys]
    asked = body.kept(texts[0] if len(texts) == 1 else f"({', '.join(texts)})")
    return body.named(f"{body.constant(found)}[{asked}]")


Keys = str | tuple[str, ...]
"""What a rate is found by: the one key as it is, several as a tuple."""


def by_keys(node: tree.RateOf, made: Callable[[tuple[str, ...], RateRow], Found]) -> Mapping[Keys, Found]:
    """What is made of each row of the rate's table, by its keys; all that can occur are there."""
    rows = node.table.rows.items()
    return {keys[0] if len(keys) == 1 else keys: made(keys, row) for keys, row in rows}


def fixed_keys(node: tree.RateOf) -> Keys | None:
    """The keys of a rate that is always the same one."""
    keys = tuple(str(key.value) for key in node.keys if isinstance(key, tree.Constant))
    return None if len(keys) < len(node.keys) else keys[0] if len(keys) == 1 else keys


@written.register
def _tier(node: tree.TierOf, body: Body) -> str:
    operand, tier = body.of(node.operand), body.constant(node)
    if node.ladder.progressive:
        return body.kept(f"paid({tier}, {operand})")
    cells = body.constant(tuple(band.row.cells[node.column] for band in node.ladder.bands))
    return body.named(f"{cells}[{body.kept(f'band_at({tier}, {operand})')}]")


@written.register
def _step(node: tree.Step, body: Body) -> str:
    with body.on(body.part(node.owner) if node.owner else body.row):
        return body.of(node.operand)


@written.register
def _negative(node: tree.Negative, body: Body) -> str:
    operand = body.of(node.operand)
    if not node.type.may_be_empty:
        return body.kept(f"negate({operand})")
    given = body.name()
    return f"(None if ({given} := {operand}) is None else negate({given}))"


@written.register
def _calculation(node: tree.Calculation, body: Body) -> str:
    calculate = (OF_FRACTIONS if node.type.scale is None else OF_DECIMALS)[node.sign]
    left, right = body.of(node.left), body.of(node.right)
    if node.type.may_be_empty:
        return f"unless_empty({calculate}, {left}, {right})"
    return body.kept(f"{calculate}({left}, {right})")


@written.register
def _rounded(node: tree.Rounded, body: Body) -> str:
    operand = body.of(node.operand)
    if node.function == "round":
        return body.kept(f"half_up({operand}, {body.constant(node.places)})")
    return body.kept(f"{'floor' if node.function == 'floor' else 'ceil'}({operand})")


@written.register
def _extreme(node: tree.Extreme, body: Body) -> str:
    operands = [body.of(operand) for operand in node.operands]
    return body.named(f"{'min' if node.function == 'min' else 'max'}(({', '.join(operands)}))")


@written.register
def _choose(node: tree.Choose, body: Body) -> str:
    condition = body.plain(node.condition)
    if not body.recording:
        return f"({body.of(node.then)} if {condition} else {body.of(node.otherwise)})"
    value = body.name()
    for head, branch, taken in ((f"if {condition}", node.then, "True"), ("else", node.otherwise, "False")):
        with body.block(head):
            body.record(taken)
            body.put(f"{value} = {body.of(branch)}")
    return value


@written.register
def _sum(node: tree.Sum, body: Body) -> str:
    if not body.recording:
        row, rows = _rows(node, body)
        with body.on(row):
            return f"total([{body.of(node.operand)} {rows}])"
    terms, place, row = body.name(), body.name(), body.name()
    body.flush()
    for line in (f"{terms} = []", f"{place} = len(raw)", "raw.append(None)"):
        body.put(line)
    with body.block(f"for {row} in {body.rows(node.table)}"), body.on(row):
        if node.condition is None:
            body.put(f"{terms}.append({body.of(node.operand)})")
        else:
            with body.block(f"if {body.plain(node.condition)}"):
                body.put(f"{terms}.append({body.of(node.operand)})")
    body.put(f"raw[{place}] = len({terms})")
    return body.kept(f"added({terms})")


@written.register
def _count(node: tree.Count, body: Body) -> str:
    row, rows = _rows(node, body)
    return body.kept(f"Decimal(len([{row} {rows}]))" if node.condition else f"Decimal(len({body.rows(node.table)}))")


def _rows(node: tree.Sum | tree.Count, body: Body) -> tuple[str, str]:
    """The name of a row that is summed up or counted, and where it runs."""
    row = body.name()
    with body.on(row):
        where = f" if {body.plain(node.condition)}" if node.condition else ""
    return row, f"for {row} in {body.rows(node.table)}{where}"


@written.register
def _span(node: tree.Span, body: Body) -> str:
    between = "days" if node.function == "days" else "months"
    return body.kept(f"unless_empty({between}, {body.plain(node.start)}, {body.plain(node.end)})")


@written.register
def _compare(node: tree.Compare, body: Body) -> str:
    left, right, sign = node.left, node.right, next(sign for sign in ORDERS if sign == node.sign)
    if isinstance(right, tree.Constant) and isinstance(left, tree.Column) and not left.owner:
        one, other = _of_row(left, body), body.of(right)  # an empty one is false here, though it be filled elsewhere
    else:
        one, other = body.of(left), body.of(right)
    if sign == "==" and isinstance(right, tree.Constant):
        return f"({one} == {other})"
    if not isinstance(left, tree.Constant) and not _is_calm(right):
        return f"compared({ORDERS[sign]}, {one}, {other})"
    found: list[str] = []
    names = [_if_there(side, text, body, found) for side, text in ((left, one), (right, other))]
    return f"({' and '.join([*found, f'{names[0]} {sign} {names[1]}'])})"


def _is_calm(node: tree.Node) -> bool:
    """Whether asking for the value is sure to be answered, so that it makes no difference not to ask."""
    if isinstance(node, tree.RateOf):
        return fixed_keys(node) is not None
    return isinstance(node, tree.Constant) or (isinstance(node, tree.Column) and not node.is_filled)


def _if_there(side: tree.Node, text: str, body: Body, found: list[str]) -> str:
    if isinstance(side, tree.Constant):
        return text
    name = body.name()
    found.append(f"({name} := {text}) is not None")
    return name


@written.register
def _logic(node: tree.Logic, body: Body) -> str:
    sign = " and " if node.sign == "and" else " or "
    return f"({sign.join([body.of(part) for part in _parts(node)])})"


def _parts(node: tree.Logic) -> Iterator[tree.Node]:
    """All that one sign joins, as deep as the left sides go."""
    if isinstance(node.left, tree.Logic) and node.left.sign == node.sign:
        yield from _parts(node.left)
    else:
        yield node.left
    yield node.right


@written.register
def _negation(node: tree.Negation, body: Body) -> str:
    return f"(not {body.of(node.operand)})"


@written.register
def _one_of(node: tree.OneOf, body: Body) -> str:
    return f"({body.of(node.operand)} in {body.constant(frozenset(node.values))})"
