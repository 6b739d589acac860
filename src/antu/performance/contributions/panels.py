"""Panels for pages of earlier rooms, and the records that may be browsed."""

from __future__ import annotations

from antu.performance.models import BudgetEntry, Expenditure, Milestone, ProblemAndMeasure
from antu.platform.records import RecordKind

PANELS: tuple[object, ...] = tuple(
    RecordKind(model, ("register.view", "report.view"))
    for model in (BudgetEntry, Expenditure, Milestone, ProblemAndMeasure)
)
