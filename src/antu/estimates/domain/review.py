"""What reviewers say of an estimate, and whether it may be approved as it is said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from antu.kernel.errors import Place, Problem
from antu.kernel.money import Money

LENGTHS: Final = {"organisation": ("评审单位", 200), "person": ("评审人", 100), "opinion": ("评审意见", 1000)}
DOCUMENT_NO_MAX: Final = 100
NOTHING: Final = Money(0)


@dataclass(frozen=True, slots=True)
class GivenOpinion:
    """What one reviewer says. ``adjusted`` is what is added (核增) or, below zero, taken off (核减), None for neither.

    ``line`` is the key of the line that is adjusted, None for the total. ``row`` is the row of the grid that it was
    typed in, for problems.
    """

    organisation: str
    person: str
    on: date | None
    opinion: str
    adjusted: Money | None = None
    line: int | None = None
    row: str = ""


@dataclass(frozen=True, slots=True)
class Approval:
    """The amount that is approved, by which document and on which day, after which opinions; None: not to be read."""

    amount: Money | None
    document_no: str
    on: date | None
    opinions: tuple[GivenOpinion, ...] = ()


@dataclass(frozen=True, slots=True)
class Submitted:
    """What waits for its review: its lines by key, each with what it is called and costs; the last approval's day."""

    lines: Mapping[int, tuple[str, Money]]
    last_approved_on: date | None = None

    @property
    def total(self) -> Money:
        """送审金额."""
        return Money.total(amount for _, amount in self.lines.values())


def problems_of_approval(approval: Approval, submitted: Submitted, today: date) -> list[Problem]:
    """All that stands against it, each with its ``column``, of an opinion also its ``row``."""
    problems = [*_wrong_document(approval, submitted.last_approved_on, today)]
    if not approval.opinions:
        what = "请写评审意见：至少一条，写明评审单位、评审人、日期和意见"
        problems.append(Problem("E-OPINION", what, {"column": "opinion"}))
    for each in approval.opinions:
        problems += problems_of_opinion(each, today)
    problems += _wrong_lines(approval, submitted)
    if not problems:
        problems += _wrong_sum(approval, submitted.total)
    return problems


def problems_of_opinion(given: GivenOpinion, today: date) -> Iterator[Problem]:
    """What one opinion lacks."""
    for column, (label, length) in LENGTHS.items():
        text = getattr(given, column)
        if not text:
            yield Problem("E-OPINION", f"请填写{label}", _at(given, column))
        if len(text) > length:
            yield Problem("R-RANGE", f"{label}最多 {length} 个字；请缩短", _at(given, column))
    yield from _wrong_day(given.on, today, "评审日期", _at(given, "on"))


def _wrong_document(approval: Approval, last_on: date | None, today: date) -> Iterator[Problem]:
    if approval.amount is None:
        yield Problem("E-AMOUNT", "请填写批准金额，最多两位小数", {"column": "amount"})
    elif approval.amount <= NOTHING:
        what = f"批准金额 {approval.amount.grouped()} 元不大于 0；请照批准文件填写"
        yield Problem("E-AMOUNT", what, {"column": "amount"})
    if not approval.document_no:
        yield Problem("E-DOCUMENT", "请填写批准文件的文号", {"column": "document_no"})
    elif len(approval.document_no) > DOCUMENT_NO_MAX:
        yield Problem("R-RANGE", f"文号最多 {DOCUMENT_NO_MAX} 个字；请缩短", {"column": "document_no"})
    yield from _wrong_day(approval.on, today, "批准日期", {"column": "approved_on"})
    if approval.on and last_on and approval.on < last_on:
        what = f"批准日期 {approval.on} 早于上一次批准（{last_on}）；请照批准文件填写"
        yield Problem("E-DAY", what, {"column": "approved_on"})


def _wrong_day(day: date | None, today: date, label: str, where: dict[str, Place]) -> Iterator[Problem]:
    if day is None:
        yield Problem("E-DAY", f"请填写{label}，如 2023-05-08", where)
    elif day > today:
        yield Problem("E-DAY", f"{label} {day} 还没有到；请照实际日期填写", where)


def _wrong_lines(approval: Approval, submitted: Submitted) -> Iterator[Problem]:
    left = {key: amount for key, (_, amount) in submitted.lines.items()}
    for each in approval.opinions:
        if each.line is None:
            continue
        if each.line not in left:
            yield Problem("E-OPINION", "核增减的这一行不在送审的概算里；请从列出的行里选", _at(each, "line"))
            continue
        name, amount = submitted.lines[each.line]
        left[each.line] += each.adjusted or NOTHING
        if amount >= NOTHING > left[each.line]:
            what = (
                f"「{name}」送审 {amount.grouped()} 元，核减后成了 {left[each.line].grouped()} 元；核减不能超过送审金额"
            )
            yield Problem("E-OPINION", what, _at(each, "adjusted"))


def _wrong_sum(approval: Approval, total: Money) -> Iterator[Problem]:
    changes = [each.adjusted for each in approval.opinions if each.adjusted]
    added = Money.total(each for each in changes if each > NOTHING)
    cut = -Money.total(each for each in changes if each < NOTHING)
    reviewed = total + added - cut
    if approval.amount is not None and approval.amount != reviewed:
        said = (
            f"送审 {total.grouped()} 元 + 核增 {added.grouped()} 元 − 核减 {cut.grouped()} 元 = {reviewed.grouped()} 元"
        )
        short = (approval.amount - reviewed).grouped()
        what = (
            f"{said}，与批准金额 {approval.amount.grouped()} 元相差 {short} 元；请核对，差额在评审意见里写明核增或核减"
        )
        yield Problem("E-SUM", what, {"column": "amount"})


def _at(given: GivenOpinion, column: str) -> dict[str, Place]:
    return {"row": given.row, "column": column} if given.row else {"column": column}
