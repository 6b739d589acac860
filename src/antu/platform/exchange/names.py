"""The names by which rows mean other rows: those on record, and those that the file itself introduces."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from antu.kernel.text import comparable_name, entries
from antu.platform.exchange.sheet import DistrictSheet
from antu.platform.models import RecordedRow

Key = tuple[object, ...]
"""Comparable values of the columns that name a row."""


def comparable_value(value: object) -> object:
    """What two spellings of one value have in common."""
    return comparable_name(value) if isinstance(value, str) else value


class Directory:
    """Finds the record that a name means, for the sheets learnt so far. A withdrawn record is still found."""

    def __init__(self) -> None:
        self._known: dict[type[RecordedRow], dict[Key, int]] = defaultdict(dict)

    def learn(self, sheet: DistrictSheet) -> None:
        """Take up the records of the sheet as they stand; a name that a record had before still finds it."""
        self._known[sheet.model] |= _named(sheet, list(sheet.model.objects.all()))

    def find(self, model: type[RecordedRow], key: Key) -> int | None:
        """The primary key of the record so named."""
        return self._known[model].get(key)

    def names(self, model: type[RecordedRow]) -> Mapping[Key, int]:
        """All names of records."""
        return self._known[model]


def _named(sheet: DistrictSheet, records: list[Any]) -> dict[Key, int]:
    """Primary keys by name: a stronger name wins over a weaker, and a weak one that two records share means neither."""
    found: dict[Key, int] = {}
    for strength, group in enumerate(sheet.known_by):
        meanings: dict[Key, set[int]] = defaultdict(set)
        for record in records:
            for key in _keys([getattr(record, field) for field in group], may_list=strength > 0):
                meanings[key].add(record.pk)
        found = {key: min(pks) for key, pks in meanings.items() if len(pks) == 1} | found
    return found


def _keys(values: list[Any], *, may_list: bool) -> Iterator[Key]:
    """The keys of a record's name; a weaker one, such as 曾用名, may list several names."""
    if not may_list:
        yield tuple(comparable_value(value) for value in values)
        return
    for value in values:
        yield from ((comparable_value(name),) for name in {value, *entries(value)} if name)
