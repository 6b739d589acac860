"""Facts that have been read, as tables for computing at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from itertools import chain
from operator import itemgetter
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from antu.policy.batch.layout import FactsTables, arrow_type, codes_of, columns_read, no_refusals
from antu.policy.facts import Facts
from antu.policy.numbers import EXACT
from antu.policy.pack import Pack
from antu.policy.schema import PROJECT, SUBJECT, ColumnType, FactColumn, Row, Value


def facts_tables(pack: Pack, facts: Sequence[Facts]) -> FactsTables:
    """The facts as tables, with the columns that the pack's formulas read."""
    codes, columns = codes_of(pack), columns_read(pack)
    projects, places = _projects(facts, columns[PROJECT])
    subjects = pa.array(range(len(facts)), pa.int64())
    project_of = pa.array(places, pa.int64())
    tables = {
        SUBJECT: _table(
            [each.subject for each in facts], columns[SUBJECT], codes, _subject=subjects, _project=project_of
        ),
        PROJECT: _table(projects, columns[PROJECT], codes, _project=pa.array(range(len(projects)), pa.int64())),
    }
    for name, table in pack.facts.tables.items():
        if not table.is_single:
            tables[name] = _child([each.tables.get(name, ()) for each in facts], places, columns[name], codes)
    return FactsTables(tables, len(facts), no_refusals())


def _projects(facts: Sequence[Facts], columns: Sequence[FactColumn]) -> tuple[list[Row], list[int]]:
    """The different projects as far as formulas see them, and which is each subject's."""
    rows: list[Row] = []
    known: dict[tuple[Value, ...], int] = {}
    same: dict[int, int] = {}
    places = []
    for each in facts:
        place = same.get(id(each.project))
        if place is None:
            key = tuple(each.project[column.name] for column in columns)
            place = known.setdefault(key, len(rows))
            if place == len(rows):
                rows.append(each.project)
            same[id(each.project)] = place
        places.append(place)
    return rows, places


def _child(
    groups: list[tuple[Row, ...]], projects: list[int], columns: Sequence[FactColumn], codes: Mapping[str, int]
) -> pa.Table:
    rows = list(chain.from_iterable(groups))
    sizes = [len(group) for group in groups]
    subjects = list(chain.from_iterable([place] * size for place, size in enumerate(sizes)))
    return _table(
        rows,
        columns,
        codes,
        _subject=pa.array(subjects, pa.int64()),
        _project=pa.array([projects[place] for place in subjects], pa.int64()),
        _row=pa.array(chain.from_iterable(map(range, sizes)), pa.int32()),
    )


def _table(
    rows: Sequence[Row], columns: Sequence[FactColumn], codes: Mapping[str, int], **places: pa.Array
) -> pa.Table:
    arrays = {column.name: column_array(column, map(itemgetter(column.name), rows), codes) for column in columns}
    return pa.table(places | arrays)


def column_array(column: FactColumn, values: Iterable[Any], codes: Mapping[str, int]) -> pa.Array:
    """The values of a column as they are kept."""
    match column.type:
        case ColumnType.CHOICE:
            kept: Iterable[object] = map(codes.get, values)
        case ColumnType.DECIMAL | ColumnType.INTEGER:
            kept = map(_scaled(column), values)
        case _:
            kept = values
    return pa.array(list(kept), arrow_type(column))


def _scaled(column: FactColumn) -> Callable[[Any], object]:
    decimals, wide = column.decimals, pa.types.is_decimal(arrow_type(column))

    def scaled(value: Decimal | None) -> object:
        if value is None:
            return None
        whole = EXACT.scaleb(value, decimals)
        return EXACT.quantize(whole, Decimal(1)) if wide else int(whole)

    return scaled


def save_tables(tables: FactsTables, folder: Path) -> None:
    """Writes the tables as Parquet files, one a table, for computing straight from disk."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, table in tables.tables.items():
        pq.write_table(table, folder / f"{name}.parquet", compression="zstd")
