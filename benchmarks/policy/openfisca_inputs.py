"""What OpenFisca is given of a register: a column of numpy a variable, numbers whole, of their last decimal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import duckdb
import numpy as np

from benchmarks.policy.hand_sql import BIGINT, load_annexes, load_register
from benchmarks.policy.registers import Register

FINE: Final = 4
"""Decimals of a quantity of hunan-demo-2023."""


@dataclass(frozen=True, slots=True)
class Column:
    """The values of one variable; a number has ``decimals``, a word is its place in ``words``."""

    values: Any
    decimals: int | None = None
    words: tuple[str, ...] = ()

    def code(self, word: str) -> int:
        """The number that stands for a word; −1 for one that nobody has."""
        return self.words.index(word) if word in self.words else -1


Columns = dict[str, Column]


@dataclass(frozen=True, slots=True)
class Inputs:
    """Variables of households, and of persons with the household of each."""

    subjects: int
    households: Columns
    persons: Columns
    household_of: Any
    rates: Mapping[str, Sequence[int]]
    """Rates in fen by the prefix of their quantity columns, in order."""


def flat_inputs(register: Register) -> Inputs:
    """The flat register: every household with its project."""
    with _loaded(register) as database:
        read = "SELECT * FROM subject JOIN project USING (_project) ORDER BY _subject"
        decimals = {"area_m2": 2, "temporary_m2": 2, "decoration_m2": 2, "yard_m2": 2, "crop_mu": 3}
        whole = dict.fromkeys(("wells", "bamboo", "graves", "people"), 0)
        columns = _columns(database, read, decimals | whole)
        columns.pop("_subject")
        return Inputs(register.subjects, columns, {}, None, {})


def hunan_inputs(register: Register) -> Inputs:
    """Households with a column of quantities a rate, and members as persons; a subject without members gets nobody."""
    with _loaded(register) as database:
        households = _columns(database, "SELECT * FROM subject JOIN project USING (_project) ORDER BY _subject", {})
        rates: dict[str, list[int]] = {}
        for prefix, (source, annex, keys, quantity) in _SUMMED.items():
            keyed = f"SELECT *, row_number() OVER () - 1 AS number FROM {annex}"
            rates[prefix] = [int(fen) for (fen,) in database.sql(f"SELECT fen FROM {annex}").fetchall()]
            sums = f"""SELECT number, _subject, CAST(sum({quantity}) AS BIGINT) AS whole
                FROM ({source}) JOIN ({keyed}) USING ({keys}) GROUP BY ALL"""
            for number in range(len(rates[prefix])):
                households[f"{prefix}_{number}"] = Column(_spread(database, register.subjects, sums, number), FINE)
            database.execute("DROP TABLE IF EXISTS summed")
        persons = _columns(database, "SELECT * FROM subject_members ORDER BY _subject", {})
        households.pop("_subject")
        return Inputs(register.subjects, households, persons, persons.pop("_subject").values, rates)


_BUILT = """SELECT * FROM buildings JOIN project USING (_project) WHERE built_on < notice_on AND legality = '{}'"""
_SUMMED: Final = {
    "house": (_BUILT.format("legal"), "house_rate", "structure, grade", "area_m2"),
    "temporary": (_BUILT.format("temporary_valid"), "house_rate", "structure, grade", "area_m2"),
    "decoration": ("SELECT * FROM decorations", "decoration_rate", "grade", "area_m2"),
    "fixture": ("SELECT * FROM fixtures WHERE before_notice", "fixture_rate", "kind", "quantity"),
    "crop": ("SELECT * FROM crops WHERE before_notice", "crop_rate", "kind", "quantity"),
    "grave": ("SELECT * FROM graves", "grave_rate", "kind", "count * 10000"),
    "land": ("SELECT * FROM parcels", "land_class_factor", "land_class", "(area_m2 * 3 + 1000) // 2000"),
}
"""A prefix of variables: the rows, the annex with a row a variable, what joins them, what is summed."""


def _loaded(register: Register) -> duckdb.DuckDBPyConnection:
    database = duckdb.connect()
    load_annexes(database, register.policy)
    load_register(database, register, BIGINT)
    if "members" in register.tables:
        database.execute(
            "CREATE VIEW subject_members AS SELECT s._subject, m.* EXCLUDE (_subject, _row, _project),"
            " notice_on AS noticed_on, population_cutoff_on AS cutoff_on"
            " FROM subject AS s JOIN project USING (_project) LEFT JOIN members AS m ON m._subject = s._subject"
        )
    return database


def _spread(database: duckdb.DuckDBPyConnection, subjects: int, sums: str, number: int) -> Any:
    """The sums of one variable, nought for every household that has none."""
    database.execute(f"CREATE TABLE IF NOT EXISTS summed AS {sums}")
    found = database.sql(f"SELECT _subject, whole FROM summed WHERE number = {number}").fetchnumpy()
    values = np.zeros(subjects, np.int64)
    values[found["_subject"]] = found["whole"]
    return values


def _columns(database: duckdb.DuckDBPyConnection, query: str, decimals: dict[str, int]) -> Columns:
    columns: Columns = {}
    relation = database.sql(query)
    kinds = dict(zip(relation.columns, map(str, relation.types), strict=True))
    numbers = [
        f'enum_code("{name}") AS "{name}"' if kind.startswith("ENUM") else f'"{name}"' for name, kind in kinds.items()
    ]
    found = database.sql(f"SELECT {', '.join(numbers)} FROM ({query})").fetchnumpy()
    for name, kind in kinds.items():
        if name == "_project":
            continue
        values = found[name]
        if isinstance(values, np.ma.MaskedArray):
            values = values.filled(_NOTHING.get(values.dtype.kind, 0))
        words = tuple(word.strip(" '") for word in kind[5:-1].split(",")) if kind.startswith("ENUM") else ()
        columns[name] = Column(values.astype("datetime64[D]") if kind == "DATE" else values, decimals.get(name), words)
    return columns


_NOTHING: Final = {"M": np.datetime64("NaT"), "b": False}
