"""What stands against a draft of a rule's version, and against its publication."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from antu.kernel.errors import Problem
from antu.regulations.domain.clauses import TEXT_MAX

#: The procedure by which a version is published.
ISSUE: Final = "rule-issue"
PACK_ISSUE: Final = "pack-issue"
NUMBER_MAX: Final = 100
REASON_MAX: Final = 300


@dataclass(frozen=True, slots=True)
class VersionDraft:
    """A version as it is typed. Without ``valid_from`` it is in force from the day of its publication on."""

    text: str
    valid_from: date | None = None
    valid_to: date | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Publication:
    """What publishes a version: the number of its document, the day, and from when to when it holds."""

    document_no: str
    on: date | None
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True, slots=True)
class Before:
    """The version published before: its number, its day, and from when on it is in force."""

    number: int
    issued_on: date
    valid_from: date


def problems_of_draft(draft: VersionDraft, number: int) -> Iterator[Problem]:
    """All that is wrong with a draft, each with the ``column`` it is about."""
    if not draft.text:
        yield _wrong("R-RULE-TEXT", "还没有正文；请粘贴正文，或上传 .docx、.txt 文件", "text")
    if len(draft.text) > TEXT_MAX:
        yield _wrong("R-RULE-TEXT", f"正文有 {len(draft.text)} 个字，最多 {TEXT_MAX} 个；附件另行上传", "text")
    if draft.valid_from and draft.valid_to and draft.valid_to < draft.valid_from:
        yield _wrong("R-RULE-DAY", f"失效日期 {draft.valid_to} 早于施行日期 {draft.valid_from}", "valid_to")
    if number > 1 and not draft.reason:
        yield _wrong("R-REQUIRED", f"第{number}版要写明修订原因", "reason")
    if len(draft.reason) > REASON_MAX:
        yield _wrong("R-RANGE", f"修订原因有 {len(draft.reason)} 个字，最多 {REASON_MAX} 个；请缩短", "reason")


def problems_of_publication(publication: Publication, before: Before | None, today: date | None) -> Iterator[Problem]:
    """All that stands against it; without ``today`` it is not asked whether the day has come."""
    on, begins = publication.on, publication.valid_from or publication.on
    if len(publication.document_no) > NUMBER_MAX:
        yield _wrong("R-RANGE", f"文号最多 {NUMBER_MAX} 个字；请缩短", "document_no")
    if on is None:
        yield _wrong("R-RULE-DAY", "请填写印发日期，如 2023-05-08", "on")
    elif today and on > today:
        yield _wrong("R-RULE-DAY", f"印发日期 {on} 还没有到；请照文件填写", "on")
    elif before and on < before.issued_on:
        what = f"印发日期 {on} 早于第{before.number}版的印发日期 {before.issued_on}；后一版不能先印发"
        yield _wrong("R-RULE-DAY", what, "on")
    if before and begins and begins <= before.valid_from:
        what = f"{begins} 起施行，不晚于第{before.number}版的施行日期 {before.valid_from}；后一版要在前一版之后施行"
        yield _wrong("R-RULE-DAY", what, "valid_from")
    if begins and publication.valid_to and publication.valid_to < begins:
        yield _wrong("R-RULE-DAY", f"失效日期 {publication.valid_to} 早于施行日期 {begins}", "valid_to")


def _wrong(rule: str, message: str, column: str) -> Problem:
    return Problem(rule, message, {"column": column})
