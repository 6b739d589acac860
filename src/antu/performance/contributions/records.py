"""Records that may be browsed, and which of them hold files."""

from __future__ import annotations

from antu.performance.models import BudgetEntry, Expenditure, Milestone, ProblemAndMeasure
from antu.platform.attachments.holders import FileHolder
from antu.platform.records import open_records

RECORDS: tuple[object, ...] = (
    *open_records(BudgetEntry, Expenditure, Milestone, ProblemAndMeasure),
    FileHolder(ProblemAndMeasure, "problem.edit"),
)
