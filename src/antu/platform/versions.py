"""The version of a record for optimistic locking: its last journal entry, since every write of it makes one."""

from __future__ import annotations

from django.db import models

from antu.platform.attachments.services import FILE_ACTIONS
from antu.platform.models import JournalEntry


def version_of(row: models.Model) -> int:
    """The version of the row's whole record.

    Files are not part of it: who uploads a photograph comes between nobody's typing.

    Ask for it before the rows: rows newer than the version only make a conflict that merges, older ones would be lost.
    """
    return _entries_about(row).aggregate(last=models.Max("id"))["last"] or 0


def entries_since(row: models.Model, version: int) -> list[JournalEntry]:
    """Who wrote to the record after the version, oldest first."""
    return list(_entries_about(row).filter(id__gt=version).order_by("id"))


def writers_of(row: models.Model) -> set[str]:
    """The logins of everybody who wrote to the record."""
    return set(_entries_about(row).order_by().values_list("actor_login", flat=True).distinct())


def _entries_about(row: models.Model) -> models.QuerySet[JournalEntry]:
    about = JournalEntry.objects.filter(object_kind=row._meta.label_lower, object_id=row.pk)
    return about.exclude(action__in=FILE_ACTIONS)
