"""An approval holds when it is dated, numbered, argued, and adds up: 送审 + 核增 − 核减 = 批准."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from antu.estimates.domain.review import Approval, GivenOpinion, Submitted, problems_of_approval, problems_of_opinion
from antu.kernel.money import Money

TODAY = date(2024, 1, 31)
SUBMITTED = Submitted({1: ("税费", Money(1000)), 2: ("房屋补偿·产权调换房价款", Money(-200))}, date(2023, 6, 1))
OPINION = GivenOpinion("财政评审中心", "示例评审", date(2023, 9, 1), "同意")
APPROVAL = Approval(Money(800), "示财评〔2023〕1号", date(2023, 9, 8), (OPINION,))
CUTS = st.integers(-(10**9), 10**9)


def told(approval: Approval) -> list[tuple[str, object]]:
    return [(each.rule, each.where.get("column")) for each in problems_of_approval(approval, SUBMITTED, TODAY)]


def test_an_amount_as_it_was_submitted_needs_no_adjustment() -> None:
    assert told(APPROVAL) == []


@given(st.lists(CUTS, min_size=1, max_size=6))
def test_adjustments_of_the_total_add_to_what_is_approved_and_a_fen_beside_it_is_refused(cuts: list[int]) -> None:
    opinions = tuple(replace(OPINION, adjusted=Money(fen)) for fen in cuts)
    reviewed = Money(800 + sum(cuts))
    expected = [] if reviewed > Money(0) else [("E-AMOUNT", "amount")]
    assert told(replace(APPROVAL, amount=reviewed, opinions=opinions)) == expected
    beside = reviewed + Money(1)
    if beside > Money(0):
        assert told(replace(APPROVAL, amount=beside, opinions=opinions)) == [("E-SUM", "amount")]


def test_the_refusal_says_what_does_not_add_up() -> None:
    cut = replace(OPINION, adjusted=Money(-100), line=1)
    (problem,) = problems_of_approval(replace(APPROVAL, amount=Money(750), opinions=(cut,)), SUBMITTED, TODAY)
    assert "送审 8.00 元 + 核增 0.00 元 − 核减 1.00 元 = 7.00 元" in problem.message
    assert "批准金额 7.50 元相差 0.50 元" in problem.message


def test_no_more_is_taken_off_a_line_than_it_costs() -> None:
    cuts = (replace(OPINION, adjusted=Money(-600), line=1), replace(OPINION, adjusted=Money(-401), line=1, row="n2"))
    (problem,) = problems_of_approval(replace(APPROVAL, amount=Money(1), opinions=cuts), SUBMITTED, TODAY)
    assert (problem.rule, problem.where) == ("E-OPINION", {"row": "n2", "column": "adjusted"})


@pytest.mark.parametrize(
    ("approval", "expected"),
    [
        (
            Approval(None, "", None),
            [
                ("E-AMOUNT", "amount"),
                ("E-DOCUMENT", "document_no"),
                ("E-DAY", "approved_on"),
                ("E-OPINION", "opinion"),
            ],
        ),
        (replace(APPROVAL, amount=Money(0)), [("E-AMOUNT", "amount")]),
        (replace(APPROVAL, on=date(2024, 2, 1)), [("E-DAY", "approved_on")]),
        (replace(APPROVAL, on=date(2023, 5, 31)), [("E-DAY", "approved_on")]),
        (replace(APPROVAL, document_no="号" * 101), [("R-RANGE", "document_no")]),
        (replace(APPROVAL, opinions=(replace(OPINION, line=9),)), [("E-OPINION", "line")]),
    ],
    ids=["nothing said", "nothing approved", "not yet come", "before the last one", "too long", "another line"],
)
def test_an_approval_that_does_not_hold_is_refused_at_its_fields(
    approval: Approval, expected: list[tuple[str, object]]
) -> None:
    assert told(approval) == expected


def test_an_opinion_says_who_of_which_organisation_when_and_what() -> None:
    found = problems_of_opinion(GivenOpinion("", "", None, "", row="n3"), TODAY)
    assert [(each.rule, each.where["row"], each.where["column"]) for each in found] == [
        ("E-OPINION", "n3", "organisation"),
        ("E-OPINION", "n3", "person"),
        ("E-OPINION", "n3", "opinion"),
        ("E-DAY", "n3", "on"),
    ]
    late = replace(OPINION, on=date(2024, 2, 1), opinion="长" * 1001)
    assert [each.rule for each in problems_of_opinion(late, TODAY)] == ["R-RANGE", "E-DAY"]
