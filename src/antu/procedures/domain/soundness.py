"""Every run of a drawing, explored: none stops before its end, none ends while a branch still runs, none doubles.

A state is the set of arrows that hold a token. Branches of a choice are taken as they come: what a condition says is
not looked at, so a drawing that passes can run whatever the facts are.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from antu.kernel.errors import Problem
from antu.procedures.domain.drawing import Drawing, Node, NodeKind
from antu.procedures.domain.reading import RULE

#: A procedure of an office has a few hundred states; a drawing with more is refused rather than half explored.
STATES_MAX: Final = 20_000

State = frozenset[str]


class _Doubled(Exception):
    """An arrow would hold two tokens."""


def run_problems(drawing: Drawing) -> list[Problem]:
    """What may go wrong while it runs, each fault once, by the node at which it shows."""
    first = frozenset(flow.id for flow in drawing.leaving(drawing.start.id))
    seen, waiting = {first}, [first]
    faults: dict[str, Problem] = {}
    while waiting:
        state = waiting.pop()
        try:
            nexts = list(_nexts(drawing, state))
        except _Doubled as error:
            node = drawing.nodes[str(error)]
            faults[node.id] = _problem(node, f"{node.label}会被办两次：并行的分支没有用并行网关汇合就走到一起")
            continue
        if not nexts and state:
            for node in _waiting_at(drawing, state):
                faults[node.id] = _problem(node, f"流程会停在{node.label}：它等着的分支有的走法不会来")
        for after, ended in nexts:
            if ended and after:
                faults[ended.id] = _problem(ended, f"走到结束{ended.label}时还有并行的分支没有办完；请先用并行网关汇合")
            elif after not in seen:
                seen.add(after)
                waiting.append(after)
        if len(seen) > STATES_MAX:
            return [Problem(RULE, "并行的分支太多，流程的走法无法逐一核对；请减少并行或拆成几个流程")]
    return list(faults.values())


def _nexts(drawing: Drawing, state: State) -> Iterator[tuple[State, Node | None]]:
    """The states after one node has worked; the end, where it was one."""
    for node in {flow.target: drawing.nodes[flow.target] for flow in drawing.flows if flow.id in state}.values():
        arriving = {flow.id for flow in drawing.arriving(node.id)}
        leaving = [flow.id for flow in drawing.leaving(node.id)]
        if node.kind is NodeKind.PARALLEL:
            if arriving <= state:
                yield _moved(drawing, state - arriving, leaving), None
            continue
        taken = next(iter(arriving & state))
        rest = state - {taken}
        if node.kind is NodeKind.END:
            yield rest, node
        elif node.kind is NodeKind.CHOICE:
            for flow in leaving:
                yield _moved(drawing, rest, [flow]), None
        else:
            yield _moved(drawing, rest, leaving), None


def _moved(drawing: Drawing, rest: State, onto: list[str]) -> State:
    for flow in drawing.flows:
        if flow.id in onto and (flow.id in rest or _is_held(drawing, rest, flow.target)):
            raise _Doubled(flow.target)
    return rest | frozenset(onto)


def _is_held(drawing: Drawing, state: State, target: str) -> bool:
    """Whether a step already has a token by another arrow: it would then be open twice."""
    if drawing.nodes[target].kind is NodeKind.PARALLEL:
        return False
    return any(flow.id in state for flow in drawing.arriving(target))


def _waiting_at(drawing: Drawing, state: State) -> Iterator[Node]:
    return (drawing.nodes[flow.target] for flow in drawing.flows if flow.id in state)


def _problem(node: Node, message: str) -> Problem:
    return Problem(RULE, f"第 {node.line} 行：{message}")
