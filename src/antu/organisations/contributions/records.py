"""Records that may be browsed."""

from __future__ import annotations

from antu.organisations.models import Organisation, StaffCount
from antu.platform.records import open_records

RECORDS: tuple[object, ...] = open_records(Organisation, StaffCount)
