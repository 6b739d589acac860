"""Panels for pages of earlier rooms, and the records that may be browsed."""

from __future__ import annotations

from antu.platform.records import RecordKind
from antu.projects.models import Project, ProjectEvent

PANELS: tuple[object, ...] = tuple(
    RecordKind(model, ("register.view", "report.view")) for model in (Project, ProjectEvent)
)
