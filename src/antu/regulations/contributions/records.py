"""Records that may be browsed."""

from __future__ import annotations

from antu.platform.records import open_records
from antu.regulations.models import IssuedRule

RECORDS: tuple[object, ...] = open_records(IssuedRule)
