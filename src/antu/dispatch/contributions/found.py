"""Meetings and assignments as a search shows them."""

from __future__ import annotations

from typing import Any

from antu.dispatch.models import Assignment, Meeting
from antu.platform.search.kinds import SearchKind, plain_hits
from antu.platform.wording import joined


def _of_meeting(meeting: Any) -> str:
    return joined((meeting.chaired_by, meeting.place), " · ")


def _of_assignment(assignment: Any) -> str:
    return joined((f"期限 {assignment.due_on}", assignment.source, assignment.document_no), " · ")


FOUND: tuple[object, ...] = (
    SearchKind(Meeting, "调度会", "title", plain_hits(_of_meeting)),
    SearchKind(Assignment, "交办事项", "what", plain_hits(_of_assignment, "lead")),
)
