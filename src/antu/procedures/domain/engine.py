"""Where a case stands: SpiffWorkflow walks its drawing along the steps that were done.

Nothing of the engine is stored. The log of steps is the record, and the engine says what it comes to; so a newer
engine, a killed worker or two hands at once cannot leave a state that the log does not have. The engine gets a drawing
written anew from what was checked: no script, no expression of an upload, only names.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from lxml import etree
from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.bpmn.parser import BpmnParser
from SpiffWorkflow.bpmn.script_engine import PythonScriptEngine
from SpiffWorkflow.bpmn.specs import BpmnProcessSpec
from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

from antu.kernel.errors import DoesNotHold, Problem
from antu.policy.condition import Condition
from antu.policy.schema import Row
from antu.procedures.domain.drawing import Drawing, Node, NodeKind
from antu.procedures.domain.reading import BPMN

#: Node ids get it before them, so that none is a name of the engine's own.
_OURS: Final = "n_"


@dataclass(frozen=True, slots=True)
class Done:
    """A step that was done, with the facts as they were then."""

    step: str
    facts: Row = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a case stands: the steps that are open, or the end that it came to."""

    open: tuple[str, ...] = ()
    end: str = ""


class Runner:
    """One drawing, ready to be walked many times."""

    def __init__(self, drawing: Drawing, conditions: Mapping[str, Condition]) -> None:
        self.drawing, self.spec, self.conditions = drawing, _spec(drawing), conditions

    def standing(self, done: Iterable[Done]) -> Standing:
        """What is open after these steps. Raises DoesNotHold (``B-LOG``) where one of them was not open in its turn."""
        asker = _Asker(self.conditions)
        workflow = BpmnWorkflow(self.spec, script_engine=asker)
        workflow.do_engine_steps()
        for each in done:
            ready = {_step_id(task): task for task in _ready(workflow)}
            task = ready.get(each.step)
            if task is None:
                what = f"办理记录与流程图对不上：环节「{each.step}」不在可办的环节里；请联系系统管理员核对日志"
                raise DoesNotHold(Problem("B-LOG", what))
            asker.facts = each.facts
            task.run()
            workflow.do_engine_steps()
        if workflow.is_completed():
            return Standing(end=self._end_of(workflow))
        return Standing(open=tuple(sorted(_step_id(task) for task in _ready(workflow))))

    def _end_of(self, workflow: BpmnWorkflow) -> str:
        ended = (_step_id(task) for task in workflow.get_tasks(state=TaskState.COMPLETED))
        ends = (key for key in ended if key in self.drawing.nodes and self.drawing.nodes[key].kind is NodeKind.END)
        end = next(ends, "")
        if not end:
            raise DoesNotHold(Problem("B-LOG", "流程没有走到任何结束；请联系系统管理员核对流程图"))
        return end


def _ready(workflow: BpmnWorkflow) -> list[Task]:
    tasks: list[Task] = workflow.get_tasks(state=TaskState.READY, manual=True)
    return tasks


def _step_id(task: Task) -> str:
    return str(task.task_spec.name).removeprefix(_OURS)


class _Asker(PythonScriptEngine):  # type: ignore[misc] # the engine carries no types
    """Answers a branch by our own evaluator: what the engine holds as its expression is only an arrow's id.

    A branch is asked while the engine goes on from one step, so the facts are those of that step.
    """

    def __init__(self, conditions: Mapping[str, Condition]) -> None:
        super().__init__()
        self.conditions = conditions
        self.facts: Row = {}

    def evaluate(self, task: Task, expression: str, external_context: Any = None) -> bool:  # noqa: ARG002 - its signature
        """Whether the condition of this arrow holds."""
        return self.conditions[expression].holds(self.facts)

    def execute(self, *_anything: Any) -> bool:
        """Nothing is ever executed."""
        raise AssertionError


def _spec(drawing: Drawing) -> BpmnProcessSpec:
    parser = BpmnParser()
    parser.add_bpmn_xml(_written(drawing))
    return parser.get_spec("p")


def _written(drawing: Drawing) -> etree._Element:
    """The drawing as the engine gets it: kinds, ids, arrows, and nothing else of the upload."""
    root = etree.Element(f"{{{BPMN}}}definitions", targetNamespace="urn:antu", id="d")
    process = etree.SubElement(root, f"{{{BPMN}}}process", id="p", isExecutable="true")
    defaults = {flow.source: flow.id for flow in drawing.flows if flow.is_default}
    for node in drawing.nodes.values():
        _write_node(process, node, defaults.get(node.id, ""))
    for flow in drawing.flows:
        arrow = etree.SubElement(
            process,
            f"{{{BPMN}}}sequenceFlow",
            id=f"f_{flow.id}",
            sourceRef=_OURS + flow.source,
            targetRef=_OURS + flow.target,
        )
        if flow.condition:
            etree.SubElement(arrow, f"{{{BPMN}}}conditionExpression").text = flow.id
    return root


def _write_node(process: etree._Element, node: Node, default: str) -> None:
    written = etree.SubElement(process, f"{{{BPMN}}}{node.kind.value}", id=_OURS + node.id)
    if default:
        written.set("default", f"f_{default}")
