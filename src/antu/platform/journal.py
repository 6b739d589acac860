"""The one way to write the journal: in the caller's transaction, one entry a use case (an import: one a household)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from itertools import islice
from typing import Any, Final

from django.db import models

from antu.platform.actor import Actor
from antu.platform.bulk import add_rows
from antu.platform.fields import DERIVED, ProtectedTextField
from antu.platform.models import JournalEntry
from antu.platform.protection import blind_index

Change = Mapping[str, Any]

_AT_A_TIME: Final = 10_000

SEALED: Final = "已加密·"
"""Begins what the journal keeps of a protected value: a fingerprint, which tells a change and not the number."""


def record(
    actor: Actor, action: str, obj: models.Model, change: Change | None = None, *, source: str = ""
) -> JournalEntry:
    """Append one entry about ``obj``; ``change`` as of :func:`difference`; ``source`` names a file or document."""
    entry = entry_about(actor, action, obj, change, source=source)
    entry.save()
    return entry


def record_each(actor: Actor, action: str, changes: Iterable[tuple[models.Model, Change]], *, source: str = "") -> None:
    """Append an entry about each of many objects, in their order, ten thousand at a time."""
    entries = (entry_about(actor, action, obj, change, source=source) for obj, change in changes)
    while some := list(islice(entries, _AT_A_TIME)):
        add_rows(some)


def entry_about(
    actor: Actor, action: str, obj: models.Model, change: Change | None = None, *, source: str = ""
) -> JournalEntry:
    """An entry that is not written yet."""
    return JournalEntry(
        actor_login=actor.login,
        actor_name=actor.name,
        action=action,
        object_kind=obj._meta.label_lower,
        object_key=f"{obj.pk} {obj}"[:200],
        change=dict(change or {}),
        source=source[:300],
    )


def snapshot(obj: models.Model, only: Collection[str] | None = None) -> dict[str, Any]:
    """The object's own columns as JSON-able values, or only some; protected ones only as a fingerprint, or empty."""
    kept = _kept_columns(type(obj))
    return {
        name: _journal_value(getattr(obj, name), is_protected=kept[name])
        for name in (kept if only is None else only)
        if name in kept
    }


@cache
def _kept_columns(model: type[models.Model]) -> Mapping[str, bool]:
    """The columns that the journal keeps, and whether each is protected."""
    kept = (field for field in model._meta.concrete_fields if not isinstance(field, DERIVED))
    return {field.attname: isinstance(field, ProtectedTextField) for field in kept}


def difference(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, list[Any]]:
    """Column → [before, after] for what changed between two snapshots."""
    return {name: [before.get(name), value] for name, value in after.items() if before.get(name) != value}


def _journal_value(value: Any, *, is_protected: bool) -> Any:
    if is_protected:
        return f"{SEALED}{blind_index(value)[:8]}" if value else ""
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    return value
