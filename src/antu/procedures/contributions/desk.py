"""What other rooms may ask of running procedures."""

from __future__ import annotations

from antu.platform.procedure_kinds import ProcedureDesk
from antu.procedures.selectors.cases import why_held, why_kept
from antu.procedures.selectors.drawings import is_published

DESK: tuple[object, ...] = (ProcedureDesk(why_held, why_kept, is_published),)
