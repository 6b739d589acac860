"""A difference with its sign is a number in a workbook, so that Excel adds it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from antu.kernel.money import Money
from antu.platform.display import Cell, Column, Kind
from antu.platform.sheet_values import sheet_value


@pytest.mark.parametrize(("text", "fen"), [("+301,850.50", 30_185_050), ("-9.80", -980), ("0.00", 0)])
def test_a_signed_amount_is_money(text: str, fen: int) -> None:
    assert sheet_value(Column("增减", "元", Kind.NUMBER), Cell(text)) == Money(fen)


def test_a_signed_rate_is_a_number_and_a_percentage_stays_a_text() -> None:
    column = Column("差", kind=Kind.NUMBER)
    assert sheet_value(column, Cell("+50.00")) == Decimal("50.00")
    assert sheet_value(column, Cell("+5.1%")) == "+5.1%"
