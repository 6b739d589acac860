"""Cases as a search shows them."""

from __future__ import annotations

from typing import Any

from django.db import models

from antu.platform.search.kinds import SearchKind, plain_hits
from antu.platform.wording import joined
from antu.procedures.models import ProcedureCase


def _of_case(case: Any) -> str:
    return joined((case.number, case.end_name or "在办"), " · ")


FOUND: tuple[object, ...] = (
    SearchKind(ProcedureCase, "办件", "number", plain_hits(_of_case), models.Q(is_sandbox=False)),
)
