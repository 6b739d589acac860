"""What came of an import, as the command line and the import page tell it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from antu.kernel.errors import Problem


class Effect(StrEnum):
    """What a row did to the records."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"


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
    """Rows by sheet, errors, warnings, subjects rejected whole, and what the accepted rows did to the records."""

    sheets: Mapping[str, SheetCount]
    errors: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()
    rejected_households: tuple[str, ...] = ()
    created: int = 0
    updated: int = 0
    unchanged: int = 0

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
