"""Writes of regulations: the yearly holiday notice, in the records and on file for the command line; local limits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db import connection, transaction

from antu.kernel.calendar import table_on_file
from antu.kernel.errors import BadInput, Problem
from antu.platform import journal
from antu.platform.actor import Actor, require
from antu.platform.models import RecordedRow
from antu.platform.versions import version_of
from antu.platform.voiding import void_row
from antu.platform.whole_file import whole_file
from antu.regulations.domain.holidays import YearNotice, problems_of, table_text
from antu.regulations.domain.local import problems_of_limit
from antu.regulations.domain.steps import Limit
from antu.regulations.models import HolidayNotice, LocalLimit
from antu.regulations.selectors import holiday_notices, limit_of

REASON_MAX: Final = 200


@dataclass(frozen=True, slots=True)
class EnteredNotice:
    """A year's arrangement as typed, with the notice that proves it; ``seen`` is the mark of what was on the page."""

    notice: YearNotice
    document_no: str
    issued_on: date | None
    seen: str


@transaction.atomic
def enter_notice(actor: Actor, entered: EnteredNotice) -> HolidayNotice:
    """Enter or correct a year's holidays and make-up days; the command line's table follows.

    Raises Forbidden, or BadInput (``R-HOLIDAY``) with every day that is wrong, or when somebody has changed the year
    since the page was opened. Nothing changed writes nothing.
    """
    require(actor, "calendar.edit")
    year = entered.notice.year
    _one_at_a_time(HolidayNotice)
    known = HolidayNotice.objects.filter(year=year).first()
    if entered.seen != mark_of(known):
        what = f"{year} 年的安排刚刚有人改过；请记下您的改动，重新打开这一页再改"
        raise BadInput(Problem("R-HOLIDAY", what))
    others = [each for each in holiday_notices().values() if each.year != year]
    if problems := list(problems_of(entered.notice, others)):
        raise BadInput(problems)
    recorded = known or HolidayNotice(year=year)
    before = {} if known is None else journal.snapshot(recorded)
    recorded.title, recorded.document_no = entered.notice.title, entered.document_no
    recorded.issued_on, recorded.days = entered.issued_on, _kept(entered.notice)
    changes = journal.difference(before, journal.snapshot(recorded))
    if changes:
        recorded.save()
        journal.record(actor, "登记节假日" if known is None else "更正节假日", recorded, changes)
        transaction.on_commit(write_table)
    return recorded


@transaction.atomic
def enter_limit(actor: Actor, limit: Limit) -> LocalLimit:
    """Enter a local limit beside those of national law. Raises Forbidden, or BadInput (``R-LIMIT``) field by field."""
    require(actor, "calendar.edit")
    _one_at_a_time(LocalLimit)
    standing = [limit_of(each) for each in LocalLimit.objects.standing()]
    if problems := list(problems_of_limit(limit, standing)):
        raise BadInput(problems)
    kept = ("regime", "step", "starts_from", "amount", "law", "article", "jurisdiction", "valid_from", "valid_to")
    values = {name: getattr(limit, name) for name in kept}
    recorded = LocalLimit.objects.create(**values, unit=limit.unit.value, kind=limit.kind.value)
    journal.record(actor, "登记地方期限", recorded, journal.difference({}, journal.snapshot(recorded)))
    return recorded


@transaction.atomic
def void_limit(actor: Actor, limit: LocalLimit, reason: str) -> None:
    """Take a local limit back, with the reason. Raises Forbidden, or BadInput (``R-LIMIT``) without one."""
    require(actor, "calendar.edit")
    held = LocalLimit.objects.select_for_update().get(pk=limit.pk)
    given = reason.strip()
    if held.is_voided or not given or len(given) > REASON_MAX:
        what = "这一条已经作废了" if held.is_voided else f"请写明作废的原因，不超过 {REASON_MAX} 个字"
        raise BadInput(Problem("R-LIMIT", what, {"column": "reason"}))
    void_row(actor, held, "作废地方期限", given)


def write_table() -> None:
    """Write the whole table for the command line, which asks no database."""
    with whole_file(table_on_file()) as coming:
        coming.write_text(table_text(holiday_notices()), encoding="utf-8")


def mark_of(recorded: HolidayNotice | None) -> str:
    """What tells one state of a year's arrangement from another; empty where nothing is recorded."""
    return str(version_of(recorded)) if recorded else ""


def _one_at_a_time(model: type[RecordedRow]) -> None:
    """Rows are judged beside each other, so nobody writes another one until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute(f"LOCK TABLE {model._meta.db_table} IN SHARE ROW EXCLUSIVE MODE")


def _kept(notice: YearNotice) -> list[Mapping[str, Any]]:
    return [{"on": day.on.isoformat(), "kind": day.kind.value, "name": day.name} for day in notice.days]
