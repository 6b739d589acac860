"""Records that may be browsed."""

from __future__ import annotations

from antu.platform.attachments.holders import FileHolder
from antu.platform.records import open_records
from antu.regulations.models import HolidayNotice, IssuedRule, LocalLimit

RECORDS: tuple[object, ...] = (
    *open_records(IssuedRule, HolidayNotice, LocalLimit),
    FileHolder(HolidayNotice, "calendar.edit"),
)
