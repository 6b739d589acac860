"""Records that may be browsed."""

from __future__ import annotations

from antu.platform.records import RecordKind
from antu.procedures.access import MAY_SEE
from antu.procedures.models import CaseOpinion, CaseStep, ProcedureCase, ProcedureDrawing

RECORDS: tuple[object, ...] = (
    RecordKind(ProcedureDrawing, MAY_SEE),
    RecordKind(ProcedureCase, MAY_SEE),
    RecordKind(CaseStep, MAY_SEE, leads_to="case"),
    RecordKind(CaseOpinion, MAY_SEE, leads_to="step"),
)
