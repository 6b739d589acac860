"""A procedure's drawing as values: steps, gateways, and the flows between them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Final

#: The facts that a step leaves behind beside what it asks for.
DECISION: Final = "decision"
AGREED: Final = "agreed"
REFUSED: Final = "refused"


class NodeKind(StrEnum):
    """What a node of a drawing is."""

    START = "startEvent"
    END = "endEvent"
    STEP = "userTask"
    CHOICE = "exclusiveGateway"
    PARALLEL = "parallelGateway"


class Act(StrEnum):
    """What is done at a step: work that is handed on, or a decision."""

    HANDLE = "handle"
    DECIDE = "decide"


class Decision(StrEnum):
    """What a step may say."""

    AGREE = "agree"
    REFUSE = "refuse"

    @property
    def words(self) -> str:
        """As people read it."""
        return "同意" if self is Decision.AGREE else "不同意"


@dataclass(frozen=True, slots=True)
class StepRules:
    """What a drawing says of a step beside its name and lane.

    ``amount`` and ``unit`` are its time limit (0: none), ``escalate`` the post that hears when it is late.
    ``countersign`` are posts that all give their opinion; it agrees when ``quorum`` of them do. ``asks`` are facts that
    are filled in there. Many cases at once may be agreed to where ``is_bulk``.
    """

    act: Act = Act.DECIDE
    amount: int = 0
    unit: str = "工作日"
    escalate: str = ""
    countersign: tuple[str, ...] = ()
    quorum: int = 0
    asks: tuple[str, ...] = ()
    is_bulk: bool = False


@dataclass(frozen=True, slots=True)
class Node:
    """A node: ``lane`` is a step's post, ``outcome`` what an end means for the subject, ``line`` its place in it."""

    id: str
    kind: NodeKind
    name: str = ""
    lane: str = ""
    outcome: str = ""
    rules: StepRules = field(default_factory=StepRules)
    line: int = 0

    @property
    def label(self) -> str:
        """As messages call it."""
        return f"「{self.name or self.id}」"

    @property
    def posts(self) -> tuple[str, ...]:
        """The posts that a step waits for."""
        return self.rules.countersign or (self.lane,)


@dataclass(frozen=True, slots=True)
class Flow:
    """An arrow; ``condition`` is empty where it always goes on, or where it ``is_default``."""

    id: str
    source: str
    target: str
    condition: str = ""
    name: str = ""
    is_default: bool = False
    line: int = 0


@dataclass(frozen=True)
class Drawing:
    """A whole drawing; ``key`` names the procedure that it is a version of."""

    key: str
    name: str
    nodes: dict[str, Node]
    flows: tuple[Flow, ...]

    @cached_property
    def steps(self) -> dict[str, Node]:
        """Its steps by id, in the order of the drawing."""
        return {key: node for key, node in self.nodes.items() if node.kind is NodeKind.STEP}

    @cached_property
    def start(self) -> Node:
        """Where it begins."""
        return next(node for node in self.nodes.values() if node.kind is NodeKind.START)

    @cached_property
    def _leaving(self) -> dict[str, tuple[Flow, ...]]:
        return {key: tuple(flow for flow in self.flows if flow.source == key) for key in self.nodes}

    @cached_property
    def _arriving(self) -> dict[str, tuple[Flow, ...]]:
        return {key: tuple(flow for flow in self.flows if flow.target == key) for key in self.nodes}

    def leaving(self, node: str) -> tuple[Flow, ...]:
        """The arrows that leave a node."""
        return self._leaving[node]

    def arriving(self, node: str) -> tuple[Flow, ...]:
        """The arrows that arrive at a node."""
        return self._arriving[node]

    def reached_from(self, node: str) -> set[str]:
        """Every node behind this one; itself only where an arrow leads back to it."""
        return self._closure(node, forward=True)

    def leading_to(self, node: str) -> set[str]:
        """Every node before this one; itself only where an arrow leads back to it."""
        return self._closure(node, forward=False)

    def _closure(self, node: str, *, forward: bool) -> set[str]:
        found: set[str] = set()
        waiting = [node]
        while waiting:
            for each in self._beside(waiting.pop(), forward=forward):
                if each not in found:
                    found.add(each)
                    waiting.append(each)
        return found

    def _beside(self, node: str, *, forward: bool) -> Iterator[str]:
        flows = self.leaving(node) if forward else self.arriving(node)
        return (flow.target if forward else flow.source for flow in flows)

    def before(self, step: str) -> set[str]:
        """The steps directly before this one, through any gateways: who did one of them may not do this one."""
        found: set[str] = set()
        seen: set[str] = set()
        waiting = [step]
        while waiting:
            for source in self._beside(waiting.pop(), forward=False):
                if source in seen:
                    continue
                seen.add(source)
                if source in self.steps:
                    found.add(source)
                else:
                    waiting.append(source)
        return found

    def ends_after(self, step: str) -> set[str]:
        """The ends that a case may come to by this step, through gateways alone."""
        found: set[str] = set()
        seen: set[str] = set()
        waiting = [step]
        while waiting:
            for target in self._beside(waiting.pop(), forward=True):
                if target in seen:
                    continue
                seen.add(target)
                if self.nodes[target].kind is NodeKind.END:
                    found.add(target)
                elif target not in self.steps:
                    waiting.append(target)
        return found

    def is_before(self, earlier: str, later: str) -> bool:
        """Whether a step stands before another also where arrows lead round: then every way there has passed it."""
        if earlier == later or earlier not in self.leading_to(later):
            return False
        return earlier not in self.reached_from(later) or not self._is_reached_past(earlier, later)

    def _is_reached_past(self, left_out: str, target: str) -> bool:
        seen, waiting = {self.start.id, left_out}, [self.start.id]
        while waiting:
            for each in self._beside(waiting.pop(), forward=True):
                if each == target:
                    return True
                if each not in seen:
                    seen.add(each)
                    waiting.append(each)
        return False

    @cached_property
    def first_steps(self) -> set[str]:
        """The steps that are open when a case begins, whatever a branch decides."""
        return {step for step in self.steps if self._comes_first(step)}

    def _comes_first(self, step: str) -> bool:
        seen: set[str] = set()
        waiting = [step]
        while waiting:
            for source in self._beside(waiting.pop(), forward=False):
                if source == self.start.id:
                    return True
                if source not in seen and source not in self.steps:
                    seen.add(source)
                    waiting.append(source)
        return False

    def posts(self) -> Collection[str]:
        """Every post that the drawing names."""
        named = {post for step in self.steps.values() for post in (*step.posts, step.lane, step.rules.escalate)}
        return named - {""}
