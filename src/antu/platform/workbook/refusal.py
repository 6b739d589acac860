"""The refusal of one cell, and the order in which rules come first."""

from __future__ import annotations

from collections.abc import Iterable

from antu.kernel.errors import Place, Problem

RULES = (
    "R-SHEET-MISSING",
    "R-HEAD-MISSING",
    "R-HEAD-DUPLICATE",
    "R-FORMULA-ERROR",
    "R-REQUIRED",
    "R-DIGITS-LOST",
    "R-ID-FORMAT",
    "R-ID-CHECKSUM",
    "R-ID-DATE",
    "R-USCC-CHECKSUM",
    "R-ACCOUNT-LENGTH",
    "R-CHOICE",
    "R-DATE",
    "R-NUMBER",
    "R-UNIT",
    "R-NEGATIVE",
    "R-INTEGER",
    "R-AREA-PRECISION",
    "R-RANGE",
    "R-DATE-ORDER",
    "R-SUBSIDY-MODE",
    "R-MOVE-REASON",
    "R-SEX-ID-MISMATCH",
    "R-BIRTH-ID-MISMATCH",
    "R-ID-DUPLICATE",
    "R-PLAN-FROZEN",
    "R-DUPLICATE",
    "R-ORPHAN",
    "R-KIND",
    "R-PROJECT-MANY",
    "R-PACK-CHECK",
)
"""Every refusing rule. A cell has at most one error: the first that applies in this order."""


HEAD_RULES = frozenset({"R-HEAD-MISSING", "R-HEAD-DUPLICATE"})
"""Rules of a header: they refuse a sheet, not a row."""


class Refused(Exception):
    """A cell that its column refuses: the rule, and what to tell the person (Chinese)."""

    def __init__(self, rule: str, message: str) -> None:
        super().__init__(message)
        self.rule = rule
        self.message = message


def one_per_cell(problems: Iterable[Problem]) -> list[Problem]:
    """The problems with one left for each place: the rule that comes first in :data:`RULES`, the earlier of equal ones.

    A problem without a row or without a column is about no cell: all of those stay.
    """
    first: dict[object, Problem] = {}
    for problem in problems:
        place: object = tuple(problem.where.get(part) for part in ("sheet", "row", "column"))
        if problem.where.get("row") is None or problem.where.get("column") is None:
            place = (place, problem.rule, problem.message)
        if place not in first or RULES.index(problem.rule) < RULES.index(first[place].rule):
            first[place] = problem
    return list(first.values())


def at(sheet: str, row: int | None, column: str | None) -> dict[str, Place]:
    """The place of a problem: canonical sheet, Excel's row number, canonical header."""
    return {"sheet": sheet, "row": row, "column": column}
