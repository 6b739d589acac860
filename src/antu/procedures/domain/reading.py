"""Reads a BPMN 2.0 drawing: every element outside a written list is refused by name, before anything else looks at it.

Nothing of the file reaches the engine: it runs a drawing that is written anew from the values read here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from lxml import etree

from antu.kernel.errors import BadInput, Problem
from antu.procedures.domain.drawing import Act, Drawing, Flow, Node, NodeKind, StepRules

RULE: Final = "B-DRAWING"
BYTES_MAX: Final = 1_000_000
NODES_MAX: Final = 150
BPMN: Final = "http://www.omg.org/spec/BPMN/20100524/MODEL"
ANTU: Final = "urn:antu:procedure"
#: How a drawing looks; no part of what it does.
LOOKS: Final = frozenset(
    {
        "http://www.omg.org/spec/BPMN/20100524/DI",
        "http://www.omg.org/spec/DD/20100524/DC",
        "http://www.omg.org/spec/DD/20100524/DI",
    }
)
#: The written list: all that a drawing may hold.
ALLOWED: Final = frozenset(
    {
        *(kind.value for kind in NodeKind),
        "definitions",
        "collaboration",
        "participant",
        "process",
        "laneSet",
        "lane",
        "flowNodeRef",
        "sequenceFlow",
        "conditionExpression",
        "multiInstanceLoopCharacteristics",
        "incoming",
        "outgoing",
        "documentation",
        "textAnnotation",
        "text",
        "association",
    }
)
#: What a step or an end may say in our own namespace.
STEP_WORDS: Final = frozenset({"act", "limit", "unit", "escalate", "countersign", "quorum", "asks", "bulk"})
END_WORDS: Final = frozenset({"outcome"})
_UNITS: Final = ("工作日", "日")
_LIMIT_MAX: Final = 365
_ENCODINGS: Final = frozenset({"UTF-8", "UTF8", "ASCII", "US-ASCII"})
_CHINESE: Final = {
    "scriptTask": "脚本任务",
    "serviceTask": "服务任务",
    "callActivity": "调用活动",
    "subProcess": "子流程",
    "sendTask": "发送任务",
    "businessRuleTask": "规则任务",
    "extensionElements": "扩展元素",
    "boundaryEvent": "边界事件",
}


def read_drawing(content: bytes) -> Drawing:
    """The drawing of a file. Raises BadInput (``B-DRAWING``) with every element and value that is not allowed."""
    root = _parsed(content)
    if problems := list(_forbidden(root)):
        raise BadInput(problems)
    processes = root.findall(f"{{{BPMN}}}process")
    if len(processes) != 1:
        raise BadInput(_problem(f"文件里有 {len(processes)} 个流程；一个文件只画一个流程"))
    return _Reader(processes[0]).drawing()


def undrawn(content: bytes, drawing: Drawing) -> list[Problem]:
    """What of a drawing has no place on the paper: it would run, and nobody could see where."""
    drawn = {element.get("bpmnElement") for element in _parsed(content).iter("{*}BPMNShape", "{*}BPMNEdge")}
    unseen: list[Node | Flow] = [*drawing.nodes.values(), *drawing.flows]
    return [
        _problem(f"「{each.name or each.id}」没有图形；请用绘图软件打开，把它画在图上再保存")
        for each in unseen
        if each.id not in drawn
    ]


def _parsed(content: bytes) -> etree._Element:
    try:
        content.decode()
    except UnicodeDecodeError:
        raise BadInput(_problem("文件不是 UTF-8 编码；请在绘图软件里另存为 UTF-8 的 BPMN 2.0 XML")) from None
    if len(content) > BYTES_MAX:
        raise BadInput(_problem(f"文件超过 {BYTES_MAX // 1_000_000} MB；流程图不会这么大，请核对文件"))
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise BadInput(_problem("文件里有 DOCTYPE 或 ENTITY 声明，不能用；请从绘图软件重新导出 BPMN 2.0"))
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise BadInput(_problem("不是能读的 BPMN 文件；请从绘图软件导出 BPMN 2.0 XML，不要用压缩包或图片")) from error
    if root.getroottree().docinfo.doctype or (root.getroottree().docinfo.encoding or "UTF-8").upper() not in _ENCODINGS:
        raise BadInput(_problem("文件有 DOCTYPE 声明，或声明的编码不是 UTF-8；请从绘图软件重新导出 BPMN 2.0"))
    if root.tag != f"{{{BPMN}}}definitions":
        raise BadInput(_problem("不是 BPMN 2.0 文件：最外层应是 definitions；请从绘图软件导出 BPMN 2.0 XML"))
    return root


def _forbidden(root: etree._Element) -> Iterator[Problem]:
    for element in root.iter(etree.Element):
        space, name = etree.QName(element).namespace or "", etree.QName(element).localname
        if space in LOOKS or (space == BPMN and name in ALLOWED):
            continue
        said = _CHINESE.get(name, "")
        titled = element.get("name") or element.get("id") or ""
        what = f"{said}（{name}）" if said else f"元素 {name}"
        yield _problem(
            f"第 {element.sourceline} 行的{what}{f'「{titled}」' if titled else ''}不能用：流程图只许开始、结束、"
            "用户任务、排他网关、并行网关、泳道、连线和文字注释；请改用这些画"
        )
    if len(list(root.iter(*(f"{{{BPMN}}}{kind.value}" for kind in NodeKind)))) > NODES_MAX:
        yield _problem(f"流程图超过 {NODES_MAX} 个节点；请拆成几个流程")


class _Reader:
    """Reads one process; faults are gathered, so that one upload tells them all."""

    def __init__(self, process: etree._Element) -> None:
        self.process = process
        self.problems: list[Problem] = []
        self.lanes: dict[str, str] = {}
        self.nodes: dict[str, Node] = {}

    def drawing(self) -> Drawing:
        self._read_lanes()
        defaults: set[str | None] = set()
        for element in self.process.iter(*(f"{{{BPMN}}}{kind.value}" for kind in NodeKind)):
            self._read_node(element)
            defaults.add(element.get("default"))
        flows = tuple(self._flow(element, defaults) for element in self.process.iterfind(f"{{{BPMN}}}sequenceFlow"))
        self._check_arrows(flows)
        for flow in flows:
            missing = [end for end in (flow.source, flow.target) if end not in self.nodes]
            if missing:
                self._wrong(flow.line, f"连线「{flow.name or flow.id}」连着没有的节点「{missing[0]}」")
        key, name = self.process.get("id") or "", (self.process.get("name") or "").strip()
        if not name:
            self._wrong(self.process.sourceline, "流程没有名称（process 的 name）")
        if self.problems:
            raise BadInput(self.problems)
        return Drawing(key, name, self.nodes, flows)

    def _check_arrows(self, flows: tuple[Flow, ...]) -> None:
        """Arrows are told apart by their ids: an id that two have would give one of them the other's condition."""
        seen = set(self.nodes)
        for flow in flows:
            if not flow.id or flow.id in seen:
                self._wrong(flow.line, f"连线「{flow.name or flow.id}」的编号（id）没有写，或与别的重复")
            seen.add(flow.id)
        for element in self.process.iter(*(f"{{{BPMN}}}{kind.value}" for kind in NodeKind)):
            default = element.get("default")
            if default and not any(flow.id == default and flow.source == element.get("id") for flow in flows):
                self._wrong(element.sourceline, f"默认连线「{default}」不是从这个网关出去的连线")

    def _wrong(self, line: int | None, message: str) -> None:
        self.problems.append(_problem(f"第 {line or 0} 行：{message}"))

    def _read_lanes(self) -> None:
        for lane in self.process.iter(f"{{{BPMN}}}lane"):
            name = (lane.get("name") or "").strip()
            if not name:
                self._wrong(lane.sourceline, "泳道没有名称；泳道写岗位名称")
            for reference in lane.iterfind(f"{{{BPMN}}}flowNodeRef"):
                node = (reference.text or "").strip()
                if node in self.lanes:
                    self._wrong(reference.sourceline, f"节点「{node}」在两条泳道里")
                self.lanes[node] = name

    def _read_node(self, element: etree._Element) -> None:
        key, kind = element.get("id") or "", NodeKind(etree.QName(element).localname)
        name, line = (element.get("name") or "").strip(), element.sourceline or 0
        if not key or key in self.nodes:
            self._wrong(line, f"节点「{name or key}」的编号（id）没有写，或与别的重复")
            return
        own = self._own_words(element, STEP_WORDS if kind is NodeKind.STEP else END_WORDS & _for(kind))
        rules = self._rules(line, name or key, own) if kind is NodeKind.STEP else StepRules()
        if kind is NodeKind.STEP and not name:
            self._wrong(line, f"环节「{key}」没有名称")
        repeats = element.find(f"{{{BPMN}}}multiInstanceLoopCharacteristics")
        if repeats is not None and not rules.countersign:
            self._wrong(line, f"环节「{name or key}」画成多实例，却没有写会签的岗位（antu:countersign）")
        lane = self.lanes.get(key, "")
        self.nodes[key] = Node(key, kind, name, lane, own.get("outcome", ""), rules, line)

    def _own_words(self, element: etree._Element, known: frozenset[str]) -> dict[str, str]:
        own = {}
        for attribute, value in element.attrib.items():
            tag = etree.QName(attribute)
            if tag.namespace != ANTU:
                continue
            if tag.localname in known:
                own[tag.localname] = str(value).strip()
            else:
                self._wrong(
                    element.sourceline, f"这里不能写 antu:{tag.localname}；能写的是 {'、'.join(sorted(known)) or '无'}"
                )
        return own

    def _rules(self, line: int, name: str, own: Mapping[str, str]) -> StepRules:
        countersign = tuple(own.get("countersign", "").split())
        act = own.get("act", Act.DECIDE)
        if act not in {*Act}:
            self._wrong(line, f"环节「{name}」的 antu:act 应是 handle（办理）或 decide（审批），不是「{act}」")
            act = Act.DECIDE
        if len(set(countersign)) != len(countersign) or len(countersign) == 1:
            self._wrong(line, f"环节「{name}」的会签岗位要两个以上，各不相同")
        quorum = self._number(line, name, own, "quorum", len(countersign)) if countersign else 0
        unit = own.get("unit", _UNITS[0])
        if unit not in _UNITS:
            self._wrong(line, f"环节「{name}」的时限单位「{unit}」不认识；只能是 {'、'.join(_UNITS)}")
        amount = self._number(line, name, own, "limit", _LIMIT_MAX) if "limit" in own else 0
        if own.get("escalate") and not amount:
            self._wrong(line, f"环节「{name}」写了逾期报送的岗位，却没有时限（antu:limit）")
        if own.get("bulk", "false") not in {"true", "false"}:
            self._wrong(line, f"环节「{name}」的 antu:bulk 只能是 true 或 false")
        return StepRules(
            Act(act),
            amount,
            unit,
            own.get("escalate", ""),
            countersign,
            quorum,
            tuple(own.get("asks", "").split()),
            own.get("bulk") == "true",
        )

    def _number(self, line: int, name: str, own: Mapping[str, str], word: str, most: int) -> int:
        text = own.get(word, str(most))
        if text.isascii() and text.isdigit() and 1 <= int(text) <= most:
            return int(text)
        self._wrong(line, f"环节「{name}」的 antu:{word} 应是 1 至 {most} 的整数，不是「{text}」")
        return most

    def _flow(self, element: etree._Element, defaults: set[str | None]) -> Flow:
        condition = element.find(f"{{{BPMN}}}conditionExpression")
        key = element.get("id") or ""
        return Flow(
            key,
            element.get("sourceRef") or "",
            element.get("targetRef") or "",
            "" if condition is None else " ".join((condition.text or "").split()),
            (element.get("name") or "").strip(),
            key in defaults,
            element.sourceline or 0,
        )


def _for(kind: NodeKind) -> frozenset[str]:
    return END_WORDS if kind is NodeKind.END else frozenset()


def _problem(message: str) -> Problem:
    return Problem(RULE, message)
