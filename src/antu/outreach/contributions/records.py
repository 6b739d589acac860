"""Records that may be browsed."""

from __future__ import annotations

from antu.outreach.models import OutreachItem, TrainingSession
from antu.platform.records import open_records

RECORDS: tuple[object, ...] = open_records(OutreachItem, TrainingSession)
