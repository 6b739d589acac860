"""Which entries of the journal a person sees: those about rows that they see, as the rows stand now."""

from __future__ import annotations

from typing import Final

from django.db import connection, models

from antu.platform.actor import Actor
from antu.platform.models import JournalEntry
from antu.platform.records import RecordKind, record_kind

#: The kinds there are, each found by one step in the index: the table is read nowhere.
_KINDS: Final = """
WITH RECURSIVE known(kind) AS (
    (SELECT min(object_kind) FROM platform_journalentry)
    UNION ALL
    SELECT (SELECT min(object_kind) FROM platform_journalentry WHERE object_kind > kind)
    FROM known WHERE kind IS NOT NULL
)
SELECT kind FROM known WHERE kind IS NOT NULL
"""


def kinds_seen_by(actor: Actor) -> list[str]:
    """The tables (``app.model``) about which there are entries for the actor, sorted.

    About a table that the record page does not list, such as accounts, only who sees everything finds entries.
    """
    with connection.cursor() as cursor:
        cursor.execute(_KINDS)
        kinds = [str(kind) for (kind,) in cursor.fetchall()]
    return [kind for kind in kinds if _may_be_told(actor, record_kind(kind))]


def entries_seen_by(actor: Actor) -> models.QuerySet[JournalEntry]:
    """The entries about rows that the actor sees, newest first."""
    kinds = kinds_seen_by(actor)
    if actor.reach.everything:
        return JournalEntry.objects.filter(object_kind__in=kinds)
    about_seen = models.Q(pk__in=())
    for kind in kinds:
        about_seen |= _about_seen(actor, kind)
    return JournalEntry.objects.filter(about_seen)


def kinds_with_entries(actor: Actor) -> list[str]:
    """Of these tables, those about whose rows the actor finds an entry: what a filter offers."""
    kinds = kinds_seen_by(actor)
    if actor.reach.everything or not kinds:
        return kinds
    first, *others = (
        JournalEntry.objects.filter(_about_seen(actor, kind)).order_by().values_list("object_kind", flat=True)[:1]
        for kind in kinds
    )
    return sorted(first.union(*others, all=True))


def _about_seen(actor: Actor, kind: str) -> models.Q:
    listed = record_kind(kind)
    rows = listed.rows_seen_by(actor).values("pk") if listed else ()
    return models.Q(object_kind=kind, object_id__in=rows)


def _may_be_told(actor: Actor, kind: RecordKind | None) -> bool:
    return actor.reach.everything if kind is None else kind.may_be_opened_by(actor)
