"""Amounts entered by hand."""

from __future__ import annotations

from datetime import date

import pytest

from antu.kernel.errors import BadInput
from antu.kernel.money import Money
from antu.settlement.domain.hand_amount import HandAmount

DAY = date(2023, 6, 1)


def test_an_amount_with_its_document_is_accepted() -> None:
    HandAmount(DAY, Money(1), "凭证1号").check("JX-001 崔杰建")


@pytest.mark.parametrize("fen", [0, -1])
def test_nothing_or_less_than_nothing_is_refused_by_name(fen: int) -> None:
    with pytest.raises(BadInput) as refused:
        HandAmount(DAY, Money(fen), "凭证1号").check("JX-001 崔杰建")
    assert [problem.rule for problem in refused.value.problems] == ["S-AMOUNT"]
    assert "JX-001 崔杰建" in refused.value.problems[0].message


def test_all_that_is_wrong_is_said_at_once() -> None:
    with pytest.raises(BadInput) as refused:
        HandAmount(DAY, Money(0), "  ").check("教学示例项目")
    assert [problem.rule for problem in refused.value.problems] == ["S-AMOUNT", "S-DOCUMENT"]
