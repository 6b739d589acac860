"""A register as one nested Parquet file: a row a subject, its rows inside. Read into tables, and written."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
from sqlglot import exp

from antu.kernel.errors import Problem
from antu.policy.batch.duckdb_engine import DuckDB
from antu.policy.batch.layout import FactsTables, arrow_type, codes_of, columns_read, no_refusals
from antu.policy.batch.refusals import without_refused
from antu.policy.batch.register_cells import CELL, Cell
from antu.policy.batch.register_schema import check_schema, nested_type
from antu.policy.batch.scopes import PROJECT_ID, ROW, SUBJECT_ID, column, named
from antu.policy.facts import Facts
from antu.policy.faults import BadFacts
from antu.policy.pack import Pack
from antu.policy.schema import PROJECT, SUBJECT, ColumnType, FactColumn, FactTable

_REGISTER = "register"
_PROJECTS, _PROJECT_OF, _PLACE = "projects", "project_of", "file_row_number"


def register_tables(pack: Pack, path: Path) -> FactsTables:
    """The facts of a register's file, checked: rows that break the pack's ranges or checks are in ``refused``.

    Raises BadFacts with every problem of the file's own form: unknown tables and columns, missing ones, other types.
    """
    schema = _schema(path)
    check_schema(pack, schema)
    connection = duckdb.connect(config={"autoinstall_known_extensions": False})
    try:
        connection.read_parquet(str(path), file_row_number=True).create_view(_REGISTER)
        _find_projects(connection)
        tables = {
            name: _read(connection, pack, table, _types(schema, table)) for name, table in pack.facts.tables.items()
        }
    finally:
        connection.close()
    whole = FactsTables(tables, tables[SUBJECT].num_rows, no_refusals())
    with DuckDB() as engine:
        checked = without_refused(engine, pack, whole)
    read = columns_read(pack)
    kept = {name: _only(table, [each.name for each in read[name]]) for name, table in checked.tables.items()}
    return FactsTables(kept, whole.subjects, checked.refused)


def write_register(pack: Pack, facts: Sequence[Facts], path: Path) -> None:
    """Writes facts as a register's file, every column of the pack in it."""
    arrays = {}
    for name, table in pack.facts.tables.items():
        kind = nested_type(table)
        if table.is_single:
            rows = [each.subject if name == SUBJECT else each.project for each in facts]
            arrays[name] = pa.array([dict(row) for row in rows], kind)
        else:
            arrays[name] = pa.array([[dict(row) for row in each.tables.get(name, ())] for each in facts], kind)
    pq.write_table(pa.table(arrays), path, compression="zstd")


def _schema(path: Path) -> pa.Schema:
    try:
        return pq.read_schema(path)
    except (OSError, pa.ArrowInvalid) as error:
        message = f"读不到台账文件 {path}：没有这个文件，或不是 Parquet；请核对路径"
        raise BadFacts(Problem("F-FILE", message, {"file": str(path)})) from error


def _types(schema: pa.Schema, table: FactTable) -> dict[str, pa.DataType]:
    """The file's columns of a table; none where it has no such table."""
    if schema.get_field_index(table.name) < 0:
        return {}
    kind = schema.field(table.name).type
    struct = kind if table.is_single else kind.value_type
    return {struct.field(place).name: struct.field(place).type for place in range(struct.num_fields)}


def _find_projects(connection: duckdb.DuckDBPyConnection) -> None:
    """Each project once, and which is each subject's."""
    different = exp.Select(expressions=[named(column(PROJECT), CELL)]).from_(_table(_REGISTER)).distinct()
    number = exp.Sub(this=exp.Window(this=exp.RowNumber()), expression=exp.Literal.number(1))
    projects = exp.Select(expressions=[named(number, PROJECT_ID), column(CELL)]).from_(_aliased(different, "d"))
    _keep(connection, _PROJECTS, projects)
    same = exp.NullSafeEQ(this=column(PROJECT, "r"), expression=column(CELL, "p"))
    of = exp.Select(expressions=[named(column(_PLACE, "r"), SUBJECT_ID), column(PROJECT_ID, "p")])
    of = of.from_(_table(_REGISTER, "r")).join(_table(_PROJECTS, "p"), on=same, copy=False)
    _keep(connection, _PROJECT_OF, of)


def _keep(connection: duckdb.DuckDBPyConnection, name: str, select: exp.Select) -> None:
    create = exp.Create(this=_table(name), kind="TABLE", expression=select)
    connection.execute(create.sql(dialect="duckdb", identify=True))


def _read(
    connection: duckdb.DuckDBPyConnection, pack: Pack, table: FactTable, types: dict[str, pa.DataType]
) -> pa.Table:
    codes = codes_of(pack)
    cells = [Cell(each, types.get(each.name)) for each in table.columns.values()]
    chosen = [expression for cell in cells for expression in cell.chosen(codes)]
    select = exp.Select(expressions=[*_places(table), *chosen]).from_(_rows(table, there=bool(types)))
    select = select.order_by(*(each.copy() for each in _places(table)), copy=False)
    found = connection.sql(select.sql(dialect="duckdb", identify=True)).to_arrow_table()
    arrays = {
        name: _whole(found[name], table.columns[name]) if name in table.columns else found[name]
        for name in found.column_names
    }
    return pa.table(arrays)


def _places(table: FactTable) -> list[exp.Expr]:
    if table.name == PROJECT:
        return [column(PROJECT_ID)]
    return [column(SUBJECT_ID), column(PROJECT_ID), *([] if table.is_single else [column(ROW)])]


def _rows(table: FactTable, *, there: bool) -> exp.Expr:
    """The table's rows, each with its places and its own columns as one ``cell``."""
    if table.name == PROJECT:
        return _table(_PROJECTS)
    given: exp.Expr = column(table.name, "r")
    chosen = [named(column(_PLACE, "r"), SUBJECT_ID), column(PROJECT_ID, "o")]
    if not there:
        chosen += [named(exp.null(), CELL), named(exp.Literal.number(0), ROW)]
    elif table.is_single:
        chosen.append(named(given, CELL))
    else:
        count = exp.Anonymous(this="range", expressions=[exp.Anonymous(this="len", expressions=[given.copy()])])
        chosen += [named(_unnested(given), CELL), named(exp.Cast(this=_unnested(count), to=_INT), ROW)]
    same = exp.EQ(this=column(_PLACE, "r"), expression=column(SUBJECT_ID, "o"))
    rows = exp.Select(expressions=chosen).from_(_table(_REGISTER, "r"))
    rows = rows.join(_table(_PROJECT_OF, "o"), on=same, copy=False)
    return _aliased(rows if there else rows.where(exp.false(), copy=False), "rows")


_INT = exp.DataType(this=exp.DataType.Type.INT)


def _unnested(given: exp.Expr) -> exp.Expr:
    return exp.Anonymous(this="unnest", expressions=[given])


def _table(name: str, alias: str = "") -> exp.Expr:
    table = exp.Table(this=exp.to_identifier(name, quoted=True))
    return exp.alias_(table, alias, table=True, quoted=True, copy=False) if alias else table


def _aliased(select: exp.Select, alias: str) -> exp.Subquery:
    return exp.Subquery(this=select, alias=exp.TableAlias(this=exp.to_identifier(alias, quoted=True)))


def _whole(found: pa.ChunkedArray, each: FactColumn) -> pa.ChunkedArray:
    """The column as it is kept: a decimal's own digits are the scaled whole number."""
    if each.type not in {ColumnType.DECIMAL, ColumnType.INTEGER}:
        return found.cast(arrow_type(each))
    whole = pa.decimal128(38, 0)
    chunks = [pa.Array.from_buffers(whole, len(chunk), chunk.buffers(), offset=chunk.offset) for chunk in found.chunks]
    return pa.chunked_array(chunks, whole).cast(arrow_type(each))


def _only(table: pa.Table, names: list[str]) -> pa.Table:
    places = [name for name in (SUBJECT_ID, PROJECT_ID, ROW) if name in table.column_names]
    return table.select([*places, *names])
