"""One column of a register: each different value is read once, by the reader of facts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

import pyarrow as pa
import pyarrow.compute as pc

from antu.policy.batch.facts_columns import column_array
from antu.policy.cell import BadValue, read_value, reader_of
from antu.policy.numbers import plain
from antu.policy.schema import FactColumn, Value


@dataclass(frozen=True, slots=True)
class ReadColumn:
    """A column as tables keep it, and the rule that each value breaks; ``broken`` is null for a good one."""

    values: pa.Array
    broken: pa.Array


def read_column(column: FactColumn, given: pa.Array, codes: Mapping[str, int]) -> ReadColumn:
    """Every value as the column reads it, its default for none; null where it breaks a rule."""
    different, which = _different(given)
    read, rules = _read(column, different)
    which = which.fill_null(len(different))
    return ReadColumn(column_array(column, read, codes).take(which), pa.array(rules, pa.string()).take(which))


def read_days(column: FactColumn, given: pa.Array, assumed: pa.Array, codes: Mapping[str, int]) -> ReadColumn:
    """The signing days, where there are such the ``assumed`` ones, whatever was given."""
    own = read_column(replace(column, required=False), given, codes)
    days = pc.coalesce(assumed, own.values)
    missing = pc.and_(pc.and_(days.is_null(), own.broken.is_null()), column.required)
    return ReadColumn(days, pc.if_else(missing, "F-REQUIRED", own.broken))


def text_of(given: object) -> object:
    """A value of a file as a document of facts gives it: numbers and days as text."""
    if isinstance(given, Decimal):
        return plain(given)
    return given.isoformat() if isinstance(given, date) else given


def _read(column: FactColumn, different: Sequence[object]) -> tuple[list[Value], list[str | None]]:
    """Each value as it is read and the rule that it breaks, those of no value last."""
    reader = reader_of(column)
    read: list[Value] = []
    rules: list[str | None] = []
    for each in different:
        try:
            read.append(reader(text_of(each)))
            rules.append(None)
        except BadValue as error:
            read.append(None)
            rules.append(error.rule)
    try:
        return [*read, read_value(column, None)], [*rules, None]
    except BadValue as error:
        return [*read, None], [*rules, error.rule]


def _different(given: pa.Array) -> tuple[list[object], pa.Array]:
    """The different values, and which of them stands where: null where none does."""
    if pa.types.is_null(given.type):
        return [], pa.nulls(len(given), pa.int32())
    if pa.types.is_nested(given.type):
        values = given.to_pylist()
        return values, pa.array([None if each is None else place for place, each in enumerate(values)], pa.int32())
    encoded = given.dictionary_encode()
    return encoded.dictionary.to_pylist(), encoded.indices
