"""The record page: any row of the tables that a room lists, with its parents, its children and its journal."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import islice
from typing import Any, Final

from django.db import models

from antu.kernel.identity import mask_account, mask_id_number, mask_phone
from antu.platform.actor import Actor
from antu.platform.contributions import collected
from antu.platform.display import Cell, Column, Fact, Row, Table, marks
from antu.platform.fields import DERIVED
from antu.platform.journal import SEALED
from antu.platform.links import record_url
from antu.platform.models import seen_where, sees
from antu.platform.wording import UNKNOWN, day_text, fen_text, joined, moment_text, number_text, yes_or_no

#: Children of one kind shown on a record page; the rest are counted.
CHILDREN_SHOWN: Final = 100

#: How personal numbers are shown, by the name of their column. The journal keeps telephones in clear.
MASKS: Final[Mapping[str, Callable[[str], str]]] = {
    "身份证号": mask_id_number,
    "银行账号": mask_account,
    "联系电话": mask_phone,
}

_FEN = "（分）"


ColumnWords = tuple[str, Callable[[Any], str]]
"""A column's title, and how its values read."""


@dataclass(frozen=True, slots=True)
class RecordKind:
    """A room lets the record page show this model, to posts with any of these permissions.

    ``words`` gives a column's title and how its values read, where codes have words that only the room knows;
    ``leads_to`` names the parent on whose page such rows are shown instead.
    """

    model: type[models.Model]
    permissions: tuple[str, ...]
    words: Callable[[str], ColumnWords] | None = None
    leads_to: str = ""

    def may_be_opened_by(self, actor: Actor) -> bool:
        """Whether the actor's post sees rows of this model at all."""
        return any(actor.may(permission) for permission in self.permissions)

    def rows_seen_by(self, actor: Actor) -> models.QuerySet[Any]:
        """The rows that the actor's organisation sees."""
        model: Any = self.model
        rows: models.QuerySet[Any] = model.objects.all()
        return rows if actor.reach.everything else rows.filter(seen_where(self.model, actor.reach))


def open_records(*shown: type[models.Model]) -> tuple[RecordKind, ...]:
    """Rows that whoever sees the register or the report may open: nothing in them is personal."""
    return tuple(RecordKind(model, ("register.view", "report.view")) for model in shown)


def record_kind(label: str) -> RecordKind | None:
    """The kind listed under ``app.Model`` (in any case), or None: other tables are nobody's to browse."""
    return next((kind for kind in collected(RecordKind) if kind.model._meta.label_lower == label.lower()), None)


def facts_of(actor: Actor, kind: RecordKind, obj: models.Model) -> list[Fact]:
    """The row's own columns under their names; protected numbers masked."""
    return [
        _fact(actor, kind, field, obj)
        for field in obj._meta.concrete_fields
        if not (field.primary_key or isinstance(field, DERIVED) or not field.editable)
        and field.name not in {"is_sample", "is_voided"}
    ]


def _fact(actor: Actor, kind: RecordKind, field: models.Field[Any, Any], obj: models.Model) -> Fact:
    if kind.words is None or isinstance(field, models.ForeignKey):
        return Fact(column_label(field), _cell(actor, field, obj))
    title, read = kind.words(field.attname)
    return Fact(title, Cell(read(field.value_from_object(obj))))


def column_label(field: models.Field[Any, Any]) -> str:
    """The column's name on screen: amounts are kept in fen and shown in yuan."""
    return str(field.verbose_name).replace(_FEN, "（元）")


def value_text(field: models.Field[Any, Any], value: Any) -> str:
    """A column's value as people read it; ``value`` may come from the journal, so as JSON keeps it."""
    if isinstance(field, models.BigIntegerField) and _FEN in str(field.verbose_name):
        return fen_text(value)
    if field.choices and value:
        return str(dict(field.flatchoices).get(value, value))
    return hidden(str(field.verbose_name), plain_text(value))


def _pairs_text(pairs: dict[str, Any]) -> str:
    return joined((f"{name} {hidden(name, plain_text(inner))}" for name, inner in pairs.items()), "，")


def hidden(name: str, text: str) -> str:
    """The text, masked where its column names a personal number; what the journal sealed stays as it is."""
    if text == UNKNOWN or text.startswith(SEALED):
        return text
    return MASKS[name](text) if name in MASKS else text


def _list_text(values: list[Any]) -> str:
    return joined(plain_text(each) for each in values)


#: The first class that fits decides; bool stands before the numbers it counts among, datetime before date.
_FORMS: Final[tuple[tuple[type, Callable[[Any], str]], ...]] = (
    (bool, yes_or_no),
    (datetime, moment_text),
    (date, day_text),
    (Decimal, number_text),
    (dict, _pairs_text),
    (list, _list_text),
)


def plain_text(value: Any) -> str:
    """A value of any kind as people read it; identity numbers and telephones among them are masked by their name."""
    if value is None or value == "":
        return UNKNOWN
    return next((form(value) for kind, form in _FORMS if isinstance(value, kind)), str(value))


def _cell(actor: Actor, field: models.Field[Any, Any], obj: models.Model) -> Cell:
    if isinstance(field, models.ForeignKey):
        parent = getattr(obj, field.name)
        return Cell(UNKNOWN) if parent is None else Cell(str(parent), url=_url_if_seen(actor, parent))
    return Cell(value_text(field, field.value_from_object(obj)))


def _url_if_seen(actor: Actor, obj: models.Model) -> str:
    kind = record_kind(obj._meta.label)
    return record_url(obj) if kind and kind.may_be_opened_by(actor) and sees(actor, obj) else ""


def children_of(actor: Actor, obj: models.Model) -> Iterator[tuple[str, Table]]:
    """Rows of other listed tables that point here and that the actor may open, by table."""
    for relation in obj._meta.related_objects:
        kind = record_kind(relation.related_model._meta.label)
        if relation.one_to_many and kind and kind.may_be_opened_by(actor):
            rows = kind.rows_seen_by(actor).filter(**{relation.field.name: obj})
            shown = [_child_row(child) for child in islice(rows.iterator(), CHILDREN_SHOWN)]
            if shown:
                caption = f"共 {rows.count()} 条，列出前 {len(shown)} 条"
                title = str(relation.related_model._meta.verbose_name)
                yield title, Table((Column(title),), shown, caption=caption)


def _child_row(child: models.Model) -> Row:
    chips = marks(is_sample=getattr(child, "is_sample", False), is_voided=getattr(child, "is_voided", False))
    url = record_url(child)
    return Row((Cell(str(child), url=url, chips=chips),), url)
