"""Two computation sheets of one household, line beside line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from antu.kernel.money import Money
from antu.platform.display import Cell, Column, Kind, Row, Table
from antu.platform.wording import UNKNOWN, with_sign
from antu.policy.computation import CATEGORIES, RateRead
from antu.policy.sheet import rate_words

Answer = Mapping[str, Any]
Item = Mapping[str, Any]


def sides_table(pack: Answer, against: Answer) -> Table:
    """Every line of both sheets, matched by code and row, in the order of the draft."""
    left, right = _lines(pack), _lines(against)
    columns = (
        Column("补偿项"),
        Column("拟用办法：计算式", kind=Kind.LONG),
        Column("拟用金额", "元", Kind.NUMBER),
        Column("对照办法：计算式", kind=Kind.LONG),
        Column("对照金额", "元", Kind.NUMBER),
        Column("增减", "元", Kind.NUMBER),
    )
    rows = [_row(left.get(key), right.get(key)) for key in {**left, **right}]
    sums = [Money.parse(each["totals"]["payable"]) for each in (pack, against)]
    totals = (
        Cell("应付合计"),
        Cell(),
        Cell(sums[0].grouped()),
        Cell(),
        Cell(sums[1].grouped()),
        Cell(with_sign(sums[0] - sums[1])),
    )
    return Table(columns, rows, totals=totals)


def _lines(answer: Answer) -> dict[tuple[str, str], Item]:
    return {(item["code"], item.get("row", "")): item for item in answer["items"] if item["category"] != "memo"}


def _row(left: Item | None, right: Item | None) -> Row:
    shown = left or right or {}
    change = _amount(left) - _amount(right)
    note = "，".join(part for part in (shown["row_words"], CATEGORIES[shown["category"]]) if part)
    return Row(
        (
            Cell(shown["label"], note=note),
            _working(left),
            _money(left),
            _working(right),
            _money(right),
            Cell(with_sign(change) if change else "0.00"),
        )
    )


def _working(item: Item | None) -> Cell:
    if item is None:
        return Cell(UNKNOWN, title="这一份没有这一行")
    return Cell(item["working"], note=item["formula_words"], more=tuple(_basis(item)))


def _basis(item: Item) -> Iterable[str]:
    if item.get("clause"):
        yield f"条款：{item['clause']}"
    for rate in item["trace"]["rates"]:
        yield rate_words(RateRead.from_json(rate))
    for value in item["trace"]["derived"]:
        yield f"{value['label']} = {value['value']}"


def _amount(item: Item | None) -> Money:
    return Money.parse(item["amount"]) if item else Money(0)


def _money(item: Item | None) -> Cell:
    return Cell(_amount(item).grouped()) if item else Cell(UNKNOWN)


def derived_table(pack: Answer, against: Answer) -> Table:
    """The values between facts and money that differ, or that only one pack has."""
    left, right = pack["derived"], against["derived"]
    differing = [name for name in {**left, **right} if left.get(name) != right.get(name)]
    rows = [Row((Cell(name), Cell(left.get(name, UNKNOWN)), Cell(right.get(name, UNKNOWN)))) for name in differing]
    columns = (Column("派生值"), Column("拟用办法", kind=Kind.NUMBER), Column("对照办法", kind=Kind.NUMBER))
    return Table(columns, rows, "两个办法的派生值都相同。")
