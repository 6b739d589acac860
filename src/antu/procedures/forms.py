"""Forms of procedures: a drawing, what a sandbox assumes, and what is said at a step."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.urls import reverse

from antu.platform.entry import EntryField, EntryForm, EntrySection, FieldKind, Option
from antu.policy.schema import ColumnType, FactColumn
from antu.procedures.domain.drawing import Act, Decision, Node
from antu.procedures.models import CaseStep, ProcedureDrawing
from antu.procedures.services.cases import OPINION_MAX
from antu.procedures.services.drawings import NOTE_MAX
from antu.regulations.models import IssuedRule

_KINDS: dict[ColumnType, FieldKind] = {
    ColumnType.DATE: "date",
    ColumnType.CHOICE: "choice",
    ColumnType.BOOLEAN: "choice",
    ColumnType.DECIMAL: "number",
    ColumnType.INTEGER: "number",
}


def drawing_form(key: str, rules: Iterable[IssuedRule]) -> EntryForm:
    """The form that uploads the next version of a drawing."""
    options = tuple(Option(str(rule.pk), f"{rule}（{rule.issued_on}）") for rule in rules)
    fields = (
        EntryField("file", "流程图文件", "file", is_required=True, help="BPMN 2.0（.bpmn），可从现行流程图下载后修改"),
        EntryField("note", "改了什么、为什么", is_required=True, length_max=NOTE_MAX),
        EntryField("rule", "所依据的制度", "choice", options=(Option("", "（不填）"), *options)),
    )
    return EntryForm(
        (EntrySection("上传新版流程图", fields),),
        action=reverse("procedure", args=[key]),
        submit_label="上传并检查",
        key="drawing",
    )


def trial_form(drawing: ProcedureDrawing, facts: Sequence[FactColumn]) -> EntryForm:
    """What a sandbox case assumes of its subject."""
    fields = tuple(_field(column) for column in facts)
    return EntryForm(
        (EntrySection("假定的事实", fields, help="分支按这些事实走；换不同的数多试几遍"),) if fields else (),
        action=reverse("drawing-try", args=[drawing.pk]),
        submit_label="开始试办",
        cancel_url=reverse("drawing", args=[drawing.pk]),
        key="trial",
    )


def step_form(step: CaseStep, node: Node, asked: Iterable[FactColumn], known: dict[str, str]) -> EntryForm:
    """What is said at a step: the decision where it decides, the opinion, and what it asks."""
    fields = [_field(column, known.get(column.name, "")) for column in asked if column.name in node.rules.asks]
    decides = node.rules.act is Act.DECIDE
    if decides:
        options = (Option("", "请选择"), *(Option(each.value, each.words) for each in Decision))
        fields.append(EntryField("decision", "决定", "choice", is_required=True, options=options))
    fields.append(
        EntryField("opinion", "意见", "long", length_max=OPINION_MAX, help="不同意要写明意见" if decides else "")
    )
    label = "会签" if node.rules.countersign else "提交" if not decides else "办理"
    return EntryForm(
        (EntrySection(f"办理：{step.name}", tuple(fields)),),
        action=reverse("case-step", args=[step.pk]),
        submit_label=f"{label}「{step.name}」",
        key="step",
    )


def back_form(step: CaseStep, earlier: Sequence[CaseStep]) -> EntryForm:
    """To which step it is sent back, and why."""
    options = tuple(Option(str(each.pk), f"{each.name}（{each.done_by_name}）") for each in earlier)
    fields = (
        EntryField("to", "退回到", "choice", value=options[0].value, is_required=True, options=options),
        EntryField("opinion", "退回的意见", "long", is_required=True, length_max=OPINION_MAX),
    )
    return EntryForm(
        (EntrySection("退回", fields, help="这个环节以后已办的环节都要重办；原来的意见留着可查"),),
        action=reverse("case-step-back", args=[step.pk]),
        submit_label="退回",
        key="back",
    )


def _field(column: FactColumn, value: str = "") -> EntryField:
    options: tuple[Option, ...] = ()
    if column.type is ColumnType.BOOLEAN:
        options = (Option("是", "是"), Option("否", "否"))
    if column.type is ColumnType.CHOICE:
        options = tuple(Option(choice.code, choice.label) for choice in column.choices)
    return EntryField(
        column.name,
        column.label,
        _KINDS.get(column.type, "text"),
        value,
        unit=column.unit,
        is_required=column.required,
        options=options,
        length_max=500,
        is_summed=False,
    )
