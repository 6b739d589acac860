"""Records that may be browsed."""

from __future__ import annotations

from antu.platform.attachments.holders import FileHolder
from antu.platform.records import open_records
from antu.projects.models import Project, ProjectEvent

RECORDS: tuple[object, ...] = (*open_records(Project, ProjectEvent), FileHolder(Project))
