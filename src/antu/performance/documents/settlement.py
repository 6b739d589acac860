"""Of part three: settlement, clearing, and the rules issued."""

from __future__ import annotations

from collections.abc import Iterator

from antu.clearing.models import RemainingRecord
from antu.performance.documents.material import ReportMaterial
from antu.performance.documents.mention import named, told
from antu.performance.domain.phrases import in_brackets, listed, marked, sentence, titled
from antu.performance.models import MilestoneKind
from antu.platform.documents.official import Block, Heading, Paragraph
from antu.regulations.models import IssuedRule
from antu.settlement.models import StateSettlementTask

#: How a state task's status repeats what the sentence says already.
BASICALLY_DONE = "已基本完成"


def settlement_part(material: ReportMaterial) -> Iterator[Block]:
    """1.结算工作."""
    yield Heading("1.项目结算工作", 3)
    yield from told(material.milestones_of(MilestoneKind.SETTLEMENT))
    yield Paragraph(_collective(material) + _state_owned(material))


def clearing_part(material: ReportMaterial) -> Iterator[Block]:
    """2.清零扫尾."""
    yield Heading("2.清零扫尾工作", 3)
    yield from told(material.milestones_of(MilestoneKind.CLEARING))
    if not material.remaining and not material.cleared:
        yield Paragraph("本年度无清零扫尾记录。")
        return
    yield Paragraph(_cleared(material) + _longstanding(material) + _forces(material) + _still_open(material))


def mechanism_part(material: ReportMaterial) -> Iterator[Block]:
    """3.工作机制."""
    yield Heading("3.制度和工作机制建设", 3)
    groups: dict[tuple[str, str], list[IssuedRule]] = {}
    for rule in material.rules:
        groups.setdefault((rule.basis.removeprefix("根据"), rule.lead), []).append(rule)
    issued = "".join(_issued(basis, lead, rules) for (basis, lead), rules in groups.items())
    revised = listed(
        marked(titled(each.rule.name) + in_brackets(each.document_no, each.label), is_sample=each.rule.is_sample)
        for each in material.revised_rules
    )
    issued += sentence(f"修订{revised}") if revised else ""
    yield Paragraph(issued or "本年度无新印发的制度文件。")
    yield from told(material.milestones_of(MilestoneKind.MECHANISM))


def _collective(material: ReportMaterial) -> str:
    if material.is_zero("settlement.agreements_signed", "settlement.cost_counted"):
        return "本年度无集体项目签订征拆结算协议，也无集体项目完成征拆成本统计。"
    return (
        f"本年度签订集体项目征拆结算协议{material.said('settlement.agreements_signed')}；"
        f"另有{material.said('settlement.cost_counted')}集体项目完成征拆成本统计，结算协议尚待签订。"
    )


def _state_owned(material: ReportMaterial) -> str:
    tasks = material.state_tasks
    if not tasks:
        return "本年度无国有项目结算任务。"
    done = [task for task in tasks if _is_done_by(task, material.year)]
    rest = [task for task in tasks if task not in done]
    said = f"国有项目结算任务{material.said('settlement.state_tasks')}"
    if done:
        said += f"，{BASICALLY_DONE}{len(done)}个：{_tasks(done)}" if rest else f"，均{BASICALLY_DONE}：{_tasks(done)}"
    return sentence(f"{said}；尚未完成{len(rest)}个：{_tasks(rest)}" if rest else said)


def _tasks(tasks: list[StateSettlementTask]) -> str:
    """The projects, each with how it stands where that says more than the sentence."""
    notes = (task.status_note if task.status_note != BASICALLY_DONE else "" for task in tasks)
    return listed(named(task.project) + in_brackets(note) for task, note in zip(tasks, notes, strict=True))


def _is_done_by(task: StateSettlementTask, year: int) -> bool:
    return task.basically_done_on is not None and task.basically_done_on.year <= year


def _left(record: RemainingRecord, verb: str = "") -> str:
    left = [f"{verb}剩余{record.households}户"] if record.households else []
    left += [f"{verb}剩余坟墓{record.graves}座"] if record.graves else []
    return named(record.project) + in_brackets(*left)


def _cleared(material: ReportMaterial) -> str:
    if not material.cleared:
        return "本年度无项目完成扫尾。"
    firsts = {record.project_id: record for record in material.first_remaining}
    left = listed(_left(firsts.get(record.project_id, record), "扫清") for record in material.cleared)
    return f"本年度完成扫尾的项目有{len(material.cleared)}个：{left}。"


def _forces(material: ReportMaterial) -> str:
    """Who took part, unless the milestones have said so already."""
    told_before = "".join(each.matter for each in material.milestones_of(MilestoneKind.CLEARING))
    forces = dict.fromkeys(force for record in (*material.remaining, *material.cleared) for force in record.forces)
    return "" if all(force in told_before for force in forces) else f"扫尾中{listed(forces)}等力量共同参与。"


def _longstanding(material: ReportMaterial) -> str:
    overdue = [record for record in material.cleared if record.project_id in material.longstanding]
    if not overdue:
        return ""
    names = listed(named(record.project) for record in overdue)
    return f"其中{names}等{material.said('clearing.longstanding_projects')}项目拖延多年，本年度得以扫清。"


def _still_open(material: ReportMaterial) -> str:
    cleared = {record.project_id for record in material.cleared}
    last = {record.project_id: record for record in material.remaining}  # by date: the later record replaces
    waiting = [record for project, record in last.items() if project not in cleared]
    return f"年末尚未完成扫尾的有：{listed(_left(record) for record in waiting)}。" if waiting else ""


def _issued(basis: str, lead: str, rules: list[IssuedRule]) -> str:
    titles = listed(
        marked(titled(rule.name) + in_brackets(rule.document_no), is_sample=rule.is_sample) for rule in rules
    )
    why = f"根据{basis}，" if basis else ""
    who = f"由{lead}牵头，" if lead else ""
    return f"{why}{who}印发{titles}。"
