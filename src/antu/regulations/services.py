"""Writes of regulations: the yearly holiday notice, in the records and on file for the command line."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db import connection, transaction

from antu.kernel.errors import BadInput, Problem
from antu.platform import journal
from antu.platform.actor import Actor, require
from antu.platform.whole_file import whole_file
from antu.regulations.domain.holidays import YearNotice, problems_of, table_on_file, table_text
from antu.regulations.models import HolidayNotice
from antu.regulations.selectors import holiday_notices

#: Years are judged beside each other, so nobody writes another one meanwhile.
_ONE_AT_A_TIME: Final = "LOCK TABLE regulations_holidaynotice IN SHARE ROW EXCLUSIVE MODE"


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
    with connection.cursor() as cursor:
        cursor.execute(_ONE_AT_A_TIME)
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


def write_table() -> None:
    """Write the whole table for the command line, which asks no database."""
    with whole_file(table_on_file()) as coming:
        coming.write_text(table_text(holiday_notices()), encoding="utf-8")


def mark_of(recorded: HolidayNotice | None) -> str:
    """What tells one state of a year's arrangement from another; empty where nothing is recorded."""
    if recorded is None:
        return ""
    return hashlib.sha256(json.dumps(journal.snapshot(recorded), sort_keys=True).encode()).hexdigest()[:16]


def _kept(notice: YearNotice) -> list[Mapping[str, Any]]:
    return [{"on": day.on.isoformat(), "kind": day.kind.value, "name": day.name} for day in notice.days]
