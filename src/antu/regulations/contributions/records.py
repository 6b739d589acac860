"""Records that may be browsed, and which of them hold files."""

from __future__ import annotations

from antu.platform.attachments.holders import FileHolder
from antu.platform.records import open_records
from antu.regulations.models import HolidayNotice, IssuedRule, LocalLimit, PackVersion, PackWithdrawal, RuleVersion

RECORDS: tuple[object, ...] = (
    *open_records(IssuedRule, RuleVersion, HolidayNotice, LocalLimit, PackVersion, PackWithdrawal),
    FileHolder(HolidayNotice, "calendar.edit"),
    FileHolder(IssuedRule, "rule.edit"),
    FileHolder(RuleVersion, "rule.edit"),
    FileHolder(PackVersion, "pack.edit"),
)
