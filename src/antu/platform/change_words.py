"""A change of a row in words: each column under its title, before and after, personal numbers masked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Any, Final

from django.apps import apps
from django.db.models import DecimalField

from antu.platform.contributions import collected
from antu.platform.records import ColumnWords, column_label, plain_text, record_kind, value_text

#: What a column holds before anybody filled it.
NOTHING: Final[tuple[object, ...]] = (None, "", {}, [])


@dataclass(frozen=True, slots=True)
class JournalWords:
    """A room says how the changes of one of its tables read, where codes have words that only the room knows."""

    kind: str
    column: Callable[[str], ColumnWords]


def words_of_changes(label: str, changes: Mapping[str, Any]) -> tuple[str, ...]:
    """``人数：5 → 4`` of each changed column of a row of the table ``app.model``, as the journal keeps changes.

    Without what the product keeps for itself (columns that nobody edits).
    """
    hidden = _kept_for_itself(label)
    columns = {name: _column(label, name) for name in changes if name not in hidden}
    return tuple(_one_change(*columns[name], values) for name, values in changes.items() if name in columns)


def _one_change(title: str, shown: Callable[[Any], str], values: Any) -> str:
    if not isinstance(values, list) or len(values) != 2:  # noqa: PLR2004 - [before, after] of ``journal.difference``
        return f"{title}：{shown(values)}"
    before, after = _what_differs(*values)
    return f"{title}：{shown(after)}" if before in NOTHING else f"{title}：{shown(before)} → {shown(after)}"


def _what_differs(before: Any, after: Any) -> Iterable[Any]:
    """Of two mappings only what differs, of other values both."""
    if not (isinstance(before, dict) and isinstance(after, dict)):
        return before, after
    names = [name for name in {**before, **after} if before.get(name) != after.get(name)]
    return tuple({name: side.get(name) for name in names} if side else side for side in (before, after))


def _kept_for_itself(label: str) -> set[str]:
    return {field.attname for field in _fields(label) if not field.editable}


def _column(label: str, name: str) -> ColumnWords:
    """As the table's room says, else by its columns; a name that is no column is a title already, its values plain."""
    for offer in collected(JournalWords):
        if offer.kind == label:
            return offer.column(name)
    field = next((each for each in _fields(label) if name in {each.attname, each.name}), None)
    if field is None:
        return name, plain_text
    kind = record_kind(label)
    title: str = column_label(field)
    shown: Callable[[Any], str] = partial(value_text, field)
    if kind and kind.words and not field.is_relation:
        title, shown = kind.words(field.attname)
    if isinstance(field, DecimalField):  # which the journal keeps as text, with zeros at the end or without
        return title, lambda value: shown(None if value in NOTHING else Decimal(value))
    return title, shown


def _fields(label: str) -> Iterator[Any]:
    """The columns of the table, none of one that no longer exists."""
    try:
        yield from apps.get_model(label)._meta.concrete_fields
    except LookupError:
        return
