"""Local time limits: what is wrong with one, and how it stands to national law."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from antu.kernel.calendar import LONGEST
from antu.kernel.errors import Problem
from antu.regulations.domain.steps import Limit, LimitKind, steps_of

RULE: Final = "R-LIMIT"
_AREA_CODE: Final = re.compile(r"(?:\d{2}){1,3}|\d{9}|\d{12}", re.ASCII)


def problems_of_limit(limit: Limit, known: Iterable[Limit]) -> Iterator[Problem]:
    """What is wrong with a local limit beside those that stand already; ``where`` has the field."""
    yield from _wrong_steps(limit)
    if not 1 <= limit.amount <= LONGEST:
        yield _wrong("amount", f"期限应为 1 至 {LONGEST}")
    if not limit.law:
        yield _wrong("law", "请写明依据的文件名称")
    if not _AREA_CODE.fullmatch(limit.jurisdiction):
        yield _wrong("jurisdiction", "请填 2、4、6、9 或 12 位行政区划代码，省 2 位，市 4 位，区县 6 位")
    if limit.valid_to and limit.valid_to < limit.valid_from:
        yield _wrong("valid_to", "失效日期早于施行日期")
    for other in known:
        if _same_rule(limit, other):
            yield _wrong("valid_from", f"与已登记的{other.basis}重叠；同一文件同一环节，前一条失效之后才能有后一条")


def _wrong_steps(limit: Limit) -> Iterator[Problem]:
    steps = steps_of(limit.regime)
    for column, code in (("step", limit.step), ("starts_from", limit.starts_from)):
        if code not in steps:
            yield _wrong(column, "没有这个环节；请从列出的环节里选")
    if limit.kind is LimitKind.MAXIMUM and limit.starts_from == limit.step:
        yield _wrong("starts_from", "最长时限要从另一个环节起算；请选从哪个环节起")
    if limit.kind is LimitKind.MINIMUM and limit.starts_from != limit.step:
        yield _wrong("starts_from", "最短公告期从公告本身起算；请选同一个环节")


def _same_rule(limit: Limit, other: Limit) -> bool:
    """Whether both are the same provision and in force on a common day."""
    same = ("regime", "step", "starts_from", "kind", "law", "article", "jurisdiction")
    if any(getattr(limit, name) != getattr(other, name) for name in same):
        return False
    begins_in_time = other.valid_to is None or limit.valid_from <= other.valid_to
    return begins_in_time and (limit.valid_to is None or other.valid_from <= limit.valid_to)


def is_weaker(limit: Limit, national: Iterable[Limit]) -> Limit | None:
    """The national limit that binds in spite of a local one in the same unit, None where the local one is stricter."""
    for other in national:
        same = (other.regime, other.step, other.starts_from, other.kind, other.unit)
        if same == (limit.regime, limit.step, limit.starts_from, limit.kind, limit.unit):
            is_short = limit.kind is LimitKind.MINIMUM and limit.amount < other.amount
            is_long = limit.kind is LimitKind.MAXIMUM and limit.amount > other.amount
            if is_short or is_long:
                return other
    return None


def _wrong(column: str, message: str) -> Problem:
    return Problem(RULE, message, {"column": column})
