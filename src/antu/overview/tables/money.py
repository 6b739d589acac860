"""Owed, received and paid by project: what the finance office looks at first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from django.urls import reverse

from antu.kernel.money import Money
from antu.platform.display import Cell, Column, KeyFigure, Kind, Row, Table, marks
from antu.platform.links import record_url
from antu.settlement.selectors import ProjectMoney

#: The panel on the home page.
MONEY: Final = "money"
_COLUMNS: Final = (
    Column("项目", kind=Kind.LONG),
    Column("应付合计", "元", Kind.NUMBER),
    Column("到位资金", "元", Kind.NUMBER),
    Column("已付", "元", Kind.NUMBER),
    Column("应付未付", "元", Kind.NUMBER),
)


def money_table(rows: Sequence[ProjectMoney]) -> Table:
    """A row a project; each amount leads to what it adds up."""
    totals = (Cell("合计"), *(Cell(amount.grouped()) for amount in _sums(rows)))
    return Table(_COLUMNS, [_row(each) for each in rows], totals=totals, caption="应付、到位和已付")


def _row(each: ProjectMoney) -> Row:
    project, settlement = record_url(each.project), reverse("settlement", args=[each.project.pk])
    return Row(
        (
            Cell(each.project.name, url=project, chips=marks(is_sample=each.project.is_sample)),
            Cell(each.payable.grouped(), url=f"{project}#totals"),
            Cell(each.received.grouped(), url=f"{settlement}#receipts"),
            Cell(each.paid.grouped(), url=f"{settlement}#payments"),
            Cell((each.payable - each.paid).grouped()),
        )
    )


def money_figures(rows: Sequence[ProjectMoney]) -> tuple[KeyFigure, ...]:
    """The sums, which lead to the table that they add up."""
    payable, received, paid, unpaid = (amount.grouped() for amount in _sums(rows))
    labels = (("应付合计", payable), ("到位资金", received), ("已付", paid), ("应付未付", unpaid))
    return tuple(KeyFigure(label, value, "元", f"#{MONEY}") for label, value in labels)


def _sums(rows: Sequence[ProjectMoney]) -> tuple[Money, Money, Money, Money]:
    payable, received, paid = (
        Money.total(getattr(each, name) for each in rows) for name in ("payable", "received", "paid")
    )
    return payable, received, paid, payable - paid
