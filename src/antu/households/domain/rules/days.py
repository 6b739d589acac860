"""Days that must not come before other days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from antu.households.domain.layout import PROJECT_SHEET, SUBJECT_SHEET
from antu.households.domain.sheets import RegisterSheets
from antu.kernel.errors import Problem
from antu.platform.workbook import Row

_NOT_BEFORE = (
    (PROJECT_SHEET, "population_cutoff_on", "notice_on"),
    (PROJECT_SHEET, "sign_start_on", "notice_on"),
    (PROJECT_SHEET, "vacate_by_on", "sign_start_on"),
    ("person", "died_on", "born_on"),
    ("person", "hukou_moved_in_on", "born_on"),
)
"""Sheet, the later day, the earlier one of the same row."""


Day = tuple[str, Row, str]
"""A cell with a day: sheet, row, field."""


def date_order_problems(register: RegisterSheets) -> Iterator[Problem]:
    """``R-DATE-ORDER`` at the day that comes too early; ``W-DATE-ORDER`` where a subject vacated before it signed."""
    for key, later, earlier in _NOT_BEFORE:
        for row in register.rows(key):
            yield from _too_early(register, (key, row, later), (key, row, earlier), "R-DATE-ORDER")
    for row in register.rows(SUBJECT_SHEET):
        signed: Day = (SUBJECT_SHEET, row, "signed_on")
        if register.project:
            yield from _too_early(register, signed, (PROJECT_SHEET, register.project, "sign_start_on"), "R-DATE-ORDER")
        yield from _too_early(register, (SUBJECT_SHEET, row, "vacated_on"), signed, "W-DATE-ORDER")


def _too_early(register: RegisterSheets, later: Day, earlier: Day, rule: str) -> Iterator[Problem]:
    key, row, field = later
    other_key, other, other_field = earlier
    if not (row.has(field) and other.has(other_field)):
        return
    day, limit = row.values[field], other.values[other_field]
    if isinstance(day, date) and isinstance(limit, date) and day < limit:
        headers = register.header(key, field), register.header(other_key, other_field)
        what = f"{headers[0]}（{day}）早于{headers[1]}（{limit}）；请核对这两个日期"
        yield register.problem(key, row, field, rule, what)
