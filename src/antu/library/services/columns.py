"""What is typed in the forms of this room, and how refusals are said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from antu.kernel.errors import BadInput, Problem
from antu.library.models import TextLevel
from antu.platform.exchange import choice, day, text
from antu.platform.models import JournalEntry, RecordedRow
from antu.platform.versions import entries_since
from antu.platform.wording import joined, moment_text
from antu.platform.workbook import Column

REASON_MAX: Final = 300
EXPLANATION_MAX: Final = 4000
ANSWER_MAX: Final = 4000
TEXT_COLUMNS: Final[tuple[Column, ...]] = (
    replace(text("名称", "title", required=True), length_max=200),
    replace(text("简称", "aliases"), length_max=300),
    replace(choice("效力级别", "level", TextLevel), required=True),
    replace(text("发布机关", "issuing_body"), length_max=200),
    replace(text("文号", "document_no"), length_max=100),
    day("公布日期", "issued_on"),
    day("施行日期", "valid_from"),
    day("失效日期", "valid_to"),
    replace(text("来源说明", "source_note"), length_max=300),
)


@dataclass(frozen=True, slots=True)
class LongText:
    """A text of several lines: its field, its name on screen, how long it may be."""

    field: str
    label: str
    length_max: int

    def read(self, texts: Mapping[str, str]) -> str:
        """The text as it is kept. Raises BadInput where it is missing or too long."""
        lines = (line.strip() for line in texts.get(self.field, "").splitlines())
        said = "\n".join(line for line in lines if line)
        if not said:
            raise BadInput(wrong(self.field, "R-REQUIRED", f"请填写{self.label}"))
        if len(said) > self.length_max:
            what = f"{self.label}有 {len(said)} 个字，最多 {self.length_max} 个；请缩短"
            raise BadInput(wrong(self.field, "R-RANGE", what))
        return said


def wrong(field: str, rule: str, message: str) -> Problem:
    """A problem beside the field of a form."""
    return Problem(rule, message, {"column": field})


def read_reason(reason: str, label: str = "作废原因") -> str:
    """Why something is done. Raises BadInput where it is missing or too long."""
    return LongText("reason", label, REASON_MAX).read({"reason": reason})


def refuse_voided(row: Any) -> None:
    """Raise BadInput (``K-VOIDED``) for what was withdrawn."""
    if row.is_voided:
        raise BadInput(Problem("K-VOIDED", f"「{row}」已经作废，不能再改"))


def refuse_later_writes(row: RecordedRow, seen: int | None) -> None:
    """Raise BadInput (``K-CHANGED``) where others wrote after the page was opened; nothing is merged."""
    since: Sequence[JournalEntry] = entries_since(row, seen) if seen is not None else ()
    if since:
        who = joined(f"{each.actor_name}（{moment_text(each.at)}，{each.action}）" for each in since)
        said = f"没有保存：您打开这一页以后，「{row}」又被改过：{who}；请另开一页核对，再保存一次就以本页所填为准"
        raise BadInput(Problem("K-CHANGED", said))
