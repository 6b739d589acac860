"""The registers in a few numbers: what stands where, and what asks for somebody first. Each leads to its rows."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse

from antu.households.selectors.remaining import Due, RemainingSummary
from antu.households.selectors.rungs import RUNGS, UNNAMED
from antu.overview.selectors import ProjectProgress
from antu.overview.tables.charts import households_url, note_of, remaining_url
from antu.platform.display import Cell, Fact, KeyFigure
from antu.projects.selectors import ProjectState


def register_figures(progress: Sequence[ProjectProgress], remaining: RemainingSummary) -> tuple[KeyFigure, ...]:
    """Projects, subjects by rung, remaining households."""
    subjects = sum(each.subject_count for each in progress)
    note = note_of(has_samples=any(each.samples for each in progress))
    rungs = [
        KeyFigure(
            label,
            str(sum(each.subjects.get(state, 0) for each in progress)),
            "户",
            households_url(state=state.code),
        )
        for state, label, _ in RUNGS
    ]
    return (
        KeyFigure("项目", str(len(progress)), "个", reverse("projects")),
        KeyFigure("在册", str(subjects), "户", households_url(), note),
        *rungs,
        KeyFigure("剩余户", str(remaining.total), "户", remaining_url(), "不含村组集体"),
    )


def first_things(progress: Sequence[ProjectProgress], remaining: RemainingSummary, late_steps: int) -> list[Fact]:
    """What asks for somebody first; nothing that there is none of.

    ``late_steps``: of how many remaining households the next step is late.
    """
    paused = sum(each.dated.state is ProjectState.PAUSED for each in progress)
    asked = (
        ("腾地期限已过，还没有交房", remaining.overdue, "户", remaining_url(due=Due.PASSED)),
        ("还没有签约", remaining.unsigned, "户", remaining_url(state="unsigned")),
        ("签了约还没有交房", remaining.signed, "户", remaining_url(state="signed")),
        ("剩余户里没有指定包户干部", remaining.unassigned, "户", remaining_url(officer=UNNAMED)),
        ("剩余户里下一步已逾期", late_steps, "户", f"{reverse('clearing')}?step=late"),
        ("剩余户里有特殊情形", remaining.troubled, "户", remaining_url(circumstance="any")),
        ("暂停的项目", paused, "个", f"{reverse('projects')}?state={ProjectState.PAUSED.code}"),
    )
    return [Fact(label, Cell(f"{count} {unit}", url=url)) for label, count, unit, url in asked if count]
