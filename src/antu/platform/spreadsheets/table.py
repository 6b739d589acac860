"""What a printed table is: columns, blocks of grouped rows, sign-off. Pure values; no file format here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from antu.kernel.money import Money

Cell = Money | Decimal | int | str | date | None
"""A cell: money in yuan on the sheet, an exact area or quantity, a count, text, a day.

None is unknown and prints 「—」; a row without the column's key leaves the cell blank."""


class ColumnKind(StrEnum):
    """How a column's cells are written and aligned."""

    TEXT = "text"
    COUNT = "count"
    MONEY = "money"
    M2 = "m2"
    MU = "mu"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: ``key`` of the row's cell, header as printed, width in characters.

    ``summed`` columns get subtotals and a total. ``formula`` makes the cell a live formula over other columns of the
    same row, one minus another: ``{agreed}-{paid}``. ``sums`` instead adds the named columns.
    """

    key: str
    header: str
    kind: ColumnKind = ColumnKind.TEXT
    width: int = 10
    summed: bool = False
    formula: str = ""
    sums: tuple[str, ...] = ()

    @property
    def reads(self) -> tuple[str, ...]:
        """The columns that its formula reads; none for a column with values of its own."""
        return self.sums or tuple(name.strip("{} ") for name in self.formula.split("-") if name)


@dataclass(frozen=True, slots=True)
class Group:
    """Rows with a subtotal of their own, such as a village group."""

    name: str
    rows: tuple[Mapping[str, Cell], ...]


@dataclass(frozen=True, slots=True)
class Block:
    """Groups under one heading with one total of their own; ``words_of`` prints that column's total in 大写 too.

    Several groups get a subtotal each. ``totalled`` False is for lines that are not to be added.
    """

    groups: tuple[Group, ...]
    heading: str = ""
    total_label: str = "合计"
    words_of: str = ""
    totalled: bool = True


@dataclass(frozen=True, slots=True)
class SignOff:
    """Who signs under the table, and the date."""

    roles: tuple[str, ...] = ("制表", "复核", "审核", "负责人")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table ready to print.

    ``title`` stands on top, ``notices`` under it (pack notice, 示例), ``facts`` on the line of the unit; ``boxes``
    below the table leave room for handwritten opinions. The first ``key_columns`` stay in sight and repeat in print.
    """

    name: str
    title: str
    unit_line: str
    columns: tuple[Column, ...]
    blocks: tuple[Block, ...]
    notices: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    footnotes: tuple[str, ...] = ()
    boxes: tuple[str, ...] = ()
    sign_off: SignOff = field(default_factory=SignOff)
    made_by: str = ""
    key_columns: int = 1
