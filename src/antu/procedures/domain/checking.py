"""Whether a drawing can run: everything connected, every post and fact known, every way leading to an end."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from antu.kernel.errors import BadInput, Problem
from antu.policy.condition import Condition, typed_condition
from antu.policy.schema import Choice, ColumnType, FactColumn
from antu.procedures.domain.branching import (
    branch_problems,
    can_skip,
    idle_loop_problems,
    problem_at,
    undecided_problems,
)
from antu.procedures.domain.drawing import AGREED, DECISION, REFUSED, Decision, Drawing, Node, NodeKind
from antu.procedures.domain.reading import RULE
from antu.procedures.domain.soundness import run_problems


def _count(name: str, label: str) -> FactColumn:
    return FactColumn(name, label, label, ColumnType.INTEGER, required=True, digits=4, decimals=0)


#: The facts that every step leaves behind.
STEP_FACTS: Final = (
    FactColumn(
        DECISION,
        "上一环节的意见",
        "上一环节的意见",
        ColumnType.CHOICE,
        required=True,
        choices=tuple(Choice(each.value, each.words) for each in Decision),
    ),
    _count(AGREED, "会签同意数"),
    _count(REFUSED, "会签不同意数"),
)


@dataclass(frozen=True, slots=True)
class Known:
    """What a drawing may name: the posts there are, the facts of its subject, facts that steps may ask, outcomes.

    ``needs`` are the asked facts without which an outcome cannot be brought about; ``deciding`` the outcomes that bring
    something about, for which somebody must have decided.
    """

    posts: Collection[str]
    facts: Sequence[FactColumn]
    asked: Sequence[FactColumn]
    outcomes: Collection[str]
    needs: dict[str, tuple[str, ...]]
    deciding: tuple[str, ...] = ()

    @property
    def columns(self) -> tuple[FactColumn, ...]:
        """All facts that a condition may use."""
        return (*STEP_FACTS, *self.facts, *self.asked)


def conditions_of(drawing: Drawing, columns: Sequence[FactColumn]) -> dict[str, Condition]:
    """The conditions of its arrows by id; of a drawing that was checked."""
    return {flow.id: typed_condition(flow.condition, columns) for flow in drawing.flows if flow.condition}


def check_drawing(drawing: Drawing, known: Known) -> None:
    """Let a drawing pass that can run from every beginning to an end. Raises BadInput with every fault it finds."""
    problems = [*_shape_problems(drawing), *_name_problems(drawing, known)]
    if not problems:
        problems = [*_path_problems(drawing), *idle_loop_problems(drawing)]
    if not problems:
        problems = list(branch_problems(drawing, known.columns, known.asked))
    if not problems:
        problems = [*run_problems(drawing), *_loop_problems(drawing), *_need_problems(drawing, known)]
        problems += undecided_problems(drawing, known.deciding)
    if problems:
        raise BadInput(problems)


def remarks_on(drawing: Drawing) -> list[str]:
    """What is allowed but worth a second look."""
    said = []
    for step in drawing.steps.values():
        for before in sorted(drawing.before(step.id)):
            shared = set(step.posts) & set(drawing.steps[before].posts)
            if shared and before != step.id:
                post = "、".join(sorted(shared))
                said.append(
                    f"{drawing.steps[before].label}和{step.label}相邻，都由{post}办：须由两个人办理，只有一人时会停住"
                )
    late = [step.label for step in drawing.steps.values() if step.rules.amount and not step.rules.escalate]
    if late:
        said.append(f"{'、'.join(late)}有时限，没有写逾期报送的岗位：逾期只在待办里标红")
    return said


def _shape_problems(drawing: Drawing) -> Iterator[Problem]:
    starts = [node for node in drawing.nodes.values() if node.kind is NodeKind.START]
    if len(starts) != 1:
        yield Problem(RULE, f"流程有 {len(starts)} 个开始；要正好一个")
    if not any(node.kind is NodeKind.END for node in drawing.nodes.values()):
        yield Problem(RULE, "流程没有结束；请画上结束事件")
    if not drawing.steps:
        yield Problem(RULE, "流程没有环节；请画上用户任务")
    for node in drawing.nodes.values():
        yield from _arrow_problems(drawing, node)


def _arrow_problems(drawing: Drawing, node: Node) -> Iterator[Problem]:
    leaving, arriving = len(drawing.leaving(node.id)), len(drawing.arriving(node.id))
    if node.kind is NodeKind.START and arriving:
        yield problem_at(node, f"开始{node.label}不能有进来的连线")
    if node.kind is NodeKind.END and leaving:
        yield problem_at(node, f"结束{node.label}不能有出去的连线")
    if node.kind in {NodeKind.START, NodeKind.STEP} and leaving > 1:
        yield problem_at(node, f"{node.label}有 {leaving} 条出去的连线；分支请用网关画出来")
    if node.kind is NodeKind.CHOICE and leaving > 1:
        yield from _choice_problems(drawing, node)


def _choice_problems(drawing: Drawing, node: Node) -> Iterator[Problem]:
    flows = drawing.leaving(node.id)
    defaults = [flow for flow in flows if flow.is_default]
    if len(defaults) != 1:
        yield problem_at(node, f"排他网关{node.label}没有默认连线；都不符合时不知道往哪走，请设一条默认")
    for flow in flows:
        if not flow.condition and not flow.is_default:
            yield problem_at(flow, f"{node.label}出去的连线「{flow.name or flow.id}」没有写条件")
        if flow.condition and flow.is_default:
            yield problem_at(flow, f"{node.label}的默认连线「{flow.name or flow.id}」不能再写条件")


def _name_problems(drawing: Drawing, known: Known) -> Iterator[Problem]:
    named = [post for post in known.posts if not post.isascii()] or known.posts
    for step in drawing.steps.values():
        if not step.lane:
            yield problem_at(step, f"环节{step.label}不在任何泳道里；泳道是办理的岗位")
        for post in sorted({*step.posts, step.lane, step.rules.escalate} - {"", *known.posts}):
            yield problem_at(step, f"环节{step.label}的岗位「{post}」没有登记；已有的岗位：{'、'.join(named)}")
        if step.rules.is_bulk and step.rules.asks:
            yield problem_at(step, f"环节{step.label}要填内容，不能批量办理；请去掉 antu:bulk 或 antu:asks")
        asked = {column.name for column in known.asked}
        for name in (each for each in step.rules.asks if each not in asked):
            listed = "、".join(f"{column.name}（{column.label}）" for column in known.asked) or "无"
            yield problem_at(step, f"环节{step.label}要填的「{name}」不认识；能填的：{listed}")
    for node in drawing.nodes.values():
        if node.kind is NodeKind.END and node.outcome not in known.outcomes:
            listed = "、".join(known.outcomes)
            yield problem_at(
                node, f"结束{node.label}没有写结果，或结果「{node.outcome}」不认识（antu:outcome）；能写的：{listed}"
            )


def _path_problems(drawing: Drawing) -> Iterator[Problem]:
    reached = {drawing.start.id} | drawing.reached_from(drawing.start.id)
    ends = [node.id for node in drawing.nodes.values() if node.kind is NodeKind.END]
    leading: set[str] = set(ends).union(*(drawing.leading_to(end) for end in ends))
    for node in drawing.nodes.values():
        if node.id not in reached:
            yield problem_at(node, f"{node.label}走不到：从开始没有连线通向它")
        elif node.id not in leading:
            yield problem_at(node, f"{node.label}是死路：从它走不到任何结束")


def _loop_problems(drawing: Drawing) -> Iterator[Problem]:
    """The engine counts a join's branches once a case: a second round would let it pass too early."""
    for node in drawing.nodes.values():
        if node.kind is NodeKind.PARALLEL and node.id in drawing.reached_from(node.id):
            yield problem_at(
                node,
                f"并行网关{node.label}在一条绕回来的路上，不能用；返工请在办理时“退回”，不用画出来，去掉绕回去的连线",
            )


def _need_problems(drawing: Drawing, known: Known) -> Iterator[Problem]:
    """An outcome that needs a fact is reached only by steps one of which has asked it."""
    for node in drawing.nodes.values():
        for name in known.needs.get(node.outcome, ()) if node.kind is NodeKind.END else ():
            if can_skip(drawing, node.id, lambda each, name=name: name in each.rules.asks):  # type: ignore[misc]
                label = next(column.label for column in known.asked if column.name == name)
                yield problem_at(
                    node, f'结束{node.label}要有「{label}」，可有的走法上没有环节填它（antu:asks="{name}"）'
                )
