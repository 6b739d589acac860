"""Writes of dispatch: meetings, what is assigned, and what happens to it."""

from antu.dispatch.services.assigning import (
    EVERY_TOWN,
    ITEM_COLUMNS,
    OWN_COLUMNS,
    SOURCE_COLUMNS,
    assign_from_above,
    assign_from_meeting,
    correct_assignment,
    people_of,
    void_assignment,
)
from antu.dispatch.services.following_up import (
    DEED_FORMS,
    OWN_DEEDS,
    enter_event,
    open_deeds,
    require_deed,
    urge,
    urge_each,
    void_event,
)
from antu.dispatch.services.meetings import (
    MEETING_COLUMNS,
    MINUTES,
    correct_meeting,
    enter_meeting,
    void_meeting,
)
from antu.dispatch.services.todos import TODO

__all__ = (
    "DEED_FORMS",
    "EVERY_TOWN",
    "ITEM_COLUMNS",
    "MEETING_COLUMNS",
    "MINUTES",
    "OWN_COLUMNS",
    "OWN_DEEDS",
    "SOURCE_COLUMNS",
    "TODO",
    "assign_from_above",
    "assign_from_meeting",
    "correct_assignment",
    "correct_meeting",
    "enter_event",
    "enter_meeting",
    "open_deeds",
    "people_of",
    "require_deed",
    "urge",
    "urge_each",
    "void_assignment",
    "void_event",
    "void_meeting",
)
