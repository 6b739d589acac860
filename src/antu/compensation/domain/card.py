"""What a family's card (明白卡) says of the money: the lines of a computation in plain words. Pure.

It is read from the same answer as the computation sheet, so that the two never differ. Where the lines are too many for
one page, they are added by the column of the settlement table that they stand in; the sums are exact.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Final

from antu.kernel.money import Money

PAID: Final = ("household", "collective")
SEPARATE: Final = "separate"
MEMO: Final = "memo"


@dataclass(frozen=True, slots=True)
class CardLine:
    """One line: what for, what was counted at which rate, by which clause, how much."""

    label: str
    counted: str
    basis: str
    amount: Money


@dataclass(frozen=True, slots=True)
class NotPaid:
    """A row that the regulation lists without money: under which name and clause, its number, words and quantity."""

    label: str
    basis: str
    row: str
    words: str
    quantity: str


@dataclass(frozen=True, slots=True)
class CardMoney:
    """All lines; the same added by settlement column; what is listed apart and not paid; what is payable.

    ``not_paid`` are the rows that come to nothing, such as a building that stands against the law.
    """

    lines: tuple[CardLine, ...]
    groups: tuple[CardLine, ...]
    separate: tuple[CardLine, ...]
    not_paid: tuple[NotPaid, ...]
    payable: Money


def card_money(answer: Mapping[str, Any]) -> CardMoney:
    """The money of a computation in full JSON form."""
    paid = [item for item in answer["items"] if item["category"] in PAID]
    return CardMoney(
        lines=tuple(_line(item) for item in paid),
        groups=tuple(_grouped(paid)),
        separate=tuple(_line(item) for item in answer["items"] if item["category"] == SEPARATE),
        not_paid=tuple(_not_paid(item) for item in answer["items"] if item["category"] == MEMO and item.get("row")),
        payable=Money.parse(answer["totals"]["payable"]),
    )


def _line(item: Mapping[str, Any]) -> CardLine:
    label = f"{item['label']}（{item['row_words']}）" if item.get("row_words") else item["label"]
    return CardLine(label, _counted(item), item.get("clause", ""), Money.parse(item["amount"]))


def _not_paid(item: Mapping[str, Any]) -> NotPaid:
    quantity = f"{item.get('quantity', '')} {item.get('unit', '')}".strip()
    return NotPaid(item["label"], item.get("clause", ""), item["row"], item.get("row_words", ""), quantity)


def _counted(item: Mapping[str, Any]) -> str:
    """「252.13 ㎡ × 760.00 元」 where that is the whole sum, else the numbers as the sheet prints them."""
    quantity, rate, unit = (item.get(name) or "" for name in ("quantity", "rate", "unit"))
    if quantity and rate and _is_product(quantity, rate, item["amount"]):
        return f"{quantity} {unit} × {rate} 元".replace("  ", " ")
    working = str(item["working"])
    return f"{working} 元" if working.replace(".", "", 1).isdigit() else working


def _is_product(quantity: str, rate: str, amount: str) -> bool:
    try:
        return Decimal(quantity) * Decimal(rate) == Decimal(amount)
    except ArithmeticError:
        return False


def _grouped(items: Iterable[Mapping[str, Any]]) -> Iterable[CardLine]:
    groups: dict[str, list[Mapping[str, Any]]] = {}
    for item in items:
        groups.setdefault(item.get("settlement_column") or item["label"], []).append(item)
    for name, members in groups.items():
        lines = [_line(item) for item in members]
        if len(lines) == 1:
            yield replace(lines[0], label=members[0]["label"])
            continue
        bases = "、".join(dict.fromkeys(line.basis for line in lines if line.basis))
        yield CardLine(name, f"{len(lines)} 项合计，见计算书", bases, Money.total(line.amount for line in lines))
