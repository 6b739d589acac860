"""Child rows as OpenFisca's inputs: the quantities a rate, summed up for each household with numpy inside the clock."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import duckdb
import numpy as np
import pyarrow as pa

from antu.policy.batch import codes_of
from benchmarks.policy.hand_sql import load_annexes
from benchmarks.policy.openfisca_inputs import FINE, Column, Columns
from benchmarks.policy.ours.coded import coded_tables
from benchmarks.policy.registers import Register, pack_of

Values = Any
Read = Callable[[str], Values]
"""A column of a child table as numpy, by name."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where the quantities of a prefix come from: a child table, an annex with its keys, which rows count, how much."""

    table: str
    annex: str
    keys: tuple[str, ...]
    quantity: Callable[[Read], Values]
    holds: Callable[[Read, Values, Mapping[str, int]], Values] | None = None


def _built(legality: str) -> Callable[[Read, Values, Mapping[str, int]], Values]:
    def holds(read: Read, notice_on: Values, codes: Mapping[str, int]) -> Values:
        return (read("legality") == codes[legality]) & (read("built_on") < notice_on[read("_project")])

    return holds


def _area(read: Read) -> Values:
    return read("area_m2")


def _quantity(read: Read) -> Values:
    return read("quantity")


def _before_notice(read: Read, _notice_on: Values, _codes: Mapping[str, int]) -> Values:
    return read("before_notice")


_SOURCES: Final = {
    "house": Source("buildings", "house_rate", ("structure", "grade"), _area, _built("legal")),
    "temporary": Source("buildings", "house_rate", ("structure", "grade"), _area, _built("temporary_valid")),
    "decoration": Source("decorations", "decoration_rate", ("grade",), _area),
    "fixture": Source("fixtures", "fixture_rate", ("kind",), _quantity, _before_notice),
    "crop": Source("crops", "crop_rate", ("kind",), _quantity, _before_notice),
    "grave": Source("graves", "grave_rate", ("kind",), lambda read: read("count") * 10**FINE),
    "land": Source("parcels", "land_class_factor", ("land_class",), lambda read: (read("area_m2") * 3 + 1000) // 2000),
}


class ChildRows:
    """The Arrow tables that this engine is given, and what OpenFisca's variables are made of them."""

    def __init__(self, register: Register) -> None:
        self.subjects = register.subjects
        self.tables: Mapping[str, pa.Table] = coded_tables(register).tables
        self.codes = codes_of(pack_of(register.policy))
        with duckdb.connect() as database:
            load_annexes(database, register.policy)
            self.places = {prefix: self._places(database, source) for prefix, source in _SOURCES.items()}

    def summed(self) -> Columns:
        """A column of quantities a rate, as ``hunan_inputs`` has them."""
        notice_on = self.tables["project"]["notice_on"].to_numpy()
        return dict(self._summed(notice_on))

    def _summed(self, notice_on: Values) -> Iterator[tuple[str, Column]]:
        for prefix, source in _SOURCES.items():
            table = self.tables[source.table]

            def read(name: str, table: pa.Table = table) -> Values:
                return table[name].to_numpy()

            lookup, rates = self.places[prefix]
            rate = lookup[tuple(read(key) for key in source.keys)]
            at, quantity = rate * self.subjects + read("_subject"), source.quantity(read)
            if source.holds is not None:
                there = source.holds(read, notice_on, self.codes)
                at, quantity = at[there], quantity[there]
            sums = np.bincount(at, weights=quantity, minlength=rates * self.subjects).astype(np.int64)
            for number, values in enumerate(sums.reshape(rates, self.subjects)):
                yield f"{prefix}_{number}", Column(values, FINE)

    def _places(self, database: duckdb.DuckDBPyConnection, source: Source) -> tuple[Values, int]:
        """The place of each rate in its annex by the codes of its keys, and how many rates there are."""
        rows: Sequence[tuple[str, ...]] = database.sql(
            f"SELECT {', '.join(source.keys)} FROM {source.annex}"
        ).fetchall()
        lookup = np.zeros((len(self.codes),) * len(source.keys), np.int64)
        for number, keys in enumerate(rows):
            lookup[tuple(self.codes[key] for key in keys)] = number
        return lookup, len(rows)
