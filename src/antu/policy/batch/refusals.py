"""Rows that break a pack's ranges or checks, found with SQL; each is listed, none is passed over."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pyarrow as pa
import pyarrow.compute as pc
from sqlglot import exp

from antu.policy import tree
from antu.policy.batch.engine import Engine
from antu.policy.batch.layout import REFUSED_SCHEMA, FactsTables, codes_of
from antu.policy.batch.program import compile_pack
from antu.policy.batch.scopes import PROJECT_ID, ROW, SUBJECT_ID, column, named
from antu.policy.batch.whole import held, literal
from antu.policy.formula import Formula
from antu.policy.names import column_type
from antu.policy.pack import Item, Pack
from antu.policy.schema import PROJECT, SUBJECT, ColumnType, FactColumn, FactTable
from antu.policy.value_types import Num, whole

UNKNOWN_CODE = -1
"""Stands in a table for a choice that the pack does not have."""

INEXACT = "!"
"""Ends the name of a column with the rule that a number breaks which its own column cannot hold."""

_SPACES = "".join(chr(code) for code in range(0x3001) if chr(code).isspace())
_INT = exp.DataType.Type.INT
_TEXT = exp.DataType.Type.TEXT


def without_refused(engine: Engine, pack: Pack, tables: FactsTables) -> FactsTables:
    """The tables without the subjects that break the pack's ranges or checks, which are named in ``refused``.

    As in reading facts, the checks between columns are run where every value can be read.
    """
    out_of_range = _out_of_range(engine, pack, tables)
    tables = _without(tables, out_of_range)
    return _without(tables, _failed_checks(engine, pack, tables))


def _without(tables: FactsTables, refused: pa.Table) -> FactsTables:
    if not refused.num_rows:
        return tables
    gone = pc.unique(refused[SUBJECT_ID].combine_chunks())
    left = {
        name: table if name == PROJECT else table.filter(pc.invert(pc.is_in(table[SUBJECT_ID], gone)))
        for name, table in tables.tables.items()
    }
    both = pa.concat_tables([tables.refused, refused]).sort_by(
        [(name, "ascending") for name in (SUBJECT_ID, "table", "row", "column")]
    )
    return replace(tables, tables=left, refused=both)


def _out_of_range(engine: Engine, pack: Pack, tables: FactsTables) -> pa.Table:
    queries = [
        query
        for name, table in tables.tables.items()
        for query in _range_queries(pack.facts.tables[name], set(table.column_names), codes_of(pack))
    ]
    found = [table.cast(REFUSED_SCHEMA) for table in engine.ask(tables, queries)]
    return pa.concat_tables([REFUSED_SCHEMA.empty_table(), *found])


def _range_queries(table: FactTable, there: set[str], codes: Mapping[str, int]) -> Iterator[exp.Select]:
    for name, each in table.columns.items():
        if name in there:
            rule = _rule(each, codes, exact=f"{name}{INEXACT}" not in there)
            if rule is not None:
                yield _broken(table, name, rule)
    if not table.is_single:
        yield _too_many(table)
        if "id" in there:
            yield _repeated(table)


def _rule(each: FactColumn, codes: Mapping[str, int], *, exact: bool) -> exp.Case | None:
    """The rule that a value of the column breaks, NULL for a good one; None where every value is good."""
    value, broken = column(each.name), list[tuple[exp.Expr, str]]()
    marked = column(f"{each.name}{INEXACT}")
    if not each.may_be_empty:
        broken.append((exp.Is(this=value.copy(), expression=exp.null()), "F-REQUIRED"))
    match each.type:
        case ColumnType.TEXT:
            trimmed = exp.Trim(this=value.copy(), expression=exp.Literal.string(_SPACES))
            broken.append((exp.EQ(this=trimmed, expression=exp.Literal.string("")), "F-REQUIRED"))
        case ColumnType.CHOICE:
            known = [exp.Literal.number(codes[choice.code]) for choice in each.choices]
            broken.append((exp.Not(this=exp.In(this=value.copy(), expressions=known)), "F-CHOICE"))
        case ColumnType.DECIMAL | ColumnType.INTEGER:
            broken += _number_rules(each, value)
    branches = [exp.If(this=condition, true=exp.Literal.string(rule)) for condition, rule in broken]
    if not exact:
        is_marked = exp.Not(this=exp.Is(this=marked.copy(), expression=exp.null()))
        branches.insert(0, exp.If(this=is_marked, true=marked))
    return exp.Case(ifs=branches) if branches else None


def _number_rules(each: FactColumn, value: exp.Column) -> Iterator[tuple[exp.Expr, str]]:
    kind = column_type(each)
    assert isinstance(kind, Num)  # noqa: S101 — a number's column
    units = 10**each.decimals
    low, high = kind.interval or (Fraction(0), Fraction(0))
    least, most = math.ceil(low * units), math.floor(high * units)
    if each.minimum is not None:
        yield _beyond(exp.LT, value, least), "F-BOUNDS"
    if each.maximum is not None:
        yield _beyond(exp.GT, value, most), "F-BOUNDS"
    reach = 10**each.digits
    yield (
        exp.Not(this=exp.Between(this=value.copy(), low=literal(1 - reach).sql, high=literal(reach - 1).sql)),
        "F-DIGITS",
    )


def _beyond(order: type[exp.Binary], value: exp.Column, bound: int) -> exp.Expr:
    return order(this=value.copy(), expression=literal(bound).sql)


def _broken(table: FactTable, name: str, rule: exp.Case) -> exp.Select:
    if table.name == PROJECT:
        select = exp.Select(
            expressions=[column(SUBJECT_ID, "s"), *_place(table.name, None, name), named(_qualified(rule, "p"), "rule")]
        ).from_(_table(SUBJECT, "s"))
        on = exp.EQ(this=column(PROJECT_ID, "s"), expression=column(PROJECT_ID, "p"))
        select = select.join(_table(PROJECT, "p"), on=on, copy=False)
        return select.where(exp.Not(this=exp.Is(this=_qualified(rule, "p"), expression=exp.null())), copy=False)
    row = None if table.is_single else column(ROW)
    select = exp.Select(expressions=[column(SUBJECT_ID), *_place(table.name, row, name), named(rule.copy(), "rule")])
    where = exp.Not(this=exp.Is(this=exp.Paren(this=rule.copy()), expression=exp.null()))
    return select.from_(_table(table.name, "t")).where(where, copy=False)


def _qualified(rule: exp.Case, alias: str) -> exp.Expr:
    copy = rule.copy()
    for found in copy.find_all(exp.Column):
        found.set("table", exp.to_identifier(alias, quoted=True))
    return exp.Paren(this=copy)


def _place(table: str, row: exp.Expr | None, name: str | None) -> list[exp.Expr]:
    where = row if row is not None else exp.Cast(this=exp.null(), to=exp.DataType(this=_INT))
    there: exp.Expr = exp.Literal.string(name) if name else exp.Cast(this=exp.null(), to=exp.DataType(this=_TEXT))
    return [named(exp.Literal.string(table), "table"), named(where, "row"), named(there, "column")]


def _too_many(table: FactTable) -> exp.Select:
    rule = named(exp.Literal.string("F-ROWS"), "rule")
    select = exp.Select(expressions=[column(SUBJECT_ID), *_place(table.name, None, None), rule])
    select = select.from_(_table(table.name, "t")).group_by(column(SUBJECT_ID), copy=False)
    most = exp.Literal.number(table.rows_max)
    return select.having(exp.GT(this=exp.Count(this=exp.Star()), expression=most), copy=False)


def _repeated(table: FactTable) -> exp.Select:
    """Rows whose id stands on an earlier row of the same subject."""
    order = exp.Order(expressions=[exp.Ordered(this=column(ROW))])
    place = exp.Window(this=exp.RowNumber(), partition_by=[column(SUBJECT_ID), column("id")], order=order)
    inner = exp.Select(expressions=[column(SUBJECT_ID), column(ROW), named(place, "place")])
    inner = inner.from_(_table(table.name, "t")).where(
        exp.Not(this=exp.Is(this=column("id"), expression=exp.null())), copy=False
    )
    rule = named(exp.Literal.string("F-DUPLICATE"), "rule")
    alias = exp.TableAlias(this=exp.to_identifier("ids", quoted=True))
    select = exp.Select(expressions=[column(SUBJECT_ID), *_place(table.name, column(ROW), "id"), rule])
    select = select.from_(exp.Subquery(this=inner, alias=alias))
    return select.where(exp.GT(this=held(column("place")), expression=exp.Literal.number(1)), copy=False)


def checks_pack(pack: Pack) -> Pack:
    """The pack's checks as items: a line stands where a check fails."""
    nothing = tree.Constant(whole(0, 0), Decimal(0))
    items = []
    for number, check in enumerate(pack.checks):
        per = "" if pack.facts.tables[check.table].is_single else check.table
        amount = Formula("0", nothing, "0")
        items.append(
            Item(
                f"check_{number}",
                check.message,
                per,
                check.refuse,
                amount,
                None,
                "",
                None,
                "memo",
                "",
                "",
                pack.rounding,
            )
        )
    return replace(pack, checks=(), derived=(), evaluation=(), eligibility=None, items=tuple(items))


def _failed_checks(engine: Engine, pack: Pack, tables: FactsTables) -> pa.Table:
    result = engine.run(compile_pack(checks_pack(pack)), replace(tables, refused=REFUSED_SCHEMA.empty_table()))
    found = result.lines.to_pydict()
    checks = [pack.checks[item] for item in found["item"]]
    failed = pa.table(
        {
            SUBJECT_ID: found[SUBJECT_ID],
            "table": [check.table for check in checks],
            "row": found["row"],
            "column": [check.column for check in checks],
            "rule": [check.rule for check in checks],
        },
        schema=REFUSED_SCHEMA,
    )
    return pa.concat_tables([failed, result.refused])


def _table(name: str, alias: str) -> exp.Expr:
    table = exp.Table(this=exp.to_identifier(name, quoted=True))
    return exp.alias_(table, alias, table=True, quoted=True, copy=False)
