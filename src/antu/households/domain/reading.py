"""Reading a register workbook (台账): its rows, what is wrong with them, and the subjects that go in.

Pure: the records answer through :class:`KnownRegister`, packs through a :class:`PackShelf`. Source: the page of the
register workbook.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from antu.households.domain.known import KnownProject, KnownRegister
from antu.households.domain.layout import RegisterLayout
from antu.households.domain.opening import open_register
from antu.households.domain.pack_checks import pack_problems
from antu.households.domain.rejection import Verdict, judge
from antu.households.domain.rules.days import date_order_problems
from antu.households.domain.rules.household import head_problems, household_problems
from antu.households.domain.rules.identity import recorded_id_problems, repeated_id_problems, shared_account_problems
from antu.households.domain.rules.ownership import duplicate_problems, owner_problems
from antu.households.domain.rules.people import person_problems
from antu.households.domain.rules.project import project_problems
from antu.households.domain.rules.property import property_problems
from antu.households.domain.sheets import RegisterSheets
from antu.households.domain.subject import ProjectRow, Subject
from antu.households.domain.subjects import project_row, read_subjects
from antu.kernel.errors import Problem
from antu.platform.workbook import Workbook, one_per_cell, read_workbook
from antu.policy import Pack, PackShelf


@dataclass(frozen=True, slots=True)
class SheetCount:
    """Rows of one sheet; ``rows = accepted + rejected``."""

    rows: int
    accepted: int
    rejected: int


@dataclass(frozen=True, slots=True)
class RegisterReading:
    """What one workbook says.

    ``pack`` is the pack of the project, None when the file names none that there is. ``project`` is the row of 项目 and
    ``known_project`` the record it is, None when new. ``subjects`` are those that go in, whole, in the file's order;
    ``is_rejected`` says that nothing does. Errors and warnings have places sheet, row, column, in the file's order.
    """

    pack: Pack | None
    project: ProjectRow | None
    known_project: KnownProject | None
    sheets: Mapping[str, SheetCount]
    errors: tuple[Problem, ...]
    warnings: tuple[Problem, ...]
    rejected_households: tuple[str, ...]
    subjects: tuple[Subject, ...]
    is_rejected: bool


def read_register(path: Path, shelf: PackShelf, known: KnownRegister) -> RegisterReading:
    """Read the register workbook at the path against the packs on the shelf and the records.

    Raises BadInput when the file is no workbook at all; everything else that is wrong is in the reading.
    """
    return judge_register(read_workbook(path), shelf, known)


def judge_register(workbook: Workbook, shelf: PackShelf, known: KnownRegister) -> RegisterReading:
    """The reading of an open workbook; whatever its cells hold, it is an answer and no error."""
    opened = open_register(workbook, shelf, known)
    register = opened.register
    found = [*opened.problems, *_rule_problems(register)]
    errors, verdict = _settled(register, [problem for problem in found if problem.rule.startswith("R-")])
    warnings = [problem for problem in (*found, *recorded_id_problems(register, ())) if problem.rule.startswith("W-")]
    subjects = () if verdict.rejects_file else tuple(read_subjects(register, verdict))
    return RegisterReading(
        pack=opened.pack,
        project=project_row(register),
        known_project=register.known_project,
        sheets=_counts(register, verdict),
        errors=tuple(_in_order(errors, register.layout)),
        warnings=tuple(_in_order(_once(warnings), register.layout)),
        rejected_households=verdict.rejected_in_order,
        subjects=subjects,
        is_rejected=verdict.rejects_file,
    )


def _rule_problems(register: RegisterSheets) -> Iterator[Problem]:
    rules = (
        project_problems,
        date_order_problems,
        household_problems,
        head_problems,
        person_problems,
        property_problems,
        repeated_id_problems,
        shared_account_problems,
        duplicate_problems,
        owner_problems,
    )
    return chain.from_iterable(rule(register) for rule in rules)


def _settled(register: RegisterSheets, errors: list[Problem]) -> tuple[list[Problem], Verdict]:
    """The errors with those that depend on who is rejected already, and the verdict on every row.

    The pack looks only at subjects that have no error; a recorded identity number counts while the row that corrects it
    is rejected. Both can reject more, so they are asked until nothing changes.
    """
    while True:
        verdict = judge(register, one_per_cell(errors))
        more = [*errors, *_later_errors(register, verdict)]
        if len(one_per_cell(more)) == len(one_per_cell(errors)):
            return one_per_cell(errors), verdict
        errors = one_per_cell(more)


def _later_errors(register: RegisterSheets, verdict: Verdict) -> Iterator[Problem]:
    for problem in recorded_id_problems(register, verdict.rejected):
        if problem.rule.startswith("R-"):
            yield problem
    project = project_row(register)
    if project is None or verdict.rejects_file:
        return
    for subject in read_subjects(register, verdict):
        yield from pack_problems(register.layout, project, subject, register.known.get(subject.code))


def _counts(register: RegisterSheets, verdict: Verdict) -> dict[str, SheetCount]:
    counts = {}
    for key, sheet in register.layout.sheets.items():
        rows = register.rows(key)
        accepted = sum(verdict.accepts(key, row) for row in rows)
        counts[sheet.layout.name] = SheetCount(len(rows), accepted, len(rows) - accepted)
    return counts


def _once(warnings: Iterable[Problem]) -> Iterable[Problem]:
    """One warning of a rule for each place."""
    first: dict[object, Problem] = {}
    for problem in warnings:
        first.setdefault((*problem.where.values(), problem.rule), problem)
    return first.values()


def _in_order(problems: Iterable[Problem], layout: RegisterLayout) -> list[Problem]:
    """By sheet as in the canonical workbook, sheets that it doesn't have last; then by row and column."""
    sheets = {sheet.layout.name: place for place, sheet in enumerate(layout.sheets.values())}

    def place(problem: Problem) -> tuple[int, int, str]:
        sheet, row, column = (problem.where[part] for part in ("sheet", "row", "column"))
        return sheets.get(str(sheet), len(sheets)), row if isinstance(row, int) else 0, str(column or "")

    return sorted(problems, key=place)
