"""Two versions of a determination, compared."""

from __future__ import annotations

from dataclasses import dataclass

from antu.compensation.domain.comparison import FactChange, facts_changes, line_moves
from antu.kernel.money import Money


@dataclass(frozen=True)
class Line:
    code: str
    row: str | None
    label: str
    amount: Money


FACTS = {
    "subject": {"id": "A-1", "mode": "cash", "vacated_on": None},
    "buildings": [{"id": "F1", "area_m2": "100"}, {"id": "F2", "area_m2": "20"}],
}


def test_the_same_facts_in_another_order_have_not_changed() -> None:
    turned = {"buildings": list(reversed(FACTS["buildings"])), "subject": {"mode": "cash", "id": "A-1"}}  # type: ignore[call-overload]
    assert facts_changes(FACTS, turned) == ()


def test_a_changed_fact_is_named_with_table_row_and_column() -> None:
    after = {**FACTS, "buildings": [{"id": "F1", "area_m2": "110"}, {"id": "F2", "area_m2": "20"}]}
    assert facts_changes(FACTS, after) == (FactChange("buildings", "F1", "area_m2", "100", "110"),)


def test_a_date_that_was_empty_and_is_filled_has_changed() -> None:
    after = {**FACTS, "subject": {"id": "A-1", "mode": "cash", "vacated_on": "2023-06-01"}}
    assert facts_changes(FACTS, after) == (FactChange("subject", "", "vacated_on", None, "2023-06-01"),)


def test_a_row_that_came_or_went_differs_in_every_column_it_fills() -> None:
    after = {**FACTS, "buildings": [FACTS["buildings"][0]]}  # type: ignore[index]
    gone = facts_changes(FACTS, after)
    assert gone == (
        FactChange("buildings", "F2", "id", "F2", None),
        FactChange("buildings", "F2", "area_m2", "20", None),
    )
    assert [(change.before, change.after) for change in facts_changes(after, FACTS)] == [(None, "F2"), (None, "20")]


def test_only_lines_whose_amount_moved_are_listed() -> None:
    before = [Line("house", "F1", "房屋补偿", Money(100)), Line("moving", None, "搬家费", Money(5))]
    after = [Line("house", "F1", "房屋补偿", Money(130)), Line("moving", "", "搬家费", Money(5))]
    (move,) = line_moves(before, after)
    assert (move.code, move.row, move.before, move.after) == ("house", "F1", Money(100), Money(130))
    assert move.difference == Money(30)


def test_a_line_that_came_or_went_moves_by_its_whole_amount() -> None:
    house, grave = Line("house", "F1", "房屋补偿", Money(100)), Line("grave", "M1", "迁坟补偿", Money(7))
    moves = line_moves([house], [grave])
    assert [(move.label, move.before, move.after) for move in moves] == [
        ("房屋补偿", Money(100), None),
        ("迁坟补偿", None, Money(7)),
    ]
    assert Money.total(move.difference for move in moves) == Money(-93)


def test_a_line_of_nothing_that_went_away_is_listed_too() -> None:
    (move,) = line_moves([Line("vacate_reward", None, "按期腾地奖", Money(0))], [])
    assert (move.before, move.after, move.difference) == (Money(0), None, Money(0))
