"""The last queries of a program: lines, values of subjects, subjects that cannot be computed."""

from __future__ import annotations

from collections.abc import Container

from sqlglot import exp

from antu.policy.batch.program import Program
from antu.policy.batch.rows import BEYOND, DRAFT, FAILED
from antu.policy.batch.scopes import ROW, SUBJECT_ID, column, named
from antu.policy.batch.whole import LONG

_INT = exp.DataType(this=exp.DataType.Type.INT)


def lines_query(program: Program) -> exp.Expr:
    """All lines of the subjects that can be computed, in order of subject, item and row."""
    parts = [_lines(program, place) for place in range(len(program.lines))]
    if not parts:
        parts = [_no_lines(program)]
    union: exp.Expr = parts[0]
    for part in parts[1:]:
        union = exp.Union(this=union, expression=part, distinct=False)
    order = [exp.Ordered(this=column(name), nulls_first=True) for name in (SUBJECT_ID, "item", "row")]
    lines = exp.Select(expressions=[exp.Star()]).from_(
        exp.Subquery(this=union, alias=exp.TableAlias(this=exp.to_identifier("lines", quoted=True)))
    )
    return lines.order_by(*order, copy=False)


def _lines(program: Program, place: int) -> exp.Select:
    line = program.lines[place]
    row: exp.Expr = column(ROW, "q") if line.by_row else exp.Cast(this=exp.null(), to=_INT.copy())
    select = exp.Select(
        expressions=[
            column(SUBJECT_ID, "q"),
            named(exp.Cast(this=exp.Literal.number(line.item), to=_INT.copy()), "item"),
            named(row, "row"),
            named(column(line.column, "q"), "amount_fen"),
        ]
    ).from_(source_of(line.query, "q"))
    select = select.where(exp.Not(this=exp.Is(this=column(line.column, "q"), expression=exp.null())), copy=False)
    if line.only:
        there = exp.Select(expressions=[column(SUBJECT_ID)]).from_(source_of(program.final, "w"))
        there = there.where(column(line.only, "w"), copy=False)
        select = select.where(exp.In(this=column(SUBJECT_ID, "q"), query=exp.Subquery(this=there)), copy=False)
    for mark in program.marks:
        if not line.by_row:
            select = select.where(unmarked(mark, "q"), copy=False)
            continue
        marked = exp.In(this=column(SUBJECT_ID, "q"), query=exp.Subquery(this=marked_query(program, mark)))
        select = select.where(exp.Not(this=marked), copy=False)
    return select


def unmarked(mark: str, alias: str) -> exp.Expr:
    """Whether a subject lacks the mark."""
    return exp.Not(this=exp.Coalesce(this=column(mark, alias), expressions=[exp.false()]))


def _no_lines(program: Program) -> exp.Select:
    nothing = [(name, kind) for name, kind in (("item", _INT), ("row", _INT), ("amount_fen", exp.DataType(this=LONG)))]
    columns = [named(exp.Cast(this=exp.null(), to=kind.copy()), name) for name, kind in nothing]
    return (
        exp.Select(expressions=[column(SUBJECT_ID, "q"), *columns])
        .from_(source_of(program.final, "q"))
        .where(exp.false(), copy=False)
    )


def subjects_query(program: Program, *, ordered: bool = True, only: Container[str] | None = None) -> exp.Select:
    """The values of the subjects that can be computed, in their order unless it does not matter; ``only`` some."""
    values = [*program.derived, *program.items, *program.totals]
    chosen_values = [value for value in values if only is None or value.name in only]
    names = [name for value in chosen_values for name in (value.name, value.over)]
    chosen = [column(SUBJECT_ID), *(column(name) for name in names if name)]
    draft: exp.Expr = exp.false()
    if program.has_draft:
        draft = exp.GT(this=column(DRAFT), expression=exp.Literal.number(0))
    select = exp.Select(expressions=[*chosen, named(draft, "draft")]).from_(source_of(program.final, "q"))
    for mark in program.marks:
        select = select.where(unmarked(mark, "q"), copy=False)
    return select.order_by(column(SUBJECT_ID), copy=False) if ordered else select


def marked_query(program: Program, mark: str) -> exp.Select:
    """The subjects with a mark: those that cannot be computed, or not here."""
    select = exp.Select(expressions=[column(SUBJECT_ID)]).from_(source_of(program.final, "m"))
    return select.where(is_marked(program, mark, "m"), copy=False)


def is_marked(program: Program, mark: str, alias: str) -> exp.Expr:
    """Whether a subject has the mark; of one that is beyond the engine, explaining says whether it can be computed."""
    if mark not in program.marks:
        return exp.false()
    if mark == FAILED and program.has_beyond:
        return exp.and_(column(mark, alias), unmarked(BEYOND, alias))
    return column(mark, alias)


def source_of(name: str, alias: str) -> exp.Expr:
    """A query or a table in FROM."""
    table = exp.Table(this=exp.to_identifier(name, quoted=True))
    return exp.alias_(table, alias, table=True, quoted=True, copy=False)
