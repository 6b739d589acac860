"""Layers as SELECTs: one query a layer, each reading the one before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlglot import exp

from antu.policy.batch.scopes import KNOWN, PROJECT_ID, ROW, SUBJECT_ID, Scope, column, named
from antu.policy.batch.whole import BOUNDED, literal
from antu.policy.schema import PROJECT, SUBJECT


@dataclass(frozen=True, slots=True)
class Query:
    """A named SELECT over fact tables and earlier queries; ``kept`` where several later ones read it."""

    name: str
    select: exp.Select
    kept: bool = False


def read_layer(scope: Scope, known: str) -> exp.Select:
    """Layer 0: the table's own columns, and what is needed of the subject and its project.

    ``known`` is the query that holds what has been computed of subjects.
    """
    own = [SUBJECT_ID] + ([] if scope.table == SUBJECT else [ROW])
    chosen: list[exp.Expr] = [column(name, "t") for name in own]
    origin = {"": "t", PROJECT: "p", SUBJECT: "s", KNOWN: "k"}
    for (table, name), alias in scope.needs.items():
        found: exp.Expr = column(name, origin[table])
        if alias in scope.below:
            found = exp.Anonymous(this=BOUNDED, expressions=[found, literal(scope.below[alias]).sql])
        chosen.append(named(found, alias))
    select = exp.Select(expressions=chosen).from_(_table(scope.table, "t"))
    needed = {table for table, _ in scope.needs}
    if PROJECT in needed:
        select = select.join(_table(PROJECT, "p"), on=_equal(PROJECT_ID, "t", "p"), copy=False)
    if SUBJECT in needed:
        select = select.join(_table(SUBJECT, "s"), on=_equal(SUBJECT_ID, "t", "s"), copy=False)
    if KNOWN in needed:
        select = select.join(_table(known, "k"), on=_equal(SUBJECT_ID, "t", "k"), copy=False)
    return select


def layers_from(scope: Scope, name: str, start: int, known: str) -> Iterator[Query]:
    """The queries of the layers from one on, named ``name_<layer>``."""
    for number in range(start, len(scope.layers)):
        if number == 0:
            yield Query(f"{name}_0", read_layer(scope, known))
            continue
        layer = scope.layers[number]
        chosen: list[exp.Expr] = [exp.Column(this=exp.Star(), table=exp.to_identifier("b", quoted=True))]
        chosen += [named(expression.copy(), alias) for alias, expression in layer.columns.items()]
        select = exp.Select(expressions=chosen).from_(_table(f"{name}_{number - 1}", "b"))
        for place, (query, names) in enumerate(layer.joins):
            alias = f"g{place}"
            for each in names:
                filled = exp.Coalesce(this=column(each, alias), expressions=[exp.Literal.number(0)])
                select.append("expressions", named(filled, each))
            select = select.join(_table(query, alias), on=_equal(SUBJECT_ID, "b", alias), join_type="left", copy=False)
        yield Query(f"{name}_{number}", select)


def grouped(source: str, name: str, sums: dict[str, exp.Expr]) -> Query:
    """What is summed up of rows, one row a subject."""
    chosen: list[exp.Expr] = [column(SUBJECT_ID)]
    chosen += [named(expression.copy(), alias) for alias, expression in sums.items()]
    select = exp.Select(expressions=chosen).from_(_table(source, "r")).group_by(column(SUBJECT_ID), copy=False)
    return Query(name, select)


def _table(name: str, alias: str) -> exp.Expr:
    table = exp.Table(this=exp.to_identifier(name, quoted=True))
    return exp.alias_(table, alias, table=True, quoted=True, copy=False)


def _equal(name: str, left: str, right: str) -> exp.Expr:
    return exp.EQ(this=column(name, left), expression=column(name, right))
