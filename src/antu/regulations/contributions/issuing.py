"""What both procedures of publishing ask: the number and the day of issue."""

from __future__ import annotations

from datetime import date
from typing import Final

from antu.platform.procedure_kinds import Ending
from antu.policy.schema import ColumnType, FactColumn

NUMBER, DAY = "document_no", "issued_on"
ISSUED: Final = (
    FactColumn(NUMBER, "文号", "文号", ColumnType.TEXT, required=True),
    FactColumn(DAY, "印发日期", "印发日期", ColumnType.DATE, required=True),
)


def issue_of(ending: Ending) -> tuple[str, date | None]:
    """The number and the day that the steps of a case were answered with."""
    on = ending.answers.get(DAY)
    return str(ending.answers.get(NUMBER) or ""), on if isinstance(on, date) else None
