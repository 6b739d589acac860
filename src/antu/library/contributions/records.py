"""Records of the library that may be browsed, and which of them hold files."""

from __future__ import annotations

from antu.library.access import EDIT, MAY_SEE
from antu.library.models import (
    ClauseExplanation,
    LegalClause,
    LegalText,
    LinkedClause,
    Question,
    QuestionClause,
    QuestionEvent,
    TextVersion,
)
from antu.platform.attachments.holders import FileHolder
from antu.platform.records import RecordKind, open_records

RECORDS: tuple[object, ...] = (
    *open_records(LegalText, LegalClause, Question),
    RecordKind(TextVersion, MAY_SEE, leads_to="text"),
    RecordKind(ClauseExplanation, MAY_SEE, leads_to="clause"),
    RecordKind(LinkedClause, MAY_SEE, leads_to="clause"),
    RecordKind(QuestionClause, MAY_SEE, leads_to="question"),
    RecordKind(QuestionEvent, MAY_SEE, leads_to="question"),
    FileHolder(LegalText, EDIT),
)
