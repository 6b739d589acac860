"""Many new rows at once: numbered beforehand, sent by ``COPY`` to a temporary table, taken over from there.

A table under row security refuses ``COPY``; what is taken over from the temporary table is checked like any insert.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from itertools import islice
from operator import attrgetter
from typing import Any, Final, TypeVar

from django.db import connection, models
from django.db.models.base import ModelState

_PLAIN: Final = (
    models.BooleanField,
    models.DateField,
    models.DecimalField,
    models.IntegerField,
    models.ForeignKey,
    models.BigAutoField,
)
"""Fields whose attribute is the database's value already."""


FEW: Final = 10
"""So many rows are inserted as they are: a temporary table takes longer to make."""
_JSON: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


Row = TypeVar("Row", bound=models.Model)
Writer = Callable[[models.Model], Any]


def new_row(model: type[Row], **columns: Any) -> Row:
    """A new row like ``model(**columns)``, several times as quickly; columns by ``attname``. No signal is sent."""
    fixed, made = _defaults(model)
    row = model.__new__(model)
    row.__dict__.update(fixed, _state=ModelState())
    for name, make in made:
        row.__dict__[name] = make()
    row.__dict__.update(columns)
    return row


@cache
def _defaults(model: type[models.Model]) -> tuple[dict[str, Any], list[tuple[str, Callable[[], Any]]]]:
    """Defaults that are the same in every row, and how the others are made."""
    fields = [field for field in model._meta.concrete_fields if not field.generated]
    made = [(field.attname, field.get_default) for field in fields if callable(field.default)]
    return {field.attname: field.get_default() for field in fields if not callable(field.default)}, made


def add_rows(rows: Iterable[models.Model]) -> None:
    """Insert the new rows, all of one model, in the caller's transaction; each has its key afterwards.

    Columns that are filled from others are filled as ``save`` fills them. Signals are not sent.
    """
    added = list(rows)
    if not added:
        return
    model = type(added[0])
    if len(added) <= FEW:
        plain: models.QuerySet[Any] = models.QuerySet(model)
        plain.bulk_create(added)
        return
    _number(model, added)
    writers = _writers(model)
    table = connection.ops.quote_name(model._meta.db_table)
    columns = ", ".join(connection.ops.quote_name(column) for column in writers)
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMPORARY TABLE staged_rows AS SELECT {columns} FROM {table} WITH NO DATA")  # noqa: S608 - our names
        with cursor.cursor.copy(f"COPY staged_rows ({columns}) FROM STDIN") as copy:
            write, ways = copy.write_row, tuple(writers.values())
            for row in added:
                write([way(row) for way in ways])
        cursor.execute(f"INSERT INTO {table} ({columns}) SELECT {columns} FROM staged_rows")  # noqa: S608 - our names
        cursor.execute("DROP TABLE staged_rows")
    for row in added:
        row._state.adding, row._state.db = False, connection.alias  # noqa: SLF001 - what Model.from_db sets


def add_as_they_come(rows: Iterable[models.Model], at_a_time: int = 1_000) -> None:
    """Insert new rows of one model while they are made, so many at a time: what does not fit in memory. As above."""
    source = iter(rows)
    while some := list(islice(source, at_a_time)):
        add_rows(some)


def _number(model: type[models.Model], rows: Sequence[models.Model]) -> None:
    """Give each row its key from the table's own sequence."""
    with connection.cursor() as cursor:
        key = model._meta.pk.column
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
            [connection.ops.quote_name(model._meta.db_table), key, len(rows)],
        )
        for row, (number,) in zip(rows, cursor.fetchall(), strict=True):
            row.pk = number


@cache
def _writers(model: type[models.Model]) -> dict[str, Writer]:
    """How each column of a row is written, by its name in the table."""
    return dict(_columns(model))


def _columns(model: type[models.Model]) -> Iterator[tuple[str, Writer]]:
    for field in model._meta.concrete_fields:
        if not field.generated:
            yield str(field.column), _writer(field)


def _writer(field: models.Field[Any, Any]) -> Writer:
    name, own = field.attname, type(field).pre_save
    if getattr(field, "auto_now_add", False) or getattr(field, "auto_now", False):
        return lambda row: field.pre_save(row, add=True)
    if own in {models.Field.pre_save, models.DateField.pre_save, models.DateTimeField.pre_save}:
        if isinstance(field, _PLAIN):
            return attrgetter(name)
        if isinstance(field, models.CharField | models.TextField):
            return lambda row: _text(getattr(row, name))
        if type(field) is models.JSONField and field.encoder is None:
            return lambda row: _json(getattr(row, name))
    if _is_prepared_alone(type(field)):
        return lambda row: field.get_prep_value(field.pre_save(row, add=True))
    return lambda row: field.get_db_prep_save(field.pre_save(row, add=True), connection)


def _is_prepared_alone(kind: type[models.Field[Any, Any]]) -> bool:
    """Whether the database gets what ``get_prep_value`` says: asking the connection, too, takes as long again."""
    plain = models.Field
    return (kind.get_db_prep_save, kind.get_db_prep_value) == (plain.get_db_prep_save, plain.get_db_prep_value)


def _text(value: Any) -> Any:
    """A member of a choice as its code."""
    return value if value is None or value.__class__ is str else str(value)


def _json(value: Any) -> str | None:
    """As text, which is read as ``jsonb`` like any other; most are empty."""
    if value == {}:
        return "{}"
    return None if value is None else _JSON.encode(value)
