"""What the papers of a project print: money that stands, subjects that stand, group by group in the order of codes."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.db.registry import bring_in_book, household, standing
from tests.unit.register.village import village

from antu.households.models import Household
from antu.kernel.money import Money
from antu.platform.actor import SYSTEM
from antu.projects.models import Project
from antu.settlement.domain.hand_amount import HandAmount
from antu.settlement.selectors import settlement_book
from antu.settlement.services import enter_receipt, void_entry

pytestmark = pytest.mark.django_db

AS_OF = date(2023, 12, 31)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    bring_in_book(village(), tmp_path)
    return Project.objects.get()


def codes(project: Project, *, signed: bool) -> list[str]:
    book = settlement_book(project, AS_OF)
    return [subject.household.code for subject in book.in_houses(signed=signed)]


def test_received_money_that_was_withdrawn_is_not_received(project: Project) -> None:
    kept, wrong = (enter_receipt(SYSTEM, project, HandAmount(AS_OF, Money(fen), "进账单")) for fen in (500, 70))
    assert settlement_book(project, AS_OF).received == Money(570)
    void_entry(SYSTEM, wrong, reason="重复登记")
    book = settlement_book(project, AS_OF)
    assert (book.received, book.receipts) == (Money(500), (kept,))


def test_subjects_of_one_group_stand_together_whatever_their_codes(project: Project) -> None:
    for code, group in (("A-1", "一组"), ("A-2", "二组"), ("A-3", "一组"), ("A-4", "")):
        Household.objects.create(project=project, code=code, head_name="示例", village="示范村", group=group)
    assert codes(project, signed=False) == ["A-1", "A-3", "A-2", "H-2", "A-4"]


def test_the_signed_and_the_unsigned_stand_apart(project: Project) -> None:
    assert (codes(project, signed=True), codes(project, signed=False)) == (["H-1"], ["H-2"])


def test_a_withdrawn_subject_stands_in_no_paper(project: Project) -> None:
    Household.objects.filter(code="H-1").update(is_voided=True)
    assert codes(project, signed=True) == []


def test_an_ended_determination_settles_nothing(project: Project, tmp_path: Path) -> None:
    before = standing("J-1").payable
    book = village()
    book["户"][0] |= {"签约日": None, "腾地日": None}
    bring_in_book(book, tmp_path)
    assert household("H-1").determinations.count() == 1
    assert codes(project, signed=True) == []
    signed = [subject for subject in settlement_book(project, AS_OF).subjects if subject.is_signed]
    assert [subject.determination and subject.determination.payable for subject in signed] == [before]
