"""Figures of the yearly report."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Final

from antu.planning.models import PlanTask
from antu.planning.selectors import (
    Completion,
    FollowedProject,
    YearPlan,
    followed_projects,
    planning_years,
    task_land,
    year_completions,
    year_plan,
)
from antu.platform.figure_rows import figure_row
from antu.platform.figures import Figure, FigureRow, FigureSource
from antu.projects.models import AreaUnit, Land
from antu.projects.selectors import ProjectState, area_in, regime, unit_of

#: State, name in the figure's id, label, and whether the figure shows only when it is not zero.
KEY_STATES: Final = (
    (ProjectState.DONE, "done", "已完成", False),
    (ProjectState.PARTLY_DONE, "partial", "部分完成", False),
    (ProjectState.PAUSED, "paused", "已暂停", False),
    (ProjectState.IN_PROGRESS, "in_progress", "正在推进", False),
    (ProjectState.NOT_STARTED, "not_started", "未启动", True),
    (ProjectState.CANCELLED, "cancelled", "已取消", True),
)


def planning_figures(year: int) -> Iterable[Figure]:
    """``plan.*``, ``done.*`` and ``key.*``."""
    plan = year_plan(year)
    yield from plan_figures(plan)
    yield from done_figures(plan)
    yield from key_figures(year)


def plan_figures(plan: YearPlan) -> Iterable[Figure]:
    """``plan.*``: tasks and their quantities at the year's beginning and as last adjusted."""
    yield from _version_figures("initial", "年初", plan.tasks_of(plan.initial))
    yield from _version_figures("adjusted", "调整后", plan.tasks_of(plan.final))


def done_figures(plan: YearPlan) -> Iterable[Figure]:
    """``done.*``: projects completed in the year, collective ones inside and outside the plan."""
    completed = year_completions(plan)
    collective = [each for each in completed if each.land == Land.COLLECTIVE]
    outside = [each for each in collective if not each.is_in_plan]
    yield from _done_pair("collective", "集体已完成", collective, Land.COLLECTIVE)
    yield from _done_pair("in_plan", "已完成计划内", [each for each in collective if each.is_in_plan], Land.COLLECTIVE)
    yield from _done_pair("out_of_plan", "已完成计划外", outside, Land.COLLECTIVE)
    for number, each in enumerate(outside, start=1):
        yield _done_area(f"out_of_plan.{number}", each.event.project.name, [each], Land.COLLECTIVE)
    yield from _done_pair("state", "国有已完成", [each for each in completed if each.land == Land.STATE], Land.STATE)


def key_figures(year: int) -> Iterable[Figure]:
    """``key.*``: the year's key projects by their state at its end."""
    followed = followed_projects(year)
    yield Figure("key.total", key_label(followed), "个", "count", _key_rows(followed))
    for state, name, label, only_when_not_zero in KEY_STATES:
        those = [each for each in followed if each.state is state]
        label_said = paused_label(those) if state is ProjectState.PAUSED else label
        names = tuple(each.row.project.name for each in those)
        figure_id = f"key.{name}"
        yield Figure(
            figure_id, label_said, "个", "count", _key_rows(those), names, only_when_not_zero=only_when_not_zero
        )
        if state is ProjectState.PARTLY_DONE:
            yield from _partial_areas(those)


def key_label(followed: Sequence[FollowedProject]) -> str:
    """重点项目, after the level (市领导联系, 省级 …) when all of them have the same."""
    levels = {each.row.level for each in followed}
    level = levels.pop() if len(levels) == 1 else ""
    return level.removesuffix("项目").removesuffix("重点") + "重点项目"


def paused_label(paused: Sequence[FollowedProject]) -> str:
    """已暂停, after the reason when all of them have the same."""
    reasons = {each.pause_reason.removeprefix("因") for each in paused}
    reason = reasons.pop() if len(reasons) == 1 else ""
    return f"因{reason}已暂停" if reason else "已暂停"


def _version_figures(name: str, prefix: str, tasks: Sequence[PlanTask]) -> Iterable[Figure]:
    for land, counted, measured in (
        (Land.COLLECTIVE, "集体土地项目任务", "集体涉征"),
        (Land.STATE, "国有项目", "国有涉征"),
    ):
        those = [task for task in tasks if task_land(task) == land]
        counts = tuple(_task_row(task, 1) for task in those)
        areas = tuple(
            _task_row(task, area_in(unit_of(land), task.quantity, task.unit))
            for task in those
            if task.quantity is not None
        )
        yield Figure(f"plan.{name}.{land}.count", prefix + counted, "个", "count", counts)
        yield Figure(f"plan.{name}.{land}.area", prefix + measured, _unit_text(unit_of(land)), "sum", areas)


def _task_row(task: PlanTask, value: Fraction | int) -> FigureRow:
    return figure_row(task, value, label=task.project.name, is_sample=task.project.is_sample)


def _done_pair(name: str, label: str, completed: list[Completion], land: str) -> Iterable[Figure]:
    rows = tuple(_done_row(each, 1) for each in completed)
    yield Figure(f"done.{name}.count", f"{label}项目", "个", "count", rows)
    yield _done_area(f"{name}.area", f"{label}涉征", completed, land)


def _done_area(name: str, label: str, completed: list[Completion], land: str) -> Figure:
    unit = unit_of(land)
    rows = tuple(_done_row(each, each.area(unit)) for each in completed)
    return Figure(f"done.{name}", label, _unit_text(unit), "sum", rows)


def _done_row(completion: Completion, value: Fraction | int) -> FigureRow:
    return figure_row(completion.event, value, is_sample=completion.event.project.is_sample)


def _key_rows(followed: Iterable[FollowedProject]) -> tuple[FigureRow, ...]:
    return tuple(
        figure_row(each.row, label=each.row.project.name, is_sample=each.row.project.is_sample) for each in followed
    )


def _partial_areas(partial: Iterable[FollowedProject]) -> Iterable[Figure]:
    for number, each in enumerate(partial, start=1):
        project = each.row.project
        given = next((event.area_unit for event in each.partly_done), "") or project.area_unit
        unit = unit_of(regime(project.land, given))
        rows = tuple(
            figure_row(event, area_in(unit, event.area, event.area_unit), is_sample=project.is_sample)
            for event in each.partly_done
        )
        yield Figure(f"key.partial.{number}", project.name, _unit_text(unit), "sum", rows)


def _unit_text(unit: str) -> str:
    return str(AreaUnit(unit).label)


FIGURES: tuple[object, ...] = (FigureSource(planning_figures, planning_years),)
