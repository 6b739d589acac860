"""One column of a register's file: how its values become what tables hold, and which cannot."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pyarrow as pa
from sqlglot import exp

from antu.policy.batch.refusals import INEXACT, UNKNOWN_CODE
from antu.policy.batch.scopes import column, named
from antu.policy.batch.whole import literal
from antu.policy.schema import ColumnType, FactColumn

CELL = "cell"
"""The columns of one row as one value."""

_KEPT = {ColumnType.TEXT: "TEXT", ColumnType.DATE: "DATE", ColumnType.BOOLEAN: "BOOLEAN"}
_NUMBERS = {ColumnType.DECIMAL, ColumnType.INTEGER}
_MOST = 38


@dataclass(frozen=True, slots=True)
class Cell:
    """A column of a pack, and its type in the file; None where the file lacks it."""

    column: FactColumn
    type: pa.DataType | None

    def chosen(self, codes: Mapping[str, int]) -> Iterator[exp.Expr]:
        """The column as it is kept; beside a number, the rule that it breaks where it cannot be kept exactly."""
        yield named(self._with_default(self._kept(codes), codes), self.column.name)
        if self.type is not None and self.column.type in _NUMBERS and self._may_not_fit(self.type):
            yield named(self._misfit(self.type), f"{self.column.name}{INEXACT}")

    @property
    def _given(self) -> exp.Expr:
        if self.type is None:
            return exp.null()
        return exp.Dot(this=column(CELL), expression=exp.to_identifier(self.column.name, quoted=True))

    def _kept(self, codes: Mapping[str, int]) -> exp.Expr:
        match self.column.type:
            case ColumnType.CHOICE:
                return self._code(codes)
            case ColumnType.DECIMAL | ColumnType.INTEGER:
                return self._number(self._given)
            case kind:
                return exp.Cast(this=self._given, to=exp.DataType.build(_KEPT[kind]))

    def _code(self, codes: Mapping[str, int]) -> exp.Expr:
        nothing = exp.If(this=exp.Is(this=self._given, expression=exp.null()), true=exp.null())
        known = [
            exp.If(
                this=exp.EQ(this=self._given, expression=exp.Literal.string(choice.code)),
                true=exp.Literal.number(codes[choice.code]),
            )
            for choice in self.column.choices
        ]
        case = exp.Case(ifs=[nothing, *known], default=literal(UNKNOWN_CODE).sql)
        return exp.Cast(this=case, to=exp.DataType.build("SMALLINT"))

    def _number(self, given: exp.Expr) -> exp.Expr:
        """The number with the column's decimals; NULL where it has more digits than the column."""
        kept = f"DECIMAL({max(self.column.digits, self.column.decimals)}, {self.column.decimals})"
        fitting = exp.TryCast(this=given, to=exp.DataType.build(kept))
        return exp.Cast(this=fitting, to=exp.DataType.build(f"DECIMAL({_MOST}, {self.column.decimals})"))

    def _may_not_fit(self, kind: pa.DataType) -> bool:
        whole = self.column.digits - self.column.decimals
        if not pa.types.is_decimal(kind):
            return True
        return bool(kind.scale > self.column.decimals or kind.precision - kind.scale > whole)

    def _misfit(self, kind: pa.DataType) -> exp.Expr:
        own = f"DECIMAL({kind.precision}, {kind.scale})" if pa.types.is_decimal(kind) else "BIGINT"
        back = exp.TryCast(this=self._number(self._given), to=exp.DataType.build(own))
        differs = exp.Coalesce(this=exp.NEQ(this=back, expression=self._given), expressions=[exp.true()])
        fits = exp.Not(this=exp.Paren(this=differs))
        nothing = exp.Is(this=self._given, expression=exp.null())
        rules = [exp.If(this=exp.Or(this=nothing, expression=fits), true=exp.null())]
        zero = exp.Literal.number(0)
        if self.column.minimum is not None and self.column.minimum >= 0:
            below = exp.LT(this=self._given, expression=zero.copy())
            rules.append(exp.If(this=below, true=exp.Literal.string("F-BOUNDS")))
        if self.column.maximum is not None:
            above = exp.And(
                this=exp.GT(this=self._given, expression=zero.copy()),
                expression=exp.Is(this=self._number(self._given), expression=exp.null()),
            )
            rules.append(exp.If(this=above, true=exp.Literal.string("F-BOUNDS")))
        rest = "F-INTEGER" if self.column.type == ColumnType.INTEGER and not _is_whole(kind) else "F-DIGITS"
        return exp.Case(ifs=rules, default=exp.Literal.string(rest))

    def _with_default(self, kept: exp.Expr, codes: Mapping[str, int]) -> exp.Expr:
        default = self.column.default
        if default is None:
            return kept
        value: exp.Expr
        match self.column.type:
            case ColumnType.CHOICE:
                value = exp.Literal.number(codes[str(default)])
            case ColumnType.BOOLEAN:
                value = exp.true() if default else exp.false()
            case ColumnType.DECIMAL | ColumnType.INTEGER:
                value = self._number(exp.Literal.string(format(default, "f")))
            case kind:
                value = exp.Cast(this=exp.Literal.string(str(default)), to=exp.DataType.build(_KEPT[kind]))
        return exp.Coalesce(this=kept, expressions=[value])


def _is_whole(kind: pa.DataType) -> bool:
    return not pa.types.is_decimal(kind) or bool(kind.scale <= 0)
