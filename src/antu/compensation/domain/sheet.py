"""The computation sheet (计算书) as a value: one table that a villager checks with a pocket calculator. Pure.

The same sheet is shown on screen and set on paper. It is read from the answer of a computation in its full JSON form,
as a determination keeps it, so that a stored sheet prints the same for ever.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any, Final

from antu.kernel.money import Money
from antu.policy.computation import RateRead, RoundingStep
from antu.policy.numbers import plain, readable
from antu.policy.sheet import rate_words, step_words

Answer = Mapping[str, Any]
"""A computation in full JSON form (``Computation.as_json(full=True)``)."""

#: Categories in the order of the sheet, with their heading; the first two are payable.
NUMERALS: Final = "一二三四"
HEADINGS: Final[Mapping[str, str]] = {
    "household": "应付被征收户",
    "collective": "应付集体",
    "separate": "单列（不计入应付合计）",
    "memo": "备查（列出供核对，不计金额）",
}


@dataclass(frozen=True, slots=True)
class SheetStep:
    """One thing that a line used on its way: a clause, a rate, a derived value, its result, the formula."""

    name: str
    text: str
    is_code: bool = False


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One line. ``words`` is the formula in words, ``working`` the numbers that come to ``amount``.

    ``inner`` says where numbers of the working come from that are results themselves, and which choice was made: on
    paper nothing unfolds. ``basis`` names the rates with their clauses; ``before`` is the amount in the superseded
    version where it moved, None where nothing did. ``clauses`` are the clauses that the item and its rates cite.
    """

    number: int
    code: str
    row: str
    label: str
    row_words: str
    words: str
    working: str
    inner: tuple[str, ...]
    basis: tuple[str, ...]
    note: str
    amount: Money
    steps: tuple[SheetStep, ...]
    before: str | None = None
    clauses: tuple[str, ...] = ()

    @property
    def key(self) -> tuple[str, str]:
        """Code and row: what makes it the same line in another version."""
        return self.code, self.row


@dataclass(frozen=True, slots=True)
class SheetGroup:
    """The lines of one category with their subtotal."""

    heading: str
    lines: tuple[SheetLine, ...]
    subtotal: Money


@dataclass(frozen=True, slots=True)
class Counted:
    """Whether a member is counted: the rule that held, what to show for it, and on what it rests."""

    row: str
    rule: str
    decision: str
    evidence: str
    basis: str
    is_by_panel: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """The whole sheet of one subject."""

    groups: tuple[SheetGroup, ...]
    payable: Money
    counted: tuple[Counted, ...]
    derived: Mapping[str, str]
    pack: Mapping[str, str]
    is_draft: bool

    @property
    def lines(self) -> tuple[SheetLine, ...]:
        """All lines in the order of the sheet."""
        return tuple(line for group in self.groups for line in group.lines)


def sheet_of(answer: Answer, moved: Mapping[tuple[str, str], str] | None = None) -> Sheet:
    """The sheet of a computation; ``moved`` maps code and row to the amount before, as it is printed."""
    number = count(1)
    groups: list[SheetGroup] = []
    for category, heading in HEADINGS.items():
        items = [item for item in answer["items"] if item["category"] == category]
        if items:
            groups.append(
                _group(
                    f"{NUMERALS[len(groups)]}、{heading}", [_line(next(number), item, moved or {}) for item in items]
                )
            )
    return Sheet(
        groups=tuple(groups),
        payable=Money.parse(answer["totals"]["payable"]),
        counted=tuple(_counted(decision) for decision in answer.get("eligibility", ())),
        derived=answer["derived"],
        pack=answer["pack"],
        is_draft=bool(answer.get("draft")),
    )


def _group(heading: str, lines: Sequence[SheetLine]) -> SheetGroup:
    return SheetGroup(heading, tuple(lines), Money.total(line.amount for line in lines))


def _line(number: int, item: Mapping[str, Any], moved: Mapping[tuple[str, str], str]) -> SheetLine:
    trace = item["trace"]
    key = (item["code"], item.get("row", ""))
    return SheetLine(
        number=number,
        code=key[0],
        row=key[1],
        label=item["label"],
        row_words=item["row_words"],
        words=item["formula_words"],
        working=item["working"],
        inner=tuple(_inner(trace)),
        basis=tuple(_bases(item, trace["rates"])),
        note=_note(item),
        amount=Money.parse(item["amount"]),
        steps=tuple(_steps(item, trace)),
        before=moved.get(key),
        clauses=tuple(_clauses(item, trace["rates"])),
    )


def _clauses(item: Mapping[str, Any], rates: Iterable[Mapping[str, Any]]) -> Iterable[str]:
    cited = (item.get("clause", ""), *(rate.get("clause", "") for rate in rates))
    return dict.fromkeys(each for each in cited if each)


def _bases(item: Mapping[str, Any], rates: Iterable[dict[str, Any]]) -> Iterable[str]:
    named = [rate_words(RateRead.from_json(rate)) for rate in rates]
    return named if named or not item.get("clause") else [item["clause"]]


def _note(item: Mapping[str, Any]) -> str:
    """How the amount was rounded, where rounding moved it."""
    return item["rounding"] if item["exact"] and item["rounding"] and _was_rounded(item) else ""


def _was_rounded(item: Mapping[str, Any]) -> bool:
    return bool(item["exact"] != plain(Money.parse(item["amount"]).yuan))


def _steps(item: Mapping[str, Any], trace: Mapping[str, Any]) -> Iterable[SheetStep]:
    if item.get("clause"):
        yield SheetStep("条款", item["clause"])
    for rate in trace["rates"]:
        yield SheetStep("标准", rate_words(RateRead.from_json(rate)))
    for value in trace["derived"]:
        yield SheetStep("用到的数", f"{value['label']} = {value['value']}")
    yield SheetStep("结果", f"{readable(item['exact']) or item['amount']}，{item['rounding']}，得 {item['amount']} 元")
    yield SheetStep("办法原式", item["formula"], is_code=True)


def _inner(trace: Mapping[str, Any]) -> Iterable[str]:
    for step in trace["roundings"]:
        yield step_words(RoundingStep(**step))
    yield from trace["notes"]


def _counted(decision: Mapping[str, str]) -> Counted:
    return Counted(
        row=decision["row"],
        rule=decision["rule"],
        decision=decision["decision"],
        evidence=decision.get("evidence", ""),
        basis=decision.get("basis", ""),
        is_by_panel="panel" in decision,
    )
