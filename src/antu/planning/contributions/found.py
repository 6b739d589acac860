"""Plans as a search shows them."""

from __future__ import annotations

from typing import Any

from antu.planning.models import PlanVersion
from antu.platform.search.kinds import SearchKind, plain_hits
from antu.platform.wording import day_text, joined


def _of_plan(version: Any) -> str:
    return joined((version.document_no, version.issuer, day_text(version.approved_on)), " · ")


FOUND: tuple[object, ...] = (SearchKind(PlanVersion, "计划文件", "document_no", plain_hits(_of_plan)),)
