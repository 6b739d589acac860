"""Records that may be browsed."""

from __future__ import annotations

from antu.performance.models import BudgetEntry, Expenditure, Milestone, ProblemAndMeasure
from antu.platform.records import open_records

RECORDS: tuple[object, ...] = open_records(BudgetEntry, Expenditure, Milestone, ProblemAndMeasure)
