"""Writes of projects: from registers, and in pages. The district workbook writes its own sheets."""

from antu.projects.services.project_events import EVENT_COLUMNS, EnteredEvent, enter_event, void_event
from antu.projects.services.recording import (
    REASON,
    Correction,
    ProjectChangedMeanwhile,
    RecordedProject,
    correct_project,
    enter_project_by_hand,
)
from antu.projects.services.registers import ProjectEntry, enter_project
from antu.projects.services.typed_project import PROJECT_COLUMNS, recorded_texts

__all__ = (
    "EVENT_COLUMNS",
    "PROJECT_COLUMNS",
    "REASON",
    "Correction",
    "EnteredEvent",
    "ProjectChangedMeanwhile",
    "ProjectEntry",
    "RecordedProject",
    "correct_project",
    "enter_event",
    "enter_project",
    "enter_project_by_hand",
    "recorded_texts",
    "void_event",
)
