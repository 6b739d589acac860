"""What came of an import, as the command line and the import page tell it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from antu.kernel.errors import Place, Problem
from antu.platform.progress import Told, to_nobody
from antu.platform.workbook import NOTHING_TAUGHT, Naming, TaughtNames


@dataclass(frozen=True, slots=True)
class ImportMode:
    """How an import is done: a dry run says what would come of it and leaves nothing; ``told`` hears how far it is.

    ``names`` are what the office taught of its own sheets and columns.
    """

    dry_run: bool = False
    told: Told = to_nobody
    names: TaughtNames = NOTHING_TAUGHT


NO_NAMES: Final = Naming()
FOR_GOOD: Final = ImportMode()


class Effect(StrEnum):
    """What a row did to the records."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class RowEffect:
    """What a row did to the records, and of one that it changed what changed, in words."""

    effect: Effect
    changes: tuple[str, ...] = ()


class RowVerdict(StrEnum):
    """What comes of a row; each row has one of these."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    BAD = "bad"
    WITH_SUBJECT = "with_subject"
    WITH_SHEET = "with_sheet"


@dataclass(frozen=True, slots=True)
class OutcomeRow:
    """One row of the workbook: its sheet's title there, its number, what it is about, what comes of it, and why.

    ``reasons`` are its errors, or why it stays out with others; ``warnings`` do not keep it out; ``changes`` are what
    it changes, before and after, personal numbers masked.
    """

    sheet: str
    number: int
    about: str
    verdict: RowVerdict
    reasons: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    changes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MovedAmount:
    """An amount that stood on record and moves with what was recorded: whose it is, what happens to it, in fen.

    ``before`` is None where there was none, ``after`` where none stands any more.
    """

    code: str
    holder: str
    what: str
    before: int | None
    after: int | None


@dataclass(frozen=True, slots=True)
class SheetCount:
    """Counted rows of one sheet; ``rows = accepted + rejected``."""

    rows: int
    accepted: int

    @property
    def rejected(self) -> int:
        """The rows that did not go in."""
        return self.rows - self.accepted

    def as_json(self) -> dict[str, int]:
        """As the command line prints it."""
        return {"rows": self.rows, "accepted": self.accepted, "rejected": self.rejected}


@dataclass(frozen=True, slots=True)
class ImportOutcome:
    """Rows by sheet, errors, warnings, subjects rejected whole, and what the accepted rows did to the records.

    For pages, and not printed by the command line: ``rows`` has every row with what comes of it, ``sheet_problems`` the
    errors and warnings that stand in none of them, ``project_id`` the one project that a register is of, ``naming``
    how the file calls its sheets and columns, ``moved`` the amounts that move with it, ``titles`` what the file calls
    the sheets of ``sheets``, as its rows do.
    """

    sheets: Mapping[str, SheetCount]
    errors: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()
    rejected_households: tuple[str, ...] = ()
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    rows: tuple[OutcomeRow, ...] = ()
    sheet_problems: tuple[Problem, ...] = ()
    project_id: int | None = None
    naming: Naming = NO_NAMES
    titles: Mapping[str, str] = field(default_factory=dict)
    moved: tuple[MovedAmount, ...] = ()

    @property
    def exit_status(self) -> int:
        """0 all went in; 1 some rows are rejected; 2 nothing went in."""
        if not self.errors:
            return 0
        return 1 if any(count.accepted for count in self.sheets.values()) else 2

    def as_json(self) -> dict[str, object]:
        """As the command line prints it."""
        return {
            "sheets": {name: count.as_json() for name, count in self.sheets.items()},
            "errors": [problem.as_json() for problem in self.errors],
            "warnings": [problem.as_json() for problem in self.warnings],
            "rejected_households": list(self.rejected_households),
            "created": self.created,
            "updated": self.updated,
            "unchanged": self.unchanged,
        }


class RowProblems:
    """Problems by the row that they stand in."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self._words: dict[tuple[Place, Place], list[str]] = defaultdict(list)
        for problem in problems:
            if problem.where.get("row") is not None:
                column = problem.where.get("column")
                is_named = not column or str(column) in problem.message
                what = problem.message if is_named else f"{column}：{problem.message}"
                self._words[problem.where["sheet"], problem.where["row"]].append(f"{what}（{problem.rule}）")

    @staticmethod
    def beside(problems: Iterable[Problem], rows: Collection[tuple[str, int]]) -> tuple[Problem, ...]:
        """The problems that stand in none of the rows, such as those of a header."""
        return tuple(each for each in problems if (each.where.get("sheet"), each.where.get("row")) not in rows)

    def of(self, sheet: str, row: int) -> tuple[str, ...]:
        """Those of one row, in words."""
        return tuple(self._words.get((sheet, row), ()))
