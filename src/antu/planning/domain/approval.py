"""Whether a draft may be approved as it is said: by which document, on which day, and why it adjusts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from antu.kernel.errors import Problem
from antu.planning.domain.versions import INITIAL

_LENGTHS: Final = {"document_no": ("文号", 100), "issuer": ("下达单位", 200), "reason": ("调整原因", 500)}


@dataclass(frozen=True, slots=True)
class Approval:
    """What the document of approval says; ``approved_on`` is None where no day could be read."""

    document_no: str
    approved_on: date | None
    issuer: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Waiting:
    """The draft: its year and label, and the label and day of the version approved before it (empty: there is none)."""

    year: int
    label: str
    last_label: str = ""
    last_on: date | None = None


def problems_of_approval(approval: Approval, draft: Waiting, today: date) -> Iterator[Problem]:
    """All that stands against it, each with the ``column`` it is about."""
    if not approval.document_no:
        yield _wrong("N-DOCUMENT", "请填写批准文件的文号", "document_no")
    if approval.approved_on is None:
        yield _wrong("N-DAY", "请填写批准日期，如 2023-05-08", "approved_on")
    else:
        yield from _problems_of_day(approval.approved_on, draft, today)
    if draft.label != INITIAL and not approval.reason:
        yield _wrong("N-REASON", "调整计划要写明调整原因", "reason")
    for column, (label, length) in _LENGTHS.items():
        if len(getattr(approval, column)) > length:
            yield _wrong("R-RANGE", f"{label}最多 {length} 个字；请缩短", column)


def _problems_of_day(day: date, draft: Waiting, today: date) -> Iterator[Problem]:
    if day > today:
        yield _wrong("N-DAY", f"批准日期 {day} 还没有到；请照批准文件填写", "approved_on")
    elif draft.last_on and day <= draft.last_on:
        what = f"批准日期 {day} 不晚于上一版（{draft.last_label}，{draft.last_on} 批准）；后一版要在前一版之后批准"
        yield _wrong("N-DAY", what, "approved_on")
    elif not draft.year - 1 <= day.year <= draft.year:
        what = f"批准日期 {day} 不在 {draft.year - 1} 年或 {draft.year} 年内，这一版在计划年度里一天也没有执行；请核对"
        yield _wrong("N-DAY", what, "approved_on")


def _wrong(rule: str, message: str, column: str) -> Problem:
    return Problem(rule, message, {"column": column})
