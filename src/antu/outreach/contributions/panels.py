"""Panels for pages of earlier rooms, and the records that may be browsed."""

from __future__ import annotations

from antu.outreach.models import OutreachItem, TrainingSession
from antu.platform.records import RecordKind

PANELS: tuple[object, ...] = tuple(
    RecordKind(model, ("register.view", "report.view")) for model in (OutreachItem, TrainingSession)
)
