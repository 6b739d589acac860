"""Every kind of row that can be found: those of the rooms, then the files that belong to rows of any room."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from operator import attrgetter
from typing import Any, Final

from django.apps import apps
from django.db.models import QuerySet
from django.urls import reverse

from antu.platform.actor import Actor
from antu.platform.attachments.holders import file_holders
from antu.platform.contributions import collected
from antu.platform.models import Attachment
from antu.platform.records import record_kind
from antu.platform.search.kinds import Hit, SearchKind
from antu.platform.wording import joined


def every_kind() -> tuple[SearchKind, ...]:
    """All kinds, in the order of the rooms."""
    return (*collected(SearchKind), FILES)


def files_opened_by(actor: Actor) -> QuerySet[Any] | None:
    """Files of the rows that the actor's post opens."""
    kinds = [(holder.label, record_kind(holder.label)) for holder in file_holders()]
    labels = [label for label, kind in kinds if kind and kind.may_be_opened_by(actor)]
    return Attachment.objects.seen_by(actor).filter(object_kind__in=labels) if labels else None


def file_hits(actor: Actor, rows: QuerySet[Any]) -> Iterator[tuple[int, Hit]]:  # noqa: ARG001 - a kind's signature
    """The file's name, with its kind and the row that it belongs to; one query for the rows of a table."""
    for label, some in groupby(rows.order_by("object_kind"), attrgetter("object_kind")):
        files, model = list(some), _model(label)
        named = model.objects.in_bulk({file.object_id for file in files})
        for file in files:
            holder = f"{model._meta.verbose_name} {named[file.object_id]}"
            note = joined((file.get_kind_display(), file.about, holder), " · ")
            yield file.pk, Hit(file.name, note, reverse("file", args=[file.pk]))


def _model(label: str) -> Any:
    return apps.get_model(label)


FILES: Final = SearchKind(Attachment, "附件", "name", file_hits, opened_by=files_opened_by)
