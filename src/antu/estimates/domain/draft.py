"""Lines entered by hand, as they are typed: read, every problem at its field."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from antu.kernel.errors import BadInput, Problem
from antu.kernel.money import Money
from antu.platform.workbook.layout import Column, ColumnType
from antu.platform.workbook.numbers import read_number
from antu.platform.workbook.refusal import Refused

#: What must be written, and how long each text may be.
TEXTS: Final = {
    "category": ("费用类别", 60, True),
    "item": ("费用名称", 100, False),
    "unit": ("单位", 20, False),
    "basis_text": ("依据", 300, True),
}
_NUMBERS: Final = {
    "quantity": Column(
        header="数量", field="quantity", type=ColumnType.QUANTITY, minimum=Decimal(0), minimum_exclusive=True
    ),
    "amount": Column(header="金额", field="amount", type=ColumnType.MONEY, minimum=Decimal(0), minimum_exclusive=True),
}


@dataclass(frozen=True, slots=True)
class TypedLine:
    """A row as typed, by the ``row`` of its grid."""

    row: str
    category: str = ""
    item: str = ""
    quantity: str = ""
    unit: str = ""
    amount: str = ""
    basis_text: str = ""


@dataclass(frozen=True, slots=True)
class HandLine:
    """A line that may be kept; ``row`` is the key of the recorded one, or that of a new row."""

    row: str
    category: str
    item: str
    quantity: Decimal | None
    unit: str
    amount: Money
    basis_text: str


def read_lines(rows: Iterable[TypedLine]) -> list[HandLine]:
    """The lines in the order of their rows; one without a name is called as its category.

    Raises BadInput with every problem, ``where`` giving its ``row`` and ``column``.
    """
    problems: list[Problem] = []
    lines: list[HandLine] = []
    taken: dict[tuple[str, str], int] = {}
    for number, row in enumerate(rows, start=1):
        numbers: dict[str, Any] = {}
        found = [*_wrong_texts(row), *_wrong_numbers(row, numbers)]
        named = (row.category, row.item or row.category)
        if row.category and taken.setdefault(named, number) != number:
            said = "、".join(dict.fromkeys(named))
            what = f"「{said}」在第 {taken[named]} 行已经列过；请合并成一行，或写明不同的费用名称"
            found.append(_wrong(row, "E-TWICE", what, "item"))
        problems += found
        if not found:
            lines.append(HandLine(row.row, *named, numbers["quantity"], row.unit, numbers["amount"], row.basis_text))
    if problems:
        raise BadInput(problems)
    return lines


def _wrong_texts(row: TypedLine) -> Iterator[Problem]:
    for column, (label, length, is_required) in TEXTS.items():
        text = getattr(row, column)
        if is_required and not text:
            yield _wrong(row, "R-REQUIRED", f"请填写{label}", column)
        if len(text) > length:
            yield _wrong(row, "R-RANGE", f"{label}最多 {length} 个字；请缩短", column)


def _wrong_numbers(row: TypedLine, numbers: dict[str, Any]) -> Iterator[Problem]:
    for name, column in _NUMBERS.items():
        text = getattr(row, name)
        numbers[name] = None
        if not text:
            if name == "amount":
                yield _wrong(row, "R-REQUIRED", "请填写金额", name)
            continue
        try:
            numbers[name] = read_number(text, column, None if name == "amount" else row.unit)
        except Refused as refused:
            yield _wrong(row, refused.rule, refused.message, name)


def _wrong(row: TypedLine, rule: str, message: str, column: str) -> Problem:
    return Problem(rule, message, {"row": row.row, "column": column})
