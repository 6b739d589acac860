"""The journal as people read it: who did what to which object, each changed column before and after."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

from django.apps import apps
from django.db import models
from django.http import HttpRequest

from antu.platform.actor import Actor
from antu.platform.change_words import words_of_changes
from antu.platform.display import Cell, Column, Kind, Row, Table
from antu.platform.journal_scope import entries_seen_by, kinds_with_entries
from antu.platform.links import url_of
from antu.platform.listing import (
    AskedList,
    Empty,
    Filter,
    ListColumn,
    Listing,
    by,
    choice_filter,
    day_filter,
    no_address,
    text_filter,
)
from antu.platform.models import JournalEntry
from antu.platform.pages import actor_of
from antu.platform.records import record_kind
from antu.platform.wording import joined, moment_text

#: More changes than these unfold on demand.
CHANGES_IN_LINE: Final = 3

_LOOKUPS: Final = {
    "kind": "object_kind",
    "object": "object_key__icontains",
    "actor": "actor_name__icontains",
    "action": "action__icontains",
    "from": "at__date__gte",
    "to": "at__date__lte",
}

EMPTY: Final = "日志里还没有这样的记录。每次导入、登记和核定都会自动记入。"


def entries_about(obj: models.Model) -> models.QuerySet[JournalEntry]:
    """The entries about one object, newest first."""
    return JournalEntry.objects.filter(object_kind=obj._meta.label_lower, object_id=obj.pk)


def entries_about_parts(obj: models.Model, parts: models.QuerySet[Any]) -> models.QuerySet[JournalEntry]:
    """The entries about one object and about these rows of it, newest first."""
    of_parts = models.Q(object_kind=parts.model._meta.label_lower, object_id__in=parts.values("pk"))
    of_whole = models.Q(object_kind=obj._meta.label_lower, object_id=obj.pk)
    return JournalEntry.objects.filter(of_whole | of_parts)


def journal_table(entries: Iterable[JournalEntry]) -> Table:
    """The entries as a table; an object that has a page is a link to it."""
    rows = [Row(tuple([column.cell(entry) for column in JOURNAL.columns])) for entry in entries]
    return Table(tuple(column.column for column in JOURNAL.columns), rows, empty=EMPTY)


def journal_list(request: HttpRequest) -> AskedList:
    """The journal as the URL asks for it."""
    filters = journal_filters(request)
    return AskedList(request, JOURNAL, filters, matching_entries(actor_of(request), filters))


def journal_filters(request: HttpRequest) -> list[Filter]:
    """Kind of object, name or code of the object, person."""
    kinds = kinds_with_entries(actor_of(request))
    return [
        choice_filter(request, "kind", "对象类别", [(kind, kind_name(kind)) for kind in kinds]),
        text_filter(request, "object", "对象"),
        text_filter(request, "actor", "经办"),
        day_filter(request, "from", "日期自"),
        day_filter(request, "to", "日期至"),
        text_filter(request, "action", "动作"),
    ]


def matching_entries(actor: Actor, filters: Sequence[Filter]) -> models.QuerySet[JournalEntry]:
    """The entries that the actor sees and all filters let through, newest first."""
    asked = {each.name: each.value for each in filters if each.value}
    lookups = {_LOOKUPS[name]: value for name, value in asked.items()}
    return entries_seen_by(actor).filter(**lookups)


def kind_name(label: str) -> str:
    """The table's name on screen; the label itself for a table that no longer exists."""
    try:
        return str(apps.get_model(label)._meta.verbose_name)
    except LookupError:
        return label


def _object_cell(entry: JournalEntry) -> Cell:
    key, _, name = entry.object_key.partition(" ")
    kind = record_kind(entry.object_kind)
    url = url_of(kind.model._meta.label, int(key)) if kind and key.isdigit() else ""
    return Cell(f"{kind_name(entry.object_kind)} {name}", url=url)


def _change_cell(entry: JournalEntry) -> Cell:
    lines = words_of_changes(entry.object_kind, entry.change)
    if len(lines) <= CHANGES_IN_LINE:
        return Cell(joined(lines, "；"))
    return Cell(f"{len(lines)} 处", more=lines)


JOURNAL: Final = Listing(
    "journal",
    "日志",
    (
        ListColumn("at", Column("时间"), lambda entry: Cell(moment_text(entry.at)), by("id")),
        ListColumn("actor", Column("经办"), lambda entry: Cell(entry.actor_name, title=entry.actor_login)),
        ListColumn("action", Column("动作"), lambda entry: Cell(entry.action)),
        ListColumn("object", Column("对象", kind=Kind.LONG), _object_cell),
        ListColumn("change", Column("变动", kind=Kind.LONG), _change_cell),
        ListColumn("source", Column("来源", kind=Kind.MINOR), lambda entry: Cell(entry.source)),
    ),
    Empty(EMPTY),
    counter="条",
    url_of=no_address,
    is_picked=False,
)
"""What was done in the system, newest first; each changed column before and after."""
