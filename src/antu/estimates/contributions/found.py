"""Approved estimates as a search shows them."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from antu.estimates.models import EstimateVersion
from antu.platform.search.kinds import SearchKind, plain_hits
from antu.platform.wording import day_text, joined


def _of_version(version: Any) -> str:
    return joined((version.document_no, day_text(version.approved_on)), " · ")


FOUND: tuple[object, ...] = (
    SearchKind(
        EstimateVersion, "概算批准文件", "document_no", plain_hits(_of_version, "project"), Q(project__is_voided=False)
    ),
)
