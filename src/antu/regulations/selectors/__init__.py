"""Reads of regulations: the packs that compute, the rules that the district issued, the working days."""

from __future__ import annotations

from datetime import date
from functools import cache

from django.db.models import QuerySet

from antu.kernel.calendar import DayKind, Unit, WorkingDays, national_working_days
from antu.policy import Pack, PackShelf, shipped_shelf
from antu.regulations.domain.holidays import NoticeDay, YearNotice, in_force
from antu.regulations.domain.holidays import working_days as calendar_of
from antu.regulations.domain.steps import Limit, LimitKind, Step, limits_for, national_limits, steps_of
from antu.regulations.models import HolidayNotice, IssuedRule, LocalLimit

#: With the rules of steps and limits, since later rooms may not reach into ``domain``.
__all__ = (
    "Limit",
    "LimitKind",
    "Step",
    "holiday_notices",
    "issued_rules",
    "label_of",
    "limit_of",
    "limits_for",
    "limits_in_force",
    "notice_of",
    "pack_named",
    "pack_shelf",
    "steps_of",
    "working_days",
)


@cache
def pack_shelf() -> PackShelf:
    """The packs that may compute. One shelf a process: a pack is loaded once, a newly published one is seen at once."""
    return shipped_shelf()


def pack_named(name: str) -> Pack | None:
    """The pack ``ID`` (its newest version) or ``ID@VERSION``; None for no name. Raises BadInput for an unknown one."""
    return pack_shelf().get(name) if name else None


def label_of(pack: Pack | None, source: str, code: str) -> str:
    """The pack's printed word for a choice's code of a register field; the code itself where the pack has none."""
    if pack is None:
        return code
    columns = (column for table in pack.facts.tables.values() for column in table.columns.values())
    return next((column.label_of(code) for column in columns if column.source == source), code)


def issued_rules(year: int) -> QuerySet[IssuedRule]:
    """The rules issued in the year that stand, by date, then row."""
    return IssuedRule.objects.standing().filter(issued_on__year=year).order_by("issued_on", "source_row", "id")


def holiday_notices() -> dict[int, YearNotice]:
    """The notices by year: those that ship with the product, replaced by the office's own."""
    return in_force(notice_of(each) for each in HolidayNotice.objects.standing())


def notice_of(recorded: HolidayNotice) -> YearNotice:
    """A recorded notice as a value."""
    days = (NoticeDay(date.fromisoformat(day["on"]), DayKind(day["kind"]), day["name"]) for day in recorded.days)
    return YearNotice(recorded.year, recorded.title, tuple(sorted(days)))


def working_days() -> WorkingDays:
    """The calendar by which limits are counted."""
    own = [notice_of(each) for each in HolidayNotice.objects.standing()]
    return calendar_of(in_force(own)) if own else national_working_days()


def limits_in_force() -> tuple[Limit, ...]:
    """The limits of national law, then the local ones that stand."""
    return (*national_limits(), *(limit_of(each) for each in LocalLimit.objects.standing().order_by("id")))


def limit_of(recorded: LocalLimit) -> Limit:
    """A recorded local limit as a value."""
    return Limit(
        regime=recorded.regime,
        step=recorded.step,
        starts_from=recorded.starts_from,
        amount=recorded.amount,
        unit=Unit(recorded.unit),
        kind=LimitKind(recorded.kind),
        law=recorded.law,
        article=recorded.article,
        valid_from=recorded.valid_from,
        jurisdiction=recorded.jurisdiction,
        valid_to=recorded.valid_to,
    )
