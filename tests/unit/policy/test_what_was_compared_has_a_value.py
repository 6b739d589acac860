"""A date that may be left empty is used where a comparison with it has held: there it is not empty."""

from __future__ import annotations

import pytest
from tests.unit.policy.small_pack import computed, extra, facts, faults, with_item

VACATED = "2023-05-20"
DAYS = "days(project.notice_on, vacated_on)"


def vacated(formula: str, day: str | None, **item: str) -> str:
    subject = facts()["subject"] | ({"vacated_on": day} if day else {})
    lines = computed(with_item(formula, **item), subject=subject).lines
    return next((str(line.amount) for line in lines if line.code == "extra"), "")


@pytest.mark.parametrize(
    "formula",
    [
        f"{DAYS} if vacated_on >= project.notice_on else 0",
        f"{DAYS} if not claimed and vacated_on >= project.notice_on else 0",
        f"{DAYS} if {DAYS} > 0 else 0",
        f"{DAYS} + 0 if 0 < {DAYS} + 1 < 400 else 0",
        f"max({DAYS}, 0) if subject.vacated_on >= project.notice_on else 0",
        f"sum(houses, {DAYS.replace('vacated_on', 'subject.vacated_on')}) if vacated_on > project.notice_on else 0",
        f"1 * {DAYS} if vacated_on > project.notice_on and max({DAYS}, 1) > 2 else 0",
        f"{DAYS} if vacated_on < project.notice_on or vacated_on > project.notice_on else 0",
    ],
)
def test_it_is_a_number_where_the_comparison_holds_and_the_other_branch_elsewhere(formula: str) -> None:
    assert vacated(formula, VACATED) == "80.00"
    assert vacated(formula, None) == "0.00"


def test_a_line_whose_condition_compared_it_may_use_it_throughout() -> None:
    line = {"when": "vacated_on > project.notice_on", "quantity": DAYS, "rate": f"{DAYS} * 2"}
    assert vacated(DAYS, VACATED, **line) == "80.00"
    assert vacated(DAYS, None, **line) == ""


def test_a_sum_may_use_what_its_own_condition_compared() -> None:
    formula = "sum(houses, days(built_on, project.notice_on), built_on < project.notice_on)"
    houses = [
        {"id": "H1", "structure": "brick", "area_m2": 1, "built_on": "2023-02-26"},
        {"id": "H2", "structure": "brick", "area_m2": 1},
        {"id": "H3", "structure": "brick", "area_m2": 1, "built_on": "2023-02-28"},
    ]
    assert extra(formula, houses=houses) == "4.00"


@pytest.mark.parametrize(
    "formula",
    [
        f"0 if vacated_on >= project.notice_on else {DAYS}",
        f"{DAYS} if not vacated_on >= project.notice_on else 0",
        f"{DAYS} if claimed or vacated_on >= project.notice_on else 0",
        f"{DAYS} if signed_on >= project.notice_on else 0",
        f"({DAYS} if vacated_on >= project.notice_on else 0) + {DAYS}",
        "sum(houses, days(built_on, project.notice_on), area_m2 > 0)",
    ],
)
def test_what_may_still_be_empty_is_refused_with_the_way_to_write_it(formula: str) -> None:
    found = faults(with_item(formula))
    assert any("P-EMPTY" in each and "先比较再用，如 days(a, b) if a <= b else 0" in each for each in found), found


def test_a_row_that_was_compared_says_nothing_of_the_other_rows() -> None:
    item = with_item(
        "sum(houses, days(built_on, project.notice_on))", per="houses", when="built_on < project.notice_on"
    )
    assert any("P-EMPTY" in each for each in faults(item))
    own = with_item("days(built_on, project.notice_on)", per="houses", when="built_on < project.notice_on")
    assert faults(own) == []
