"""Where the values of a pack decide: every node of every formula, with what must hold for it to be reached."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import product

from antu.policy import tree
from antu.policy.evaluate import Evaluate, Scope, evaluator
from antu.policy.pack import Pack
from antu.policy.proving.lines import Lines
from antu.policy.schema import SUBJECT, Row
from antu.policy.value_types import BOOL, whole


@dataclass(frozen=True, slots=True)
class Must:
    """A condition of a row that decides whether a place is reached, or (``soft``) whether it makes a difference."""

    node: tree.Node
    wanted: bool
    value: Evaluate
    soft: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    """A row that a formula stands on, and what must hold there."""

    table: str
    musts: tuple[Must, ...] = ()

    def with_must(self, node: tree.Node, *, wanted: bool, soft: bool = False) -> Frame:
        """The frame with one more condition."""
        return replace(self, musts=(*self.musts, Must(node, wanted, evaluator(node), soft)))


@dataclass(frozen=True, slots=True)
class Place:
    """A node of a formula: the rows it stands on (the last is its own), and its formula's file and line in words."""

    node: tree.Node
    frames: tuple[Frame, ...]
    where: str
    in_check: bool = False


def reached_rows(frames: tuple[Frame, ...], scope: Scope, *, soft: bool = False) -> Iterator[Row]:
    """The rows of the facts on which a place with these frames is reached, or (``soft``) makes a difference too."""
    if len(frames) == 1:
        yield from (row for row in rows_of(scope, frames[0].table) if _reached(frames[0], scope, row, soft=soft))
        return
    for rows in product(*(rows_of(scope, frame.table) for frame in frames)):
        if all(_reached(frame, scope, row, soft=soft) for frame, row in zip(frames, rows, strict=True)):
            yield rows[-1]


def _reached(frame: Frame, scope: Scope, row: Row, *, soft: bool) -> bool:
    return all((must.soft and not soft) or bool(must.value(scope, row)) == must.wanted for must in frame.musts)


def rows_of(scope: Scope, table: str) -> tuple[Row, ...]:
    """The rows of a table: one of a single table."""
    return (scope.single[table],) if table in scope.single else tuple(scope.tables.get(table, ()))


def places(pack: Pack) -> Iterator[Place]:
    """Every node of every formula that money, a decision or a refusal depends on, in the order of the pack."""
    lines = Lines(pack)
    for number, check in enumerate(pack.checks):
        for place in _walk(check.refuse.node, (Frame(check.table),), lines.check(number), lines):
            yield replace(place, in_check=True)
    yield from _of_rules(pack, lines)
    for derived in pack.derived:
        yield from _walk(derived.formula.node, (Frame(SUBJECT),), lines.derived(derived.name), lines)
    for number, item in enumerate(pack.items):
        frame = Frame(item.per or SUBJECT)
        if item.when is not None:
            yield from _walk(item.when.node, (frame,), lines.item(number, "when"), lines)
            frame = frame.with_must(item.when.node, wanted=True)
        yield from _walk(item.amount.node, (frame,), lines.item(number, "amount"), lines)


def _of_rules(pack: Pack, lines: Lines) -> Iterator[Place]:
    rules = pack.eligibility.rules if pack.eligibility else ()
    frame = Frame(pack.eligibility.table if pack.eligibility else SUBJECT)
    for number, rule in enumerate(rules):
        if rule.when is not None:
            later = [each.when.node for each in rules[number + 1 :] if each.when and each.decision != rule.decision]
            matters = frame.with_must(_one_of(later), wanted=True, soft=True) if later else frame
            yield from _walk(rule.when.node, (matters,), lines.rule(number), lines)
            frame = frame.with_must(rule.when.node, wanted=False)


def _one_of(conditions: list[tree.Node]) -> tree.Node:
    whole_ = conditions[0]
    for condition in conditions[1:]:
        whole_ = tree.Logic(BOOL, "or", whole_, condition)
    return whole_


def _walk(node: tree.Node, frames: tuple[Frame, ...], where: str, lines: Lines) -> Iterator[Place]:
    if isinstance(node, tree.Step):
        table = node.owner or frames[-1].table
        inner = (*frames, Frame(node.owner)) if node.owner else frames
        yield from _walk(node.operand, inner, lines.step(table, node.name), lines)
        return
    yield Place(node, frames, where)
    for child, its in _inside(node, frames):
        yield from _walk(child, its, where, lines)


def _inside(node: tree.Node, frames: tuple[Frame, ...]) -> Iterator[tuple[tree.Node, tuple[Frame, ...]]]:
    outer, last = frames[:-1], frames[-1]
    match node:
        case tree.Logic():
            open_ = node.sign == "and"
            yield node.left, (*outer, last.with_must(node.right, wanted=open_, soft=True))
            yield node.right, (*outer, last.with_must(node.left, wanted=open_))
        case tree.Calculation() if node.sign in {"*", "/"}:
            yield node.left, (*outer, last.with_must(_not_nought(node.right), wanted=True, soft=True))
            yield node.right, (*outer, last.with_must(_not_nought(node.left), wanted=True, soft=True))
        case tree.Choose():
            yield node.condition, frames
            yield node.then, (*outer, last.with_must(node.condition, wanted=True))
            yield node.otherwise, (*outer, last.with_must(node.condition, wanted=False))
        case tree.Sum() | tree.Count():
            frame = Frame(node.table)
            if node.condition is not None:
                yield node.condition, (*frames, frame)
                frame = frame.with_must(node.condition, wanted=True)
            if isinstance(node, tree.Sum):
                yield node.operand, (*frames, frame)
        case _:
            yield from ((child, frames) for child in children(node))


def _not_nought(node: tree.Node) -> tree.Node:
    return tree.Compare(BOOL, "!=", node, tree.Constant(whole(0, 0), Decimal(0)))


_PARTS: Mapping[type, tuple[str, ...]] = {
    tree.Calculation: ("left", "right"),
    tree.Compare: ("left", "right"),
    tree.Logic: ("left", "right"),
    tree.Negative: ("operand",),
    tree.Negation: ("operand",),
    tree.OneOf: ("operand",),
    tree.Rounded: ("operand",),
    tree.TierOf: ("operand",),
    tree.Step: ("operand",),
    tree.Extreme: ("operands",),
    tree.RateOf: ("keys",),
    tree.Span: ("start", "end"),
    tree.Choose: ("condition", "then", "otherwise"),
    tree.Sum: ("condition", "operand"),
    tree.Count: ("condition",),
}


def children(node: tree.Node) -> Iterator[tree.Node]:
    """The parts of a node, on the same row as the node itself (of a sum or a count, on the rows of its table)."""
    for name in _PARTS.get(type(node), ()):
        part = getattr(node, name)
        if isinstance(part, tuple):
            yield from part
        elif part is not None:
            yield part
