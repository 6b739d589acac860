"""Taking a row back: it stays in its table with the reason, and counts nowhere."""

from __future__ import annotations

from typing import Any

from django.db import models

from antu.platform import journal
from antu.platform.actor import Actor


def void_row(actor: Actor, row: models.Model, action: str, reason: str, **further: Any) -> None:
    """Void the row, which the caller has locked and judged, and journal it under this action.

    ``further`` are columns that change with it.
    """
    before = journal.snapshot(row)
    changed = {"is_voided": True, "void_reason": reason, **further}
    for name, value in changed.items():
        setattr(row, name, value)
    row.save(update_fields=tuple(changed))
    journal.record(actor, action, row, journal.difference(before, journal.snapshot(row)))
