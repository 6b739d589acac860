"""A register read into tables, checked: from a nested file, a row a subject, or from documents of facts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from antu.policy.batch.engine import Engine
from antu.policy.batch.layout import REFUSED_SCHEMA, FactsTables, codes_of, columns_read, no_refusals
from antu.policy.batch.program import Program, compile_pack
from antu.policy.batch.refusals import checks_pack, failed_checks, without
from antu.policy.batch.register_columns import ReadColumn, read_column, read_days
from antu.policy.batch.register_rows import TableRows, nested_type
from antu.policy.batch.scopes import PROJECT_ID, ROW, SUBJECT_ID
from antu.policy.facts import Facts
from antu.policy.pack import Pack
from antu.policy.schema import PROJECT, SUBJECT, ColumnType, FactColumn, FactTable

_TYPES = {
    ColumnType.TEXT: pa.string(),
    ColumnType.CHOICE: pa.string(),
    ColumnType.DATE: pa.date32(),
    ColumnType.BOOLEAN: pa.bool_(),
}
_MOST = 38


@dataclass(frozen=True, slots=True)
class RegisterReader:
    """Reads registers for one pack; the engine runs the checks between columns."""

    pack: Pack
    engine: Engine
    codes: Mapping[str, int] = field(init=False)
    checks: Program = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "codes", codes_of(self.pack))
        object.__setattr__(self, "checks", compile_pack(checks_pack(self.pack)))

    def reads_like(self, other: RegisterReader) -> bool:
        """Whether both make the same tables of the same rows, as they do where only rates or items differ."""
        return _read_by(self) == _read_by(other)

    def tables(self, rows: Mapping[str, TableRows], assumed_on: Sequence[date | None]) -> FactsTables:
        """The facts of the rows: ``refused`` names each that breaks the pack's ranges or checks.

        ``assumed_on`` is each subject's assumed signing day, None where its own stands. As in reading facts, the checks
        between columns are run where every value can be read. Subjects whose checks the engine cannot run are left
        out of the tables and are not refused: explaining says what becomes of them.
        """
        assumed = pa.array(assumed_on, pa.date32())
        read = {name: _read(self, table, rows[name], assumed) for name, table in self.pack.facts.tables.items()}
        projects, project_of = _different(read[PROJECT].table.drop_columns([SUBJECT_ID, ROW]))
        tables = {name: _placed(self.pack.facts.tables[name], each.table, project_of) for name, each in read.items()}
        tables[PROJECT] = projects
        whole = FactsTables(tables, len(assumed), no_refusals())
        kept = without(whole, pa.concat_tables([each.refused for each in read.values()]))
        return failed_checks(self.engine, self.checks, self.pack.checks, kept)


def write_register(pack: Pack, facts: Sequence[Facts], path: Path) -> None:
    """Writes facts as a register's file, every column of the pack in it."""
    arrays = {}
    for name, table in pack.facts.tables.items():
        kind = nested_type(table, {each.name: column_type(each) for each in table.columns.values()})
        if table.is_single:
            rows = [each.subject if name == SUBJECT else each.project for each in facts]
            arrays[name] = pa.array([dict(row) for row in rows], kind)
        else:
            arrays[name] = pa.array([[dict(row) for row in each.tables.get(name, ())] for each in facts], kind)
    pq.write_table(pa.table(arrays), path, compression="zstd")


def column_type(each: FactColumn) -> pa.DataType:
    """The type of a column in a register's file."""
    return _TYPES.get(each.type) or pa.decimal128(min(max(each.digits, each.decimals), _MOST), each.decimals)


def _read_by(reader: RegisterReader) -> tuple[object, ...]:
    """Everything that the tables depend on."""
    pack = reader.pack
    checks = [(each.table, each.column, each.rule, each.refuse.node) for each in pack.checks]
    return pack.facts, checks, reader.codes, columns_read(pack)


@dataclass(frozen=True, slots=True)
class _Read:
    """A table's rows with the columns that formulas read, and where its rows break rules."""

    table: pa.Table
    refused: pa.Table


def _read(reader: RegisterReader, table: FactTable, rows: TableRows, assumed: pa.Array) -> _Read:
    subjects, numbers = _places(rows.counts)
    columns: dict[str, pa.Array] = {SUBJECT_ID: subjects, ROW: numbers}
    kept = {each.name for each in columns_read(reader.pack)[table.name]}
    refused = [_too_many(table, rows.counts)]
    for name, column in table.columns.items():
        given = rows.column(name)
        read = _column(reader, column, given, assumed)
        broken = read.broken.is_valid()
        if pc.any(broken).as_py():
            found = (each.filter(broken) for each in (subjects, numbers, read.broken))
            refused.append(_refused(table, name, *found))
        if name in kept:
            columns[name] = read.values
        if name == "id" and not table.is_single:
            refused.append(_repeated(table, subjects, numbers, given))
    return _Read(pa.table(columns), pa.concat_tables(refused))


def _column(reader: RegisterReader, column: FactColumn, given: pa.Array, assumed: pa.Array) -> ReadColumn:
    if column is reader.pack.facts.signing_column:
        return read_days(column, given, assumed, reader.codes)
    return read_column(column, given, reader.codes)


def _places(counts: pa.Array) -> tuple[pa.Array, pa.Array]:
    """The subject of every row, and its place among the subject's rows."""
    ends = pc.cumulative_sum(counts)
    total = ends[-1].as_py() if len(ends) else 0
    rows = pa.array(range(total), pa.int64())
    subjects = pc.list_parent_indices(
        pa.LargeListArray.from_arrays(pa.concat_arrays([pa.array([0], pa.int64()), ends]), rows)
    )
    return subjects, pc.subtract(rows, pc.subtract(ends, counts).take(subjects)).cast(pa.int32())


def _refused(table: FactTable, column: str | None, subjects: pa.Array, rows: pa.Array, rules: pa.Array) -> pa.Table:
    """Where a rule is broken."""
    count = len(subjects)
    tables, columns = (pa.repeat(pa.scalar(each, pa.string()), count) for each in (table.name, column))
    numbers = pa.nulls(count, pa.int32()) if table.is_single else rows
    return pa.table([subjects, tables, numbers, columns, rules], schema=REFUSED_SCHEMA)


def _too_many(table: FactTable, counts: pa.Array) -> pa.Table:
    more = pc.greater(counts, table.rows_max)
    subjects = pa.array(range(len(counts)), pa.int64()).filter(more)
    count = len(subjects)
    return _refused(table, None, subjects, pa.nulls(count, pa.int32()), pa.repeat(pa.scalar("F-ROWS"), count))


def _repeated(table: FactTable, subjects: pa.Array, numbers: pa.Array, given: pa.Array) -> pa.Table:
    """Rows whose id stands on an earlier row of the same subject."""
    if pa.types.is_nested(given.type) or pa.types.is_null(given.type):
        return REFUSED_SCHEMA.empty_table()
    ids = pa.table({SUBJECT_ID: subjects, "id": given, ROW: numbers}).filter(pc.is_valid(given))
    found = ids.group_by([SUBJECT_ID, "id"], use_threads=False).aggregate([(ROW, "count"), (ROW, "list")])
    twice = found.filter(pc.greater(found[f"{ROW}_count"], 1))
    pairs = zip(twice[SUBJECT_ID].to_pylist(), twice[f"{ROW}_list"].to_pylist(), strict=True)
    again = [(subject, row) for subject, rows in pairs for row in sorted(rows)[1:]]
    subject = pa.array([subject for subject, _ in again], pa.int64())
    row = pa.array([row for _, row in again], pa.int32())
    return _refused(table, "id", subject, row, pa.repeat(pa.scalar("F-DUPLICATE"), len(again)))


def _different(rows: pa.Table) -> tuple[pa.Table, pa.Array]:
    """The different projects, each once, and which of them each subject has."""
    key = pa.repeat(pa.scalar(0, pa.int64()), rows.num_rows)
    for column in rows.columns:
        encoded = column.combine_chunks().dictionary_encode("encode")
        both = pc.add(pc.multiply(key, len(encoded.dictionary)), encoded.indices.cast(pa.int64()))
        key = both.dictionary_encode().indices.cast(pa.int64())
    places = pa.table({"key": key, "first": pa.array(range(rows.num_rows), pa.int64())})
    firsts = places.group_by("key").aggregate([("first", "min")]).sort_by("first_min")
    projects = rows.take(firsts["first_min"])
    own = pa.array(range(firsts.num_rows), pa.int64())
    which = pc.index_in(key, value_set=firsts["key"].combine_chunks()).cast(pa.int64())
    return pa.table({PROJECT_ID: own} | {name: projects[name] for name in projects.column_names}), which


def _placed(table: FactTable, read: pa.Table, project_of: pa.Array) -> pa.Table:
    placed = read.add_column(1, PROJECT_ID, project_of.take(read[SUBJECT_ID]))
    return placed.drop_columns([ROW]) if table.is_single else placed
