"""Records that may be browsed, and which of them hold files."""

from __future__ import annotations

from antu.platform.attachments.holders import FileHolder
from antu.platform.records import open_records
from antu.timeline.models import LimitChange, ProjectStep

RECORDS: tuple[object, ...] = (*open_records(ProjectStep, LimitChange), FileHolder(ProjectStep, "project.edit"))
