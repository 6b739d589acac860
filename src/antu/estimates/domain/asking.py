"""What is to be computed: of all registered subjects or of a sample, as if the unsigned signed on a day."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Self

from antu.kernel.errors import BadInput, Problem
from antu.platform.workbook.dates import written_day

WHOLE: Final = "whole"
SAMPLE: Final = "sample"
HAND: Final = "hand"
TOTAL_MAX: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Asked:
    """Which amounts are computed. ``sample`` are keys of households, ``household_total`` what they stand for."""

    basis: str
    as_if_signed_on: date | None = None
    sample: tuple[int, ...] = ()
    household_total: int | None = None

    def as_json(self) -> dict[str, Any]:
        """As a job's arguments keep it."""
        day = self.as_if_signed_on.isoformat() if self.as_if_signed_on else None
        return {
            "basis": self.basis,
            "as_if_signed_on": day,
            "sample": list(self.sample),
            "household_total": self.household_total,
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Self:
        """What a job's arguments kept."""
        day = kept["as_if_signed_on"]
        signed = date.fromisoformat(day) if day else None
        return cls(kept["basis"], signed, tuple(kept["sample"]), kept["household_total"])


@dataclass(frozen=True, slots=True)
class TypedAsk:
    """The form as typed; ``households`` are the rows of its grid by their keys."""

    basis: str
    day: str = ""
    total: str = ""
    households: tuple[tuple[str, str], ...] = ()


def read_ask(typed: TypedAsk, find: Callable[[str], int | None]) -> Asked:
    """What is asked for; ``find`` knows the project's standing households by code, or by code and name.

    Raises BadInput with every problem, ``where`` giving its ``column``, of the sample also its ``row``.
    """
    if typed.basis == HAND:
        return Asked(HAND)
    problems: list[Problem] = []
    if typed.basis not in {WHOLE, SAMPLE}:
        problems.append(Problem("E-BASIS", "请选择概算依据", {"column": "basis"}))
    day = written_day(typed.day)
    if day is None:
        problems.append(Problem("R-DATE", "请填写假定签约日，如 2023-05-08", {"column": "as_if_signed_on"}))
    if typed.basis != SAMPLE:
        if problems:
            raise BadInput(problems)
        return Asked(typed.basis, day)
    chosen: list[int] = []
    problems += _wrong_sample(typed.households, find, chosen)
    total = int(typed.total) if typed.total.isdecimal() and len(typed.total) <= len(str(TOTAL_MAX)) else 0
    problems += _wrong_total(typed.total, total, chosen)
    if problems:
        raise BadInput(problems)
    return Asked(SAMPLE, day, tuple(chosen), total)


def _wrong_sample(
    rows: Sequence[tuple[str, str]], find: Callable[[str], int | None], chosen: list[int]
) -> Iterator[Problem]:
    if not rows:
        yield Problem("E-SAMPLE", "抽样至少选一户；请在样本户里填户编号", {"column": "household"})
    for row, text in rows:
        found = find(text)
        where = {"row": row, "column": "household"}
        if found is None:
            yield Problem("E-SAMPLE", f"本项目在册的户里没有「{text}」；请填户编号，或从列出的户里选", where)
        elif found in chosen:
            yield Problem("E-SAMPLE", f"「{text}」选了两次；一户只算一次，请删去一行", where)
        else:
            chosen.append(found)


def _wrong_total(text: str, total: int, chosen: Sequence[int]) -> Iterator[Problem]:
    where = {"column": "household_total"}
    if not text:
        yield Problem("E-TOTAL", "请填写全项目户数，样本按它推算", where)
    elif not 0 < total <= TOTAL_MAX:
        yield Problem("E-TOTAL", f"全项目户数填的是「{text}」，应为 1 至 {TOTAL_MAX} 的整数", where)
    elif total < len(chosen):
        yield Problem("E-TOTAL", f"全项目户数 {total} 少于样本 {len(chosen)} 户；请核对", where)
