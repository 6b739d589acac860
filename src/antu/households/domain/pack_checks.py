"""What the project's pack says of a subject that the register's own rules let through."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from antu.households.domain.facts import facts_document
from antu.households.domain.layout import PROJECT_SHEET, SUBJECT_SHEET, RegisterLayout, sheet_of
from antu.households.domain.subject import ProjectRow, Subject, updated
from antu.kernel.errors import Problem
from antu.platform.workbook import RULES, at
from antu.policy import check_facts
from antu.policy.schema import PROJECT, SUBJECT

_AS_REGISTER_RULES = {"F-REQUIRED": "R-REQUIRED", "F-BOUNDS": "R-RANGE", "F-DIGITS": "R-RANGE", "F-ROWS": "R-RANGE"}


def pack_problems(
    layout: RegisterLayout, project: ProjectRow, subject: Subject, known: Subject | None
) -> Iterator[Problem]:
    """What the pack refuses of the subject as it will stand: ``R-RANGE`` beyond bounds, else ``R-PACK-CHECK``.

    A check of the pack that names a rule of the register keeps that rule. An unsigned subject lacks no signing day.
    """
    whole = updated(known, subject) if known else subject
    for problem in check_facts(layout.pack, facts_document(layout.pack, project, whole)):
        named = problem.rule if problem.rule in RULES else "R-PACK-CHECK"
        rule = _AS_REGISTER_RULES.get(problem.rule, named)
        yield replace(problem, rule=rule, where=_place(problem, layout, project, whole))


def _place(
    problem: Problem, layout: RegisterLayout, project: ProjectRow, subject: Subject
) -> dict[str, str | int | None]:
    """The cell of the fact; the subject's 户编号 where the file has no such row."""
    subject_layout = layout.sheets[SUBJECT_SHEET].layout
    fallback = at(subject_layout.name, subject.row, subject_layout.by_field["household"].header)
    table = layout.pack.facts.tables.get(str(problem.where["table"]))
    if table is None:
        return fallback
    fact = table.columns.get(str(problem.where["column"]))
    sheet, field = layout.field_of(table, fact) if fact else (sheet_of(table), "id")
    row = _row_number(sheet, table.name, str(problem.where["row"]), project, subject)
    columns = layout.sheets[sheet].layout.by_field
    return at(layout.sheets[sheet].layout.name, row, columns[field].header) if row and field in columns else fallback


def _row_number(sheet: str, table: str, no: str, project: ProjectRow, subject: Subject) -> int | None:
    if table in {PROJECT, SUBJECT}:
        return project.row if sheet == PROJECT_SHEET else subject.row
    return next((child.row for child in subject.of(sheet) if child.no == no), None)
