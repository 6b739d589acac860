"""SQL text for one engine: what sqlglot does not translate is written here as each engine computes it exactly."""

from __future__ import annotations

from enum import StrEnum

from sqlglot import exp

from antu.policy.batch.nodes_sql import DAYS_BETWEEN
from antu.policy.batch.whole import BOUNDED, LOOKED_UP, WIDE, WIDE_DIVISION, as_long


class Dialect(StrEnum):
    """An engine, by sqlglot's name for its language."""

    DUCKDB = "duckdb"
    SPARK = "spark"


def sql_text(query: exp.Expr, dialect: Dialect) -> str:
    """The query as the engine reads it."""
    rewrite = _for_spark if dialect == Dialect.SPARK else _for_duckdb
    copy = query.copy()
    for node in reversed(list(copy.walk())):  # the innermost first: what is replaced holds what has been replaced
        written = rewrite(node)
        if written is not node:
            node.replace(written)
    return copy.sql(dialect=dialect.value, identify=True)


def _for_duckdb(node: exp.Expr) -> exp.Expr:
    match node:
        case exp.Sum(this=exp.Cast(this=part, to=exp.DataType(this=kind))) if kind == WIDE and not part.is_string:
            return exp.Sum(this=part)  # a sum of BIGINT is wide by itself, and quicker
        case exp.Anonymous(this=name) if name == WIDE_DIVISION:
            left, right = node.expressions
            return exp.Paren(this=exp.IntDiv(this=_held(left), expression=_held(right)))
        case exp.Anonymous(this=name) if name == BOUNDED:
            number, bound = node.expressions
            return exp.Paren(this=exp.Mod(this=_held(number), expression=bound.copy()))  # its range is known so
        case exp.Anonymous(this=name) if name == LOOKED_UP:
            values, place = node.expressions
            return exp.Bracket(this=values.copy(), expressions=[place.copy()], offset=0)
        case exp.Anonymous(this=name) if name == DAYS_BETWEEN:
            start, end = node.expressions
            return exp.Paren(this=exp.Sub(this=_held(end), expression=_held(start)))
    return node


def _for_spark(node: exp.Expr) -> exp.Expr:
    match node:
        case exp.DataType(this=kind) if kind == WIDE:
            return _spark_wide()
        case exp.Anonymous(this=name) if name == WIDE_DIVISION:
            return _spark_division(*node.expressions)
        case exp.Anonymous(this=name) if name == BOUNDED:
            (number, _) = node.expressions
            return exp.Paren(this=number.copy())
        case exp.Anonymous(this=name) if name == LOOKED_UP:
            return exp.Anonymous(this="get", expressions=node.expressions)
        case exp.Anonymous(this=name) if name == DAYS_BETWEEN:
            start, end = node.expressions
            return as_long(exp.Anonymous(this="datediff", expressions=[end, start]))
    return node


def _spark_division(left: exp.Expr, right: exp.Expr) -> exp.Expr:
    """``DIV`` of decimals gives a BIGINT that wraps silently: divide what is divisible, which is exact."""
    rest = exp.Paren(this=exp.Mod(this=_held(left), expression=_held(right)))
    whole = exp.Paren(this=exp.Sub(this=_held(left), expression=rest))
    return exp.Cast(this=exp.Div(this=whole, expression=_held(right)), to=_spark_wide())


def _spark_wide() -> exp.DataType:
    return exp.DataType.build("DECIMAL(38, 0)")


def _held(expression: exp.Expr) -> exp.Expr:
    return exp.Paren(this=expression.copy())
