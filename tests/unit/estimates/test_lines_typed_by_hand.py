"""Lines entered by hand, and what is to be computed, as they are typed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from antu.estimates.domain.asking import HAND, SAMPLE, WHOLE, Asked, TypedAsk, read_ask
from antu.estimates.domain.categories import in_order
from antu.estimates.domain.comparing import compared
from antu.estimates.domain.draft import HandLine, TypedLine, read_lines
from antu.kernel.errors import BadInput, Problem
from antu.kernel.money import Money

KNOWN = {"A-1": 1, "A-2": 2}


def places(refused: pytest.ExceptionInfo[BadInput]) -> list[tuple[str, object, object]]:
    problems: tuple[Problem, ...] = tuple(refused.value.problems)
    return [(each.rule, each.where.get("row"), each.where.get("column")) for each in problems]


def test_a_line_without_a_name_is_called_as_its_category() -> None:
    rows = [TypedLine("n1", "不可预见费", "", "", "", "1,200.50", "以上合计的 3%")]
    assert read_lines(rows) == [HandLine("n1", "不可预见费", "不可预见费", None, "", Money(120050), "以上合计的 3%")]


def test_a_quantity_keeps_its_decimals() -> None:
    (line,) = read_lines([TypedLine("n1", "税费", "耕地占用税", "12.5", "亩", "100", "税法")])
    assert line.quantity == Decimal("12.5")


def test_every_problem_of_the_rows_is_told_at_its_field() -> None:
    rows = [
        TypedLine("1", "", "", "-2", "", "", ""),
        TypedLine("2", "税费", "", "", "", "0", "税法"),
        TypedLine("3", "税费", "", "", "", "1.005", "税法"),
        TypedLine("4", "工" * 61, "", "", "", "1", "文件"),
    ]
    with pytest.raises(BadInput) as refused:
        read_lines(rows)
    assert places(refused) == [
        ("R-REQUIRED", "1", "category"),
        ("R-REQUIRED", "1", "basis_text"),
        ("R-NEGATIVE", "1", "quantity"),
        ("R-REQUIRED", "1", "amount"),
        ("R-RANGE", "2", "amount"),
        ("R-AREA-PRECISION", "3", "amount"),
        ("E-TWICE", "3", "item"),
        ("R-RANGE", "4", "category"),
    ]


def test_a_sample_names_its_households_once_and_what_they_stand_for() -> None:
    typed = TypedAsk(SAMPLE, "2023-05-08", "10", (("n1", "A-1"), ("n2", "A-2")))
    asked = read_ask(typed, KNOWN.get)
    assert asked == Asked(SAMPLE, date(2023, 5, 8), (1, 2), 10)
    assert Asked.from_json(asked.as_json()) == asked


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (TypedAsk(""), [("E-BASIS", None, "basis"), ("R-DATE", None, "as_if_signed_on")]),
        (TypedAsk(WHOLE, "5月32日"), [("R-DATE", None, "as_if_signed_on")]),
        (TypedAsk(SAMPLE, "2023-05-08"), [("E-SAMPLE", None, "household"), ("E-TOTAL", None, "household_total")]),
        (TypedAsk(SAMPLE, "2023-05-08", "5", (("n1", "B-9"),)), [("E-SAMPLE", "n1", "household")]),
        (
            TypedAsk(SAMPLE, "2023-05-08", "5", (("n1", "A-1"), ("n2", "A-1"))),
            [("E-SAMPLE", "n2", "household")],
        ),
        (
            TypedAsk(SAMPLE, "2023-05-08", "1", (("n1", "A-1"), ("n2", "A-2"))),
            [("E-TOTAL", None, "household_total")],
        ),
        (TypedAsk(SAMPLE, "2023-05-08", "１２.5", (("n1", "A-1"),)), [("E-TOTAL", None, "household_total")]),
    ],
    ids=["nothing", "no day", "nobody", "unknown", "twice", "more than all", "no number"],
)
def test_what_cannot_be_computed_is_refused_at_its_field(
    typed: TypedAsk, expected: list[tuple[str, object, object]]
) -> None:
    with pytest.raises(BadInput) as refused:
        read_ask(typed, KNOWN.get)
    assert places(refused) == expected


def test_who_computes_nothing_need_say_nothing_else() -> None:
    assert read_ask(TypedAsk(HAND, "", "", ()), KNOWN.get) == Asked(HAND)


def test_categories_stand_in_the_order_of_the_settlement_tables_then_as_they_came() -> None:
    given = ["评估费", "不可预见费", "土地补偿·青苗", "房屋补偿·装修", "评估费", "房屋补偿·主体补偿"]
    assert in_order(given) == ["房屋补偿·主体补偿", "房屋补偿·装修", "土地补偿·青苗", "不可预见费", "评估费"]


def test_two_versions_are_compared_over_the_categories_of_both() -> None:
    before, after = {"税费": Money(5), "工作经费": Money(3)}, {"税费": Money(7), "不可预见费": Money(1)}
    changes = compared(before, after)
    assert [(each.category, each.difference.fen) for each in changes] == [
        ("工作经费", -3),
        ("税费", 2),
        ("不可预见费", 1),
    ]
