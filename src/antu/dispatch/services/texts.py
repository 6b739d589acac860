"""What is typed in a form of this room: short texts as workbook columns are read, long ones with their lines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from antu.kernel.errors import BadInput, Problem

TEXT_MAX: Final = 2000
REASON_MAX: Final = 300


@dataclass(frozen=True, slots=True)
class LongText:
    """A text of several lines: its field, its name on screen, how long it may be, and whether it must be there."""

    field: str
    label: str
    length_max: int = TEXT_MAX
    is_required: bool = False

    def read(self, texts: Mapping[str, str]) -> tuple[str, list[Problem]]:
        """The text as it is kept, and what is wrong with it."""
        said = texts.get(self.field, "").replace("\r\n", "\n").strip()
        if self.is_required and not said:
            return said, [wrong(self.field, "R-REQUIRED", f"请填写{self.label}")]
        if len(said) > self.length_max:
            what = f"{self.label}有 {len(said)} 个字，最多 {self.length_max} 个；请缩短"
            return said, [wrong(self.field, "R-RANGE", what)]
        return said, []


def wrong(field: str, rule: str, message: str) -> Problem:
    """A problem beside the field of a form."""
    return Problem(rule, message, {"column": field})


def read_reason(reason: str) -> str:
    """Why something is voided. Raises BadInput where it is missing or too long."""
    said, problems = LongText("reason", "作废原因", REASON_MAX, is_required=True).read({"reason": reason})
    if problems:
        raise BadInput(problems)
    return said
