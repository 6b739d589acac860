"""Received and paid money entered by hand: with evidence, never more than agreed, withdrawn but never changed."""

from __future__ import annotations

import threading
from datetime import date
from pathlib import Path

import pytest
from django.db import connection
from openpyxl import load_workbook
from tests.world import register_of_demo, small_village

from antu.households.models import Household
from antu.kernel.errors import AntuError, BadInput, Forbidden
from antu.kernel.money import Money
from antu.platform.actor import SYSTEM, Actor
from antu.platform.models import JournalEntry
from antu.settlement.domain.hand_amount import HandAmount
from antu.settlement.forms import hand_amount
from antu.settlement.models import HouseholdPayment, ProjectReceipt
from antu.settlement.selectors import settlement_book
from antu.settlement.services import enter_payment, enter_receipt, void_entry, write_papers

AS_OF = date(2023, 12, 31)
DAY = date(2023, 7, 1)


def paid(yuan: str, document: str = "支付凭证1号") -> HandAmount:
    return HandAmount(DAY, Money.parse(yuan), document)


@pytest.mark.django_db
def test_an_entry_is_journalled_with_its_person_and_document() -> None:
    receipt = enter_receipt(SYSTEM, small_village(), paid("1000000.00", "进账单8号"))
    assert (receipt.amount_fen, receipt.document_no, receipt.entered_by) == (100000000, "进账单8号", "系统(命令行)")
    entry = JournalEntry.objects.latest("id")
    assert (entry.action, entry.change["amount_fen"]) == ("登记到位资金", [None, 100000000])


@pytest.mark.django_db
def test_paying_more_than_was_agreed_is_refused_and_says_how_much_is_left() -> None:
    household = small_village().households.get(code="JX-001")
    enter_payment(SYSTEM, household, paid("200000.00"))
    with pytest.raises(BadInput) as refused:
        enter_payment(SYSTEM, household, paid("179.01"))
    assert refused.value.problems[0].rule == "S-OVERPAID"
    assert "200,179.00" in refused.value.problems[0].message
    enter_payment(SYSTEM, household, paid("179.00"))


@pytest.mark.django_db
def test_the_same_document_is_entered_once() -> None:
    project = small_village()
    household = project.households.get(code="JX-001")
    first = enter_receipt(SYSTEM, project, paid("5.00"))
    enter_receipt(SYSTEM, project, paid("5.00", "支付凭证2号"))
    enter_payment(SYSTEM, household, paid("5.00"))
    with pytest.raises(BadInput, match="S-ENTERED"):
        enter_receipt(SYSTEM, project, paid("5.00"))
    with pytest.raises(BadInput, match="S-ENTERED"):
        enter_payment(SYSTEM, household, paid("5.00"))
    void_entry(SYSTEM, first, reason="金额填错")
    enter_receipt(SYSTEM, project, paid("5.00"))


def test_a_day_yet_to_come_is_refused() -> None:
    filled = {"amount": "5", "document_no": "支付凭证1号", "note": ""}
    assert hand_amount({**filled, "on": "2023年7月1日"}, date(2023, 7, 1)).on == date(2023, 7, 1)
    with pytest.raises(BadInput, match="还没有到"):
        hand_amount({**filled, "on": "2023-07-02"}, date(2023, 7, 1))


@pytest.mark.django_db
def test_the_unsigned_have_nothing_to_be_paid() -> None:
    unsigned = register_of_demo("dashuju-2-remaining").households.get(code="DSJ2-003")
    with pytest.raises(BadInput) as refused:
        enter_payment(SYSTEM, unsigned, paid("1.00"))
    assert refused.value.problems[0].rule == "S-UNSIGNED"


@pytest.mark.django_db
def test_a_withdrawn_entry_counts_nowhere_and_stays_with_its_reason() -> None:
    project = small_village()
    household = project.households.get(code="JX-001")
    payment = enter_payment(SYSTEM, household, paid("200179.00"))
    void_entry(SYSTEM, payment, reason="凭证号填错")
    payment.refresh_from_db()
    assert (payment.is_voided, payment.void_reason) == (True, "凭证号填错")
    assert Money.total(subject.paid for subject in settlement_book(project, AS_OF).subjects) == Money(0)
    enter_payment(SYSTEM, household, paid("200179.00"))
    with pytest.raises(BadInput):
        void_entry(SYSTEM, payment, reason="再来一次")


@pytest.mark.django_db
def test_withdrawing_needs_a_reason() -> None:
    receipt = enter_receipt(SYSTEM, small_village(), paid("1.00"))
    with pytest.raises(BadInput):
        void_entry(SYSTEM, receipt, reason=" ")
    assert not ProjectReceipt.objects.get().is_voided


@pytest.mark.django_db
def test_the_review_shows_what_came_in_what_was_paid_and_what_is_missing(tmp_path: Path) -> None:
    project = small_village()
    enter_receipt(SYSTEM, project, paid("1000000.00", "进账单8号"))
    enter_payment(SYSTEM, project.households.get(code="JX-001"), paid("200179.00"))
    path = write_papers(SYSTEM, project, tmp_path, as_of=AS_OF)[2]
    rows = {row[0]: row for row in load_workbook(path, data_only=True).worksheets[0].iter_rows(values_only=True)}
    assert rows["到位资金合计"][1] == 1000000
    assert rows["2023-07-01 到位"][5] == "凭证 进账单8号，系统(命令行) 手工登记"
    assert rows["应付合计"][2:5] == (1107611.5, 200179, 907432.5)
    assert rows["到位减应付"][1] == -107611.5


@pytest.mark.django_db
def test_entering_needs_the_permission() -> None:
    clerk = Actor(login="c", name="示例丙", permissions=frozenset({"settlement.view"}))
    with pytest.raises(Forbidden):
        enter_receipt(clerk, small_village(), paid("1.00"))
    assert not ProjectReceipt.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_people_paying_the_same_household_at_once_cannot_overpay_it() -> None:
    household = small_village().households.get(code="JX-001")
    outcomes: list[str] = []
    both_ready = threading.Barrier(2)

    def pay(document: str) -> None:
        both_ready.wait()
        try:
            enter_payment(SYSTEM, Household.objects.get(pk=household.pk), paid("150000.00", document))
            outcomes.append("paid")
        except AntuError as error:
            outcomes.append(error.problems[0].rule)
        finally:
            connection.close()

    threads = [threading.Thread(target=pay, args=(document,)) for document in ("支付凭证1号", "支付凭证2号")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["S-OVERPAID", "paid"]
    assert HouseholdPayment.objects.count() == 1
