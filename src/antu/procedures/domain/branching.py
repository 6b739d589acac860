"""What a drawing's branches may ask, and what every way through it must have passed before."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from antu.kernel.errors import BadInput, Problem
from antu.policy.condition import Condition, typed_condition
from antu.policy.schema import FactColumn
from antu.procedures.domain.drawing import AGREED, DECISION, REFUSED, Act, Drawing, Flow, Node, NodeKind
from antu.procedures.domain.reading import RULE

#: What the last step said: one step only, or nobody could tell which.
_OF_ONE_STEP: Final = frozenset({DECISION, AGREED, REFUSED})


def branch_problems(drawing: Drawing, columns: Sequence[FactColumn], asked: Sequence[FactColumn]) -> Iterator[Problem]:
    """Faults of conditions: where they stand, what they say, and whether what they ask is known by then."""
    for flow in drawing.flows:
        source = drawing.nodes[flow.source]
        if not flow.condition:
            continue
        if source.kind is not NodeKind.CHOICE or len(drawing.leaving(source.id)) < 2:  # noqa: PLR2004 - no choice
            yield problem_at(flow, f"连线「{flow.name or flow.id}」写了条件，却不从排他网关分出来")
            continue
        try:
            condition = typed_condition(flow.condition, columns)
        except BadInput as error:
            for problem in error.problems:
                yield Problem(problem.rule, f"第 {flow.line} 行，连线「{flow.name or flow.id}」：{problem.message}")
        else:
            yield from _unknown_by_then(drawing, source, condition, asked)


def _unknown_by_then(
    drawing: Drawing, gateway: Node, condition: Condition, asked: Sequence[FactColumn]
) -> Iterator[Problem]:
    if comes_before_every_step(drawing, gateway):
        yield problem_at(gateway, f"排他网关{gateway.label}在第一个环节之前，不能分支；请先画一个环节")
        return
    if condition.names & _OF_ONE_STEP and _joins_directly(drawing, gateway):
        yield problem_at(
            gateway,
            f"排他网关{gateway.label}在并行的汇合之后，“上一环节的意见”说不清是哪一支的；请在各支里分别分支，或改用会签",
        )
    for column in asked:
        if column.name not in condition.names:
            continue
        if not column.required:
            yield problem_at(gateway, f"条件不能用「{column.label}」（{column.name}）：它可以不填")
        elif can_skip(drawing, gateway.id, lambda node, name=column.name: name in node.rules.asks):  # type: ignore[misc]
            yield problem_at(gateway, f"条件用到「{column.label}」（{column.name}），可有的走法到这里还没有环节填它")


def comes_before_every_step(drawing: Drawing, node: Node) -> bool:
    """Whether a case may come to the node before anything was done."""
    return can_skip(drawing, node.id, lambda each: each.kind is NodeKind.STEP)


def _joins_directly(drawing: Drawing, gateway: Node) -> bool:
    """Whether branches that ran at once join between the steps before and this gateway."""
    seen, waiting = {gateway.id}, [gateway.id]
    while waiting:
        here = waiting.pop()
        arriving = drawing.arriving(here)
        if drawing.nodes[here].kind is NodeKind.PARALLEL and len(arriving) > 1:
            return True
        for flow in arriving:
            if flow.source not in seen and flow.source not in drawing.steps:
                seen.add(flow.source)
                waiting.append(flow.source)
    return False


def idle_loop_problems(drawing: Drawing) -> Iterator[Problem]:
    """Gateways that lead round to themselves without a step between: the engine would turn there for ever."""
    for node in drawing.nodes.values():
        if node.kind in {NodeKind.CHOICE, NodeKind.PARALLEL} and _comes_round(drawing, node):
            yield problem_at(node, f"网关{node.label}绕一圈又回到自己，中间没有环节；请去掉绕回去的连线")


def _comes_round(drawing: Drawing, node: Node) -> bool:
    seen: set[str] = set()
    waiting = [node.id]
    while waiting:
        for flow in drawing.leaving(waiting.pop()):
            if flow.target == node.id:
                return True
            if flow.target not in seen and flow.target not in drawing.steps:
                seen.add(flow.target)
                waiting.append(flow.target)
    return False


def undecided_problems(drawing: Drawing, outcomes: Sequence[str]) -> Iterator[Problem]:
    """An outcome that brings something about is reached only by a step at which somebody else decided."""
    for node in drawing.nodes.values():
        decided = can_skip(drawing, node.id, lambda each: each.kind is NodeKind.STEP and each.rules.act is Act.DECIDE)
        if node.kind is NodeKind.END and node.outcome in outcomes and decided:
            yield problem_at(
                node, f'有的走法不经过任何审批环节就到结束{node.label}；请画上审批（antu:act="decide"）的环节'
            )


def can_skip(drawing: Drawing, target: str, stops: Callable[[Node], bool]) -> bool:
    """Whether some way from the start comes to the target past no node that ``stops``."""
    seen, waiting = {drawing.start.id}, [drawing.start.id]
    while waiting:
        for flow in drawing.leaving(waiting.pop()):
            node = drawing.nodes[flow.target]
            if node.id == target:
                return True
            if node.id not in seen and not stops(node):
                seen.add(node.id)
                waiting.append(node.id)
    return False


def problem_at(place: Node | Flow, message: str) -> Problem:
    """A fault at its line of the file."""
    return Problem(RULE, f"第 {place.line} 行：{message}")
