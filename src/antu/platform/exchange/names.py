"""The names by which rows mean other rows: those on record, and those that the file itself introduces."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from antu.kernel.text import comparable_name
from antu.platform.exchange.sheet import DistrictSheet
from antu.platform.models import RecordedRow

Key = tuple[object, ...]
"""Comparable values of the columns that name a row."""

SEPARATORS = "，,;；"
LIST_SEPARATOR = "、"


def comparable_value(value: object) -> object:
    """What two spellings of one value have in common."""
    return comparable_name(value) if isinstance(value, str) else value


def entries(listed: str) -> list[str]:
    """The entries of a cell that holds several, written by 、 or another separator."""
    for separator in SEPARATORS:
        listed = listed.replace(separator, LIST_SEPARATOR)
    return [entry.strip() for entry in listed.split(LIST_SEPARATOR) if entry.strip()]


class Directory:
    """Finds the record that a name means, for the sheets learnt so far.

    A withdrawn record is known apart: it introduces nothing, and only withdrawn rows may still name it.
    """

    def __init__(self) -> None:
        self._standing: dict[type[RecordedRow], dict[Key, int]] = defaultdict(dict)
        self._withdrawn: dict[type[RecordedRow], dict[Key, int]] = defaultdict(dict)

    def learn(self, sheet: DistrictSheet) -> None:
        """Take up the records of the sheet as they stand; a name that a record had before still finds it."""
        records = list(sheet.model.objects.all())
        standing = {record.pk for record in records if not record.is_voided}
        before = {key: pk for key, pk in self._standing[sheet.model].items() if pk in standing}
        self._standing[sheet.model] = before | _named(sheet, [record for record in records if record.pk in standing])
        self._withdrawn[sheet.model] = _named(sheet, [record for record in records if record.pk not in standing])

    def find(self, model: type[RecordedRow], key: Key, *, is_withdrawn: bool = False) -> int | None:
        """The primary key of the record so named; ``is_withdrawn`` says that a withdrawn row asks."""
        found = self._standing[model].get(key)
        return self._withdrawn[model].get(key) if found is None and is_withdrawn else found

    def is_withdrawn(self, model: type[RecordedRow], key: Key) -> bool:
        """Whether the name means a withdrawn record."""
        return key not in self._standing[model] and key in self._withdrawn[model]

    def standing(self, model: type[RecordedRow]) -> Mapping[Key, int]:
        """All names of standing records."""
        return self._standing[model]

    def withdrawn(self, model: type[RecordedRow]) -> Mapping[Key, int]:
        """All names of withdrawn records."""
        return self._withdrawn[model]


def _named(sheet: DistrictSheet, records: list[Any]) -> dict[Key, int]:
    """Primary keys by name: a stronger name wins over a weaker, and a weak one that two records share means neither."""
    found: dict[Key, int] = {}
    for group in sheet.known_by:
        meanings: dict[Key, set[int]] = defaultdict(set)
        for record in records:
            for key in _keys([getattr(record, field) for field in group]):
                meanings[key].add(record.pk)
        found = {key: min(pks) for key, pks in meanings.items() if len(pks) == 1} | found
    return found


def _keys(values: list[Any]) -> Iterator[Key]:
    """The keys of a record's name; a single text may list several names."""
    if len(values) > 1:
        yield tuple(comparable_value(value) for value in values)
        return
    whole = str(values[0])
    for name in dict.fromkeys((whole, *entries(whole))):
        if name:
            yield (comparable_value(name),)
