"""Writes of this room: the yearly report is issued, problems and their measures are entered in pages."""

from antu.performance.services.problems import (
    EnteredProblem,
    TypedRule,
    correct_problem,
    enter_problem,
    void_problem,
)
from antu.performance.services.report import report_name, write_report

__all__ = (
    "EnteredProblem",
    "TypedRule",
    "correct_problem",
    "enter_problem",
    "report_name",
    "void_problem",
    "write_report",
)
