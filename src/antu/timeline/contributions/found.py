"""Steps as a search shows them."""

from __future__ import annotations

from typing import Any

from antu.platform.search.kinds import SearchKind, plain_hits
from antu.platform.wording import day_text, joined
from antu.timeline.models import ProjectStep


def _of_step(step: Any) -> str:
    return joined((step.title, step.document_no, day_text(step.on)), " · ")


FOUND: tuple[object, ...] = (SearchKind(ProjectStep, "法定环节", "document_no", plain_hits(_of_step)),)
