"""Records of dispatch that may be browsed, and which of them hold files."""

from __future__ import annotations

from antu.dispatch.access import ASSIGN, MAY_SEE
from antu.dispatch.models import Assignment, AssignmentEvent, Meeting
from antu.platform.attachments.holders import FileHolder
from antu.platform.records import RecordKind, open_records

RECORDS: tuple[object, ...] = (
    *open_records(Meeting, Assignment),
    RecordKind(AssignmentEvent, MAY_SEE, leads_to="assignment"),
    FileHolder(Meeting, ASSIGN),
    FileHolder(Assignment, "register.edit"),
)
