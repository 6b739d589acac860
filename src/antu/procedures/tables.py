"""Procedures, drawings and cases as pages show them."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django.urls import reverse

from antu.platform.display import Cell, Chip, Column, Kind, Row, Table, Tone
from antu.platform.due import due_cell
from antu.platform.links import record_url
from antu.platform.listing import Empty, ListColumn, Listing, by
from antu.platform.procedure_kinds import ProcedureKind
from antu.platform.wording import UNKNOWN, day_text, joined, moment_text
from antu.policy.schema import FactColumn, Value
from antu.procedures.domain.drawing import Act, Decision, Drawing
from antu.procedures.models import CaseOpinion, CaseStep, ProcedureCase, ProcedureDrawing
from antu.procedures.selectors.shown import ShownProcedure, case_chip

SANDBOX: Final = Chip("试办", Tone.DUE, title="只为试走流程图：不对应真实事项，不产生任何后果")
_DECISIONS: Final[Mapping[str, tuple[str, Tone]]] = {
    Decision.AGREE: ("同意", Tone.DONE),
    Decision.REFUSE: ("不同意", Tone.STOPPED),
    "back": ("退回", Tone.DUE),
}
_PROCEDURES: Final = (
    Column("流程", kind=Kind.LONG),
    Column("现行流程图"),
    Column("发布时间", kind=Kind.MINOR),
    Column("在办", "件", Kind.NUMBER),
    Column("办结", "件", Kind.NUMBER),
)
_STEPS: Final = (
    Column("序号", kind=Kind.NUMBER),
    Column("环节"),
    Column("岗位", kind=Kind.LONG),
    Column("办什么"),
    Column("时限"),
    Column("逾期报送"),
    Column("要填的内容", kind=Kind.LONG),
    Column("批量"),
)
_HISTORY: Final = (
    Column("环节"),
    Column("送达", kind=Kind.MINOR),
    Column("期限"),
    Column("办理人"),
    Column("办理时间"),
    Column("决定"),
    Column("意见", kind=Kind.LONG),
)


def procedure_table(procedures: Iterable[ShownProcedure]) -> Table:
    """All procedures, with the drawing in force and what runs."""
    return Table(_PROCEDURES, [_procedure_row(each) for each in procedures], "没有流程。")


def _procedure_row(each: ShownProcedure) -> Row:
    drawing, running = each.drawing, f"{reverse('cases')}?procedure={each.kind.key}"
    version = (
        Cell(f"第 {drawing.number} 版", record_url(drawing)) if drawing else Cell(UNKNOWN, title="还没有发布的流程图")
    )
    return Row(
        (
            Cell(each.kind.title, reverse("procedure", args=[each.kind.key])),
            version,
            Cell(moment_text(drawing.published_at) if drawing else UNKNOWN),
            Cell(str(each.running), f"{running}&state=open"),
            Cell(str(each.ended), f"{running}&state=ended"),
        )
    )


def drawing_chip(drawing: ProcedureDrawing, in_force: ProcedureDrawing | None) -> Chip:
    """Whether a version is in force, was, waits, or was taken back."""
    if drawing.withdrawn_at:
        return Chip("已撤回")
    if drawing.published_at is None:
        return Chip("未发布", Tone.DUE)
    return Chip("现行", Tone.DONE) if drawing == in_force else Chip("旧版", title="在它下面发起的办件仍按它办完")


def drawing_table(drawings: Iterable[ProcedureDrawing], in_force: ProcedureDrawing | None) -> Table:
    """The versions of a procedure's drawing, the latest first."""
    columns = (
        Column("版次"),
        Column("修改说明", kind=Kind.LONG),
        Column("上传"),
        Column("发布"),
        Column("所依据的制度"),
    )
    rows = [
        Row(
            (
                Cell(f"第 {each.number} 版", record_url(each), chips=(drawing_chip(each, in_force),)),
                Cell(each.note),
                Cell(joined((each.uploaded_by_name, moment_text(each.uploaded_at)), " ")),
                Cell(
                    joined((each.published_by_name, moment_text(each.published_at)), " ")
                    if each.published_at
                    else UNKNOWN
                ),
                Cell(str(each.rule), record_url(each.rule)) if each.rule else Cell(UNKNOWN, title="没有填写"),
            )
        )
        for each in drawings
    ]
    return Table(columns, rows, "还没有流程图。")


def drawings_of_rule_table(drawings: Iterable[ProcedureDrawing], in_force: Container[int]) -> Table:
    """Drawings that implement a rule."""
    columns = (Column("流程图"), Column("修改说明", kind=Kind.LONG), Column("发布时间"))
    rows = [
        Row(
            (
                Cell(str(each), record_url(each), chips=(Chip("现行", Tone.DONE),) if each.pk in in_force else ()),
                Cell(each.note),
                Cell(moment_text(each.published_at)),
            )
        )
        for each in drawings
    ]
    return Table(columns, rows)


def step_table(drawing: Drawing, asked: Iterable[FactColumn]) -> Table:
    """The steps of a drawing in words: what hangs on the wall beside the picture."""
    labels = {column.name: column.label for column in asked}
    rows = []
    for number, node in enumerate(drawing.steps.values(), start=1):
        rules = node.rules
        what = "办理" if rules.act is Act.HANDLE else "审批"
        if rules.countersign:
            what = f"会签（{len(rules.countersign)} 个岗位，{rules.quorum} 个同意即通过）"
        cells = (
            str(number),
            node.name,
            "、".join(node.posts),
            what,
            f"{rules.amount} 个{rules.unit}" if rules.amount else "不限",
            rules.escalate or UNKNOWN,
            "、".join(labels.get(name, name) for name in rules.asks) or UNKNOWN,
            "可" if rules.is_bulk else "否",
        )
        rows.append(Row(tuple(Cell(text) for text in cells)))
    return Table(_STEPS, rows)


def condition_table(conditions: Mapping[str, str], drawing: Drawing) -> Table:
    """The branches of a drawing: from where, on what condition, to where."""
    columns = (Column("从"), Column("条件", kind=Kind.LONG), Column("到"))
    rows = []
    for flow in drawing.flows:
        if flow.condition or (flow.is_default and len(drawing.leaving(flow.source)) > 1):
            source, target = drawing.nodes[flow.source], drawing.nodes[flow.target]
            said = conditions.get(flow.id, "其他情况")
            rows.append(
                Row((Cell(source.name or UNKNOWN), Cell(said, note=flow.condition), Cell(target.name or UNKNOWN)))
            )
    return Table(columns, rows, "没有分支。")


def case_listing(today: date, kinds: Sequence[ProcedureKind]) -> Listing:
    """Cases, with where each stands."""
    titles = {kind.key: kind.title for kind in kinds}
    return Listing(
        "cases",
        "办件",
        (
            ListColumn("number", Column("办件编号"), lambda each: Cell(each.number, record_url(each)), by("number")),
            ListColumn("about", Column("事项", kind=Kind.LONG), lambda each: Cell(each.about), by("about")),
            ListColumn("procedure", Column("流程"), lambda each: Cell(titles.get(each.key, each.key)), by("key")),
            ListColumn(
                "state", Column("状态"), lambda each: Cell(chips=(case_chip(each, today, each.due_on),)), by("end_name")
            ),
            ListColumn("step", Column("当前环节"), lambda each: Cell(each.step_name or UNKNOWN), by("step_name")),
            ListColumn(
                "since", Column("送达", kind=Kind.MINOR), lambda each: Cell(moment_text(each.since)), by("since")
            ),
            ListColumn("due", Column("期限", is_day=True), _due_of(today), by("due_on")),
            ListColumn("starter", Column("发起人"), lambda each: Cell(each.started_by_name), by("started_by_name")),
            ListColumn(
                "started",
                Column("发起时间", kind=Kind.MINOR),
                lambda each: Cell(moment_text(each.started_at)),
                by("started_at"),
            ),
            ListColumn(
                "ended",
                Column("结束时间"),
                lambda each: Cell(moment_text(each.ended_at)),
                by("ended_at"),
                is_shown=False,
            ),
        ),
        Empty("还没有办件。在计划、台账等页面上“送审”，或在流程页发起。", "看流程", reverse("procedures")),
        counter="件",
        is_picked=False,
        takes_additions=False,
    )


def _due_of(today: date) -> Any:
    return lambda each: due_cell(each.due_on, today) if not each.ended_at else Cell(UNKNOWN)


def history_table(steps: Iterable[CaseStep], drawing: Drawing, today: date) -> Table:
    """Every step of a case in its order, with each countersigner's word; what was taken back is marked."""
    rows = []
    for step in steps:
        rows.append(_history_row(step, drawing, today))
        rows += [_opinion_row(each) for each in step.opinions.all()]
    return Table(_HISTORY, rows)


def _history_row(step: CaseStep, drawing: Drawing, today: date) -> Row:
    chips: tuple[Chip, ...] = ()
    if step.superseded_at and not step.sent_back_to:
        chips = (Chip("已退回重办" if step.decision else "不用再办"),)
    hand = joined((step.done_by_name, f"（代 {step.for_login}）" if step.for_login else ""), "")
    word, tone = _DECISIONS.get(step.decision, ("", Tone.PLAIN))
    if step.sent_back_to:
        word = f"退回到「{drawing.steps[step.sent_back_to].name}」"
    elif word and drawing.steps[step.step].rules.act is Act.HANDLE:
        word = "已提交"
    opinions = list(step.opinions.all())
    if opinions and word:
        agreed = sum(each.decision == Decision.AGREE for each in opinions)
        word, hand = f"{word}（{agreed} 同意 {len(opinions) - agreed} 不同意）", "会签"
    return Row(
        (
            Cell(step.name, chips=chips),
            Cell(moment_text(step.opened_at)),
            due_cell(step.due_on, today) if step.is_open else Cell(day_text(step.due_on)),
            Cell(hand or UNKNOWN),
            Cell(moment_text(step.closed_at)),
            Cell(chips=(Chip(word, tone),)) if word else Cell("在办" if step.is_open else UNKNOWN),
            Cell((step.opinion if not opinions or step.sent_back_to else "见各岗位") or UNKNOWN),
        )
    )


def _opinion_row(opinion: CaseOpinion) -> Row:
    word, tone = _DECISIONS[opinion.decision]
    hand = joined((opinion.by_name, f"（代 {opinion.for_login}）" if opinion.for_login else ""), "")
    return Row(
        (
            Cell(f"　会签：{opinion.post_name}"),
            Cell(),
            Cell(),
            Cell(hand),
            Cell(moment_text(opinion.at)),
            Cell(chips=(Chip(word, tone),)),
            Cell(opinion.opinion or UNKNOWN),
        )
    )


def fact_text(column: FactColumn, value: Value) -> str:
    """A fact of a case as it is read."""
    if value is None:
        return UNKNOWN
    if isinstance(value, Decimal):
        return f"{value:,} {column.unit}" if column.unit == "元" else f"{value} {column.unit}".strip()
    text = value.isoformat() if isinstance(value, date) else column.label_of(value)
    return f"{text} {column.unit}".strip()


def subject_cell(case: ProcedureCase, kind: ProcedureKind | None) -> Cell:
    """The row that is decided, leading to its page."""
    if kind is None or case.subject_id is None:
        return Cell(case.about)
    return Cell(case.about, kind.url_of(case.subject))
