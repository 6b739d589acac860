"""Figures of the yearly report."""

from __future__ import annotations

from collections.abc import Iterable

from antu.platform.figure_rows import figure_row
from antu.platform.figures import Figure, FigureRow, FigureSource
from antu.projects.models import ProjectEvent
from antu.settlement.selectors import agreements_signed, costs_counted, settlement_years, state_tasks


def settlement_figures(year: int) -> Iterable[Figure]:
    """``settlement.*``: agreements and cost statements of collective projects, and the state-owned tasks."""
    tasks = tuple(figure_row(task, is_sample=task.project.is_sample) for task in state_tasks(year))
    yield Figure(
        "settlement.agreements_signed", "集体项目征拆结算协议签订", "个", "count", _rows(agreements_signed(year))
    )
    yield Figure("settlement.cost_counted", "完成征拆成本统计", "个", "count", _rows(costs_counted(year)))
    yield Figure("settlement.state_tasks", "国有项目任务", "个", "count", tasks)


def _rows(events: Iterable[ProjectEvent]) -> tuple[FigureRow, ...]:
    return tuple(figure_row(event, is_sample=event.project.is_sample) for event in events)


FIGURES: tuple[object, ...] = (FigureSource(settlement_figures, settlement_years),)
