"""Which rows go in: a subject whole or not at all, the others with it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from antu.households.domain.layout import PROJECT_SHEET, SUBJECT_SHEET
from antu.households.domain.sheets import RegisterSheets, subject_code
from antu.kernel.errors import Problem
from antu.platform.workbook import Row


@dataclass(frozen=True, slots=True)
class Verdict:
    """Who is rejected, and which rows are on their own account; ``rejects_file`` means everything."""

    rejects_file: bool
    rejected: frozenset[str]
    rejected_in_order: tuple[str, ...]
    bad_rows: frozenset[tuple[str, int]]

    def accepts(self, key: str, row: Row) -> bool:
        """Whether a row goes in."""
        if self.rejects_file or (key, row.number) in self.bad_rows:
            return False
        return key == PROJECT_SHEET or subject_code(row) not in self.rejected


def judge(register: RegisterSheets, errors: Iterable[Problem]) -> Verdict:
    """The verdict that follows from the errors.

    An error in 项目, in the header of 户, or a missing one of the two rejects the file. An error in a row rejects the
    subject that the row names; one in the header of another sheet rejects its rows and the subjects that they name.
    """
    keys = {sheet.layout.name: key for key, sheet in register.layout.sheets.items()}
    places = [(keys.get(str(error.where["sheet"])), error.where["row"]) for error in errors]
    bad_rows = {(key, row) for key, row in places if key and isinstance(row, int)}
    for key, reading in register.readings.items():
        if reading.is_refused:
            bad_rows |= {(key, row.number) for row in reading.rows}
    in_file = {PROJECT_SHEET, SUBJECT_SHEET} - register.readings.keys()
    refused = {key for key, reading in register.readings.items() if reading.is_refused}
    rejects_file = bool(in_file) or SUBJECT_SHEET in refused or any(key == PROJECT_SHEET for key, _ in places)
    rejected = _rejected(register, bad_rows, all_of_them=rejects_file)
    return Verdict(rejects_file, frozenset(rejected), tuple(rejected), frozenset(bad_rows) | _strays(register))


def _rejected(register: RegisterSheets, bad_rows: set[tuple[str, int]], *, all_of_them: bool) -> list[str]:
    """The rejected subjects: those of 户 in its order, then registered ones that only other sheets name."""
    named = [(SUBJECT_SHEET, row) for row in register.rows(SUBJECT_SHEET)]
    named += register.owned()
    bad = {subject_code(row) for key, row in named if all_of_them or (key, row.number) in bad_rows}
    others = [code for code in register.known if code not in register.subjects]
    return [code for code in (*register.subjects, *others) if code in bad]


def _strays(register: RegisterSheets) -> frozenset[tuple[str, int]]:
    """Rows without a subject that there is: each is rejected alone."""
    there = register.subjects.keys() | register.known.keys()
    return frozenset((key, row.number) for key, row in register.owned() if subject_code(row) not in there)
