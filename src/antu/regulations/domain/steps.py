"""Statutory steps and their time limits as data: what ships is national law; local rules are further rows beside it.

Source: the laws named in each row. A minimum is how long a notice must hang out before the next step may begin, a
maximum how long something may take.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Final

from antu.kernel.calendar import Unit

_DATA: Final = Path(__file__).parents[1] / "data"
NATIONAL: Final = ""
"""The jurisdiction of what holds in the whole country; others are the beginning of an administrative code."""


class LimitKind(StrEnum):
    """Whether a limit says how long at least, or how long at most."""

    MINIMUM = "最短"
    MAXIMUM = "最长"


@dataclass(frozen=True, slots=True)
class Limit:
    """A time limit of a step, counted from the day of the step ``starts_from`` (often itself); its law and article.

    ``extendable`` is what the law allows on top, in words. It holds from ``valid_from`` to ``valid_to`` (None: still).
    """

    regime: str
    step: str
    starts_from: str
    amount: int
    unit: Unit
    kind: LimitKind
    law: str
    article: str
    valid_from: date
    words: str = ""
    extendable: str = ""
    jurisdiction: str = NATIONAL
    valid_to: date | None = None

    @property
    def length(self) -> str:
        """``10 个工作日``, ``30 日``, ``6 个月``."""
        return f"{self.amount} {'' if self.unit is Unit.DAY else '个'}{self.unit}"

    @property
    def basis(self) -> str:
        """``《土地管理法》第四十七条``."""
        return f"《{self.law}》{self.article}"

    def holds_on(self, day: date) -> bool:
        """Whether it is in force on that day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True)
class Step:
    """A step that the law asks of a project under a regime, and the steps that must come before it."""

    regime: str
    code: str
    title: str
    after: tuple[str, ...]
    is_optional: bool
    law: str
    article: str
    words: str

    @property
    def basis(self) -> str:
        """``《土地管理法实施条例》第二十六条``."""
        return f"《{self.law}》{self.article}"


@cache
def steps_of(regime: str) -> Mapping[str, Step]:
    """The steps of a regime (``collective``, ``state``) by code, in the order of the law."""
    return {
        row["code"]: Step(
            regime=row["regime"],
            code=row["code"],
            title=row["title"],
            after=tuple(row["after"].split()),
            is_optional=bool(row["is_optional"]),
            law=row["law"],
            article=row["article"],
            words=row["words"],
        )
        for row in _rows("steps.csv")
        if row["regime"] == regime
    }


@cache
def national_limits() -> tuple[Limit, ...]:
    """The limits of national law, those of remedies and petitions too."""
    return tuple(
        Limit(
            regime=row["regime"],
            step=row["step"],
            starts_from=row["starts_from"],
            amount=int(row["amount"]),
            unit=Unit(row["unit"]),
            kind=LimitKind(row["kind"]),
            law=row["law"],
            article=row["article"],
            valid_from=date.fromisoformat(row["valid_from"]),
            words=row["words"],
            extendable=row["extendable"],
        )
        for row in _rows("limits.csv")
    )


def limits_for(limits: Iterable[Limit], regime: str, step: str, district: str) -> list[Limit]:
    """The limits of a step that may bind in the district of this administrative code, on whatever day."""
    return [
        limit
        for limit in limits
        if (limit.regime, limit.step) == (regime, step) and district.startswith(limit.jurisdiction)
    ]


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (_DATA / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
