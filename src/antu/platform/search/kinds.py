"""What rooms let be found: which rows, and how a found one is shown."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final

from django.db import models

from antu.platform.actor import Actor
from antu.platform.display import Chip
from antu.platform.fields import SearchField
from antu.platform.links import record_url
from antu.platform.records import record_kind

#: The column that says what a row is found by.
COLUMN: Final = "search_keys"


ALL: Final = models.Q()


@dataclass(frozen=True, slots=True)
class Hit:
    """A found row as it is shown: its name, where it belongs, its state, and the page that it leads to."""

    title: str
    note: str
    url: str
    chips: tuple[Chip, ...] = ()


@dataclass(frozen=True, slots=True)
class SearchKind:
    """Rows of this model can be found by their ``SearchField`` named ``search_keys``.

    ``label`` heads their group. ``name`` is the column by which they are called. ``stands`` leaves out the rows whose
    parents are withdrawn. ``hits`` shows the found rows, a queryset of them, by primary key. Who may open
    such rows is what their ``RecordKind`` says, or ``opened_by``, which gives None to who may open none of them.
    """

    model: type[models.Model]
    label: str
    name: str
    hits: Callable[[Actor, models.QuerySet[Any]], Iterable[tuple[int, Hit]]]
    stands: models.Q = ALL
    opened_by: Callable[[Actor], models.QuerySet[Any] | None] | None = None

    @property
    def key(self) -> str:
        """How addresses name it."""
        return self.model._meta.model_name or ""

    @property
    def is_called_by_name(self) -> bool:
        """Whether rows are found by a name, which may be misspelt, and not by numbers alone."""
        column = self.model._meta.get_field(COLUMN)
        return isinstance(column, SearchField) and bool(column.found_by["people"] or column.found_by["names"])

    def all_rows(self) -> models.QuerySet[Any]:
        """Every row there is."""
        model: Any = self.model
        rows: models.QuerySet[Any] = model.objects.all()
        return rows

    def rows_seen_by(self, actor: Actor) -> models.QuerySet[Any] | None:
        """The standing rows that the actor's organisation sees; None where the post opens no such rows."""
        rows = self._opened_by(actor)
        return None if rows is None else rows.filter(self.stands, **_not_withdrawn(self.model)).order_by()

    def _opened_by(self, actor: Actor) -> models.QuerySet[Any] | None:
        if self.opened_by is not None:
            return self.opened_by(actor)
        kind = record_kind(self.model._meta.label)
        return kind.rows_seen_by(actor) if kind and kind.may_be_opened_by(actor) else None


def plain_hits(note: Callable[[Any], str], *related: str) -> Callable[..., Iterable[tuple[int, Hit]]]:
    """Hits called as the rows call themselves, each with a note, leading to its page."""

    def hits(actor: Actor, rows: models.QuerySet[Any]) -> Iterable[tuple[int, Hit]]:  # noqa: ARG001 - a kind's signature
        for row in rows.select_related(*related) if related else rows:
            yield row.pk, Hit(str(row), note(row), record_url(row))

    return hits


def _not_withdrawn(model: type[models.Model]) -> dict[str, bool]:
    """Withdrawn rows are not found; a model without withdrawal has none."""
    return {"is_voided": False} if any(field.name == "is_voided" for field in model._meta.fields) else {}
