"""Reading a register workbook (台账): its rows, what is wrong with them, and the subjects that go in.

Pure: the records answer through :class:`KnownRegister`, packs through a :class:`PackShelf`. Source: the page of the
register workbook.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from antu.households.domain.judgement import judged
from antu.households.domain.known import KnownProject, KnownRegister
from antu.households.domain.opening import layout_of, open_register
from antu.households.domain.rejection import Verdict
from antu.households.domain.row_list import ReadRow, rows_read
from antu.households.domain.sheets import RegisterSheets
from antu.households.domain.subject import ProjectRow, Subject
from antu.households.domain.subjects import project_row
from antu.kernel.errors import Problem
from antu.platform.progress import Told, to_nobody
from antu.platform.workbook import NOTHING_TAUGHT, Naming, TaughtNames, Workbook, read_workbook
from antu.platform.workbook.marking import LayoutsOf
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
    ``is_rejected`` says that nothing does; ``rows`` are all rows, bad ones too. Errors and warnings have places sheet,
    row, column, in the file's order. ``naming`` is how the file calls its sheets and columns.
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
    rows: tuple[ReadRow, ...]
    naming: Naming


def read_register(
    path: Path,
    shelf: PackShelf,
    known: KnownRegister,
    told: Told = to_nobody,
    names: TaughtNames = NOTHING_TAUGHT,
) -> RegisterReading:
    """Read the register workbook at the path against the packs on the shelf and the records; ``told`` hears how far.

    Raises BadInput when the file is no workbook at all; everything else that is wrong is in the reading.
    """
    return judge_register(read_workbook(path), shelf, known, told, names)


def judge_register(
    workbook: Workbook,
    shelf: PackShelf,
    known: KnownRegister,
    told: Told = to_nobody,
    names: TaughtNames = NOTHING_TAUGHT,
) -> RegisterReading:
    """The reading of an open workbook; whatever its cells hold, it is an answer and no error."""
    opened = open_register(workbook, shelf, known, told, names)
    register = opened.register
    told(0, None, "核对各户")
    judgement = judged(register, opened.problems)
    return RegisterReading(
        pack=opened.pack,
        project=project_row(register),
        known_project=register.known_project,
        sheets=_counts(register, judgement.verdict),
        errors=judgement.errors,
        warnings=judgement.warnings,
        rejected_households=judgement.verdict.rejected_in_order,
        subjects=judgement.subjects,
        is_rejected=judgement.verdict.rejects_file,
        rows=tuple(rows_read(register, judgement.verdict)),
        naming=opened.naming,
    )


def register_layouts(shelf: PackShelf, names: TaughtNames = NOTHING_TAUGHT) -> LayoutsOf:
    """By which layouts a register is read, as it tells of its top rows."""
    return lambda tops: layout_of(tops, shelf, names).layouts


def _counts(register: RegisterSheets, verdict: Verdict) -> dict[str, SheetCount]:
    counts = {}
    for key, sheet in register.layout.sheets.items():
        rows = register.rows(key)
        accepted = sum(verdict.accepts(key, row) for row in rows)
        counts[sheet.layout.name] = SheetCount(len(rows), accepted, len(rows) - accepted)
    return counts
