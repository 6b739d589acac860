"""What is wrong with the sheets of a register, and who goes in: one judgement for a workbook and for typed rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from antu.households.domain.layout import RegisterLayout
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
from antu.households.domain.subject import Subject
from antu.households.domain.subjects import project_row, read_subjects
from antu.kernel.errors import Problem
from antu.platform.workbook import one_per_cell


@dataclass(frozen=True, slots=True)
class Judgement:
    """Errors and warnings in the order of the canonical workbook, the verdict on every row, the subjects that go in."""

    errors: tuple[Problem, ...]
    warnings: tuple[Problem, ...]
    verdict: Verdict
    subjects: tuple[Subject, ...]


def judged(register: RegisterSheets, of_cells: Iterable[Problem]) -> Judgement:
    """The judgement on sheets whose cells were read with these problems."""
    found = [*of_cells, *_rule_problems(register)]
    errors, verdict = _settled(register, [problem for problem in found if problem.rule.startswith("R-")])
    warnings = [problem for problem in (*found, *recorded_id_problems(register, ())) if problem.rule.startswith("W-")]
    return Judgement(
        errors=tuple(_in_order(errors, register.layout)),
        warnings=tuple(_in_order(_once(warnings), register.layout)),
        verdict=verdict,
        subjects=() if verdict.rejects_file else tuple(read_subjects(register, verdict)),
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
    of_packs: dict[str, tuple[Problem, ...]] = {}  # an accepted subject is whole: what its pack says stays
    while True:
        verdict = judge(register, one_per_cell(errors))
        more = [*errors, *_later_errors(register, verdict, of_packs)]
        if len(one_per_cell(more)) == len(one_per_cell(errors)):
            return one_per_cell(errors), verdict
        errors = one_per_cell(more)


def _later_errors(
    register: RegisterSheets, verdict: Verdict, of_packs: dict[str, tuple[Problem, ...]]
) -> Iterator[Problem]:
    for problem in recorded_id_problems(register, verdict.rejected):
        if problem.rule.startswith("R-"):
            yield problem
    project = project_row(register)
    if project is None or verdict.rejects_file:
        return
    for subject in read_subjects(register, verdict):
        if subject.code not in of_packs:
            known = register.known.get(subject.code)
            of_packs[subject.code] = tuple(pack_problems(register.layout, project, subject, known))
        yield from of_packs[subject.code]


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
