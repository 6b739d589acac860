"""Where a version stands: what its days say."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

#: The procedure by which an estimate is reviewed.
REVIEW: Final = "estimate-review"


class EstimateState(StrEnum):
    """A draft is submitted once, and then sent back or approved; after that nothing changes it."""

    DRAFT = "草稿"
    SUBMITTED = "送审中"
    SENT_BACK = "已退回"
    APPROVED = "已批准"

    @property
    def code(self) -> str:
        """How addresses name it."""
        return self.name.lower()
