"""Of part three: how far the year's plan and the key projects came."""

from __future__ import annotations

from collections.abc import Iterator

from antu.kernel.calendar import full_day
from antu.performance.documents.material import ReportMaterial
from antu.performance.documents.mention import named, told
from antu.performance.domain.phrases import in_brackets, listed, marked, sentence
from antu.performance.models import MilestoneKind
from antu.planning.models import PlanVersion
from antu.planning.selectors import FollowedProject
from antu.platform.documents.official import Block, Heading, Paragraph
from antu.projects.models import Land
from antu.projects.selectors import ProjectState


def other_work_part(material: ReportMaterial) -> Iterator[Block]:
    """5.其他工作."""
    yield Heading("5.其他工作", 3)
    yield Paragraph(f"（1）年度计划任务。{_planned(material)}")
    yield Paragraph(_collective_done(material) + _state_done(material))
    yield Paragraph(f"（2）重点项目。{_key_projects(material)}")
    yield from told(material.milestones_of(MilestoneKind.OTHER))


def _planned(material: ReportMaterial) -> str:
    initial, final = material.initial, material.final
    if initial is None and final is None:
        return "本年度无征地拆迁计划。"
    said = "" if initial is None else f"年初{_issued(initial)}，{_tasks(material, 'initial')}。"
    if final is None or final == initial:
        return said + "年内计划未作调整。"
    why = f"因{final.reason.rstrip('。').removeprefix('因')}，" if final.reason else ""
    day = full_day(final.approved_on) if final.approved_on else ""
    tasks = _tasks(material, "adjusted")
    return f"{said}{why}{day}{_issued(final, '调整')}，调整后{tasks}。"


def _issued(version: PlanVersion, kind: str = "") -> str:
    return marked(f"{version.issuer}下达{kind}计划{in_brackets(version.document_no)}", is_sample=version.is_sample)


def _tasks(material: ReportMaterial, version: str) -> str:
    def said(name: str) -> str:
        return material.said(f"plan.{version}.{name}")

    return (
        f"有集体土地项目{said('collective.count')}，涉征{said('collective.area')}；"
        f"国有项目{said('state.count')}，涉征{said('state.area')}"
    )


def _collective_done(material: ReportMaterial) -> str:
    if material.is_zero("done.collective.count"):
        return "本年度无集体项目完成。"
    said = material.said
    return (
        f"集体项目全年完成{said('done.collective.count')}，涉征{said('done.collective.area')}，"
        f"其中计划内完成{said('done.in_plan.count')}、{said('done.in_plan.area')}，"
        f"计划外完成{said('done.out_of_plan.count')}、{said('done.out_of_plan.area')}{_outside(material)}。"
    )


def _outside(material: ReportMaterial) -> str:
    outside = [each for each in material.completions if each.land == Land.COLLECTIVE and not each.is_in_plan]
    projects = listed(
        named(each.event.project) + in_brackets(material.said(f"done.out_of_plan.{number}"))
        for number, each in enumerate(outside, start=1)
    )
    return f"，即{projects}" if projects else ""


def _state_done(material: ReportMaterial) -> str:
    if material.is_zero("done.state.count", "plan.adjusted.state.count"):
        return "本年度无国有项目任务。"
    done = f"国有项目全年完成{material.said('done.state.count')}，涉征{material.said('done.state.area')}"
    return sentence(f"{done}，圆满完成年度任务目标" if _reaches_plan(material) else done)


def _reaches_plan(material: ReportMaterial) -> bool:
    figures = material.figures
    return figures["plan.adjusted.state.count"].value > 0 and all(
        figures[f"done.state.{name}"].value >= figures[f"plan.adjusted.state.{name}"].value
        for name in ("count", "area")
    )


def _key_projects(material: ReportMaterial) -> str:
    if not material.followed:
        return "本年度无重点项目。"
    by_state = "；".join(_key_state(material, *each) for each in _KEY_SAID if not material.is_zero(each[0]))
    return f"列入本年度的{material.figures['key.total'].label}{material.said('key.total')}，{by_state}。"


_KEY_SAID = (
    ("key.done", ProjectState.DONE),
    ("key.partial", ProjectState.PARTLY_DONE),
    ("key.paused", ProjectState.PAUSED),
    ("key.in_progress", ProjectState.IN_PROGRESS),
    ("key.not_started", ProjectState.NOT_STARTED),
    ("key.cancelled", ProjectState.CANCELLED),
)


def _key_state(material: ReportMaterial, figure_id: str, state: ProjectState) -> str:
    those = [each for each in material.followed if each.state is state]
    label = material.figures[figure_id].label
    projects = listed(_key_project(material, each, number, label) for number, each in enumerate(those, start=1))
    return f"{label}{material.said(figure_id)}：{projects}"


def _key_project(material: ReportMaterial, followed: FollowedProject, number: int, label: str) -> str:
    """The project, with what was done of it, or with its reason where the label does not give it for all."""
    name = named(followed.row.project)
    if followed.state is ProjectState.PARTLY_DONE:
        return name + in_brackets(f"本年度完成{material.said(f'key.partial.{number}')}")
    if followed.state is ProjectState.PAUSED and followed.pause_reason and followed.pause_reason not in label:
        return name + in_brackets(f"因{followed.pause_reason.removeprefix('因')}")
    return name
