"""Holidays and make-up days by the State Council's yearly notice: the table that ships, and an office's own years.

A year that an office has entered replaces the shipped one. The whole table is also a file of the installation, which
the command line reads without a database.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Final

from antu.kernel.calendar import SHIPPED_TABLE, DayKind, WorkingDays
from antu.kernel.errors import Problem

NAME_MAX: Final = 20
_COLUMNS: Final = ("year", "date", "kind", "name", "notice")
_SATURDAY: Final = 5
#: 元旦 may begin in the last days of the year before.
_EVE_DAYS: Final = 7


@dataclass(frozen=True, slots=True, order=True)
class NoticeDay:
    """A day that a notice takes out of the working week (放假) or puts back into it (上班), and the holiday's name."""

    on: date
    kind: DayKind
    name: str = ""


@dataclass(frozen=True, slots=True)
class YearNotice:
    """What one year's notice arranges: its title, and its days in order."""

    year: int
    title: str
    days: tuple[NoticeDay, ...]

    @property
    def holidays(self) -> tuple[NoticeDay, ...]:
        """Its days off."""
        return tuple(day for day in self.days if day.kind is DayKind.HOLIDAY)

    @property
    def make_up_days(self) -> tuple[NoticeDay, ...]:
        """Its days of work in place of others."""
        return tuple(day for day in self.days if day.kind is DayKind.MAKE_UP)


def problems_of(notice: YearNotice, others: Iterable[YearNotice]) -> Iterator[Problem]:
    """What is wrong with a notice beside those of other years; ``where`` has the day's place (``row``, from 0)."""
    if not notice.holidays:
        yield Problem("R-HOLIDAY", f"{notice.year} 年的安排里没有放假的日子；请按通知逐日登记")
    known = {day.on: (each.year, day.kind) for each in others for day in each.days}
    seen: set[date] = set()
    for place, day in enumerate(notice.days):
        for message in _wrong(notice.year, day, known.get(day.on), is_again=day.on in seen):
            yield Problem("R-HOLIDAY", f"{day.on} {message}", {"row": place, "column": "on"})
        seen.add(day.on)


def _wrong(year: int, day: NoticeDay, known: tuple[int, DayKind] | None, *, is_again: bool) -> Iterator[str]:
    if not date(year, 1, 1) - timedelta(days=_EVE_DAYS) <= day.on <= date(year, 12, 31):
        yield f"不在 {year} 年内；只有元旦假期可以从上一年最后几天算起"
    if is_again:
        yield "登记了两次；同一天只留一行"
    if day.kind is DayKind.MAKE_UP and day.on.weekday() < _SATURDAY:
        yield "不是星期六或星期日，本来就上班，不用登记；请核对日期"
    if known and known[1] is not day.kind:
        yield f"在 {known[0]} 年的安排里是「{known[1]}」；请先改正那一年"


def in_force(own: Iterable[YearNotice]) -> dict[int, YearNotice]:
    """The notices by year: the shipped ones, replaced by one's own of the same year."""
    return dict(sorted({**shipped(), **{notice.year: notice for notice in own}}.items()))


@cache
def shipped() -> Mapping[int, YearNotice]:
    """The notices that ship with the product, by year."""
    return _read(SHIPPED_TABLE.read_text(encoding="utf-8"))


def working_days(notices: Mapping[int, YearNotice]) -> WorkingDays:
    """The calendar that these notices make."""
    return WorkingDays.from_rows(_rows(notices))


def table_text(notices: Mapping[int, YearNotice]) -> str:
    """The table as the file of the installation has it."""
    written = io.StringIO()
    writer = csv.DictWriter(written, _COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(_rows(notices))
    return written.getvalue()


def _read(text: str) -> dict[int, YearNotice]:
    days: dict[int, list[NoticeDay]] = {}
    titles: dict[int, str] = {}
    for row in csv.DictReader(io.StringIO(text)):
        year = int(row["year"])
        titles[year] = row["notice"]
        days.setdefault(year, []).append(NoticeDay(date.fromisoformat(row["date"]), DayKind(row["kind"]), row["name"]))
    return {year: YearNotice(year, titles[year], tuple(sorted(days[year]))) for year in days}


def _rows(notices: Mapping[int, YearNotice]) -> Iterator[dict[str, str]]:
    """Each day once: where two years' notices have the same day, the later year's stands."""
    rows = {
        day.on: {
            "year": str(notice.year),
            "date": day.on.isoformat(),
            "kind": day.kind.value,
            "name": day.name,
            "notice": notice.title,
        }
        for notice in notices.values()
        for day in notice.days
    }
    return iter(rows.values())
