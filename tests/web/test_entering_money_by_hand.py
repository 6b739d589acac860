from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse
from tests.web.people import browser_of
from tests.web.village import Village

from antu.settlement.models import HouseholdPayment, ProjectReceipt

RECEIPT = {"on": "2023-07-01", "amount": "1,000,000.00", "document_no": "到账-001", "note": ""}


def cashier() -> Client:
    return browser_of("settlement.view", "settlement.enter")


def test_received_money_is_entered_and_shown(village: Village) -> None:
    browser = cashier()
    answer = browser.post(reverse("settlement-receipt", args=[village.tutorial.pk]), RECEIPT, follow=True)
    page = answer.content.decode()
    assert "1,000,000.00" in page
    assert "到账-001" in page
    assert ProjectReceipt.objects.get().amount_fen == 100_000_000


@pytest.mark.parametrize("payee", ["JX-001", "JX-001 崔杰建"])
def test_paid_money_is_entered_for_a_household(village: Village, payee: str) -> None:
    form = {**RECEIPT, "amount": "100.00", "household": payee}
    cashier().post(reverse("settlement-payment", args=[village.tutorial.pk]), form)
    assert HouseholdPayment.objects.get().household == village.signed


def test_a_post_that_only_sees_settlement_is_not_invited_to_enter(village: Village) -> None:
    address = reverse("project", args=[village.tutorial.pk])
    looking = browser_of("report.view", "settlement.view").get(address).content.decode()
    entering = browser_of("report.view", "settlement.view", "settlement.enter").get(address).content.decode()
    assert "查看到位资金和已付" in looking
    assert "登记到位资金和已付" not in looking
    assert "登记到位资金和已付" in entering


def test_a_wrong_amount_is_told_beside_its_field(village: Village) -> None:
    form = {**RECEIPT, "amount": "一百万"}
    answer = cashier().post(reverse("settlement-receipt", args=[village.tutorial.pk]), form)
    assert answer.status_code == 400
    page = answer.content.decode()
    assert re.search(r'id="receipt-amount-error">[^<]*一百万', page)
    assert 'value="到账-001"' in page


def test_every_field_that_is_wrong_is_told_at_once(village: Village) -> None:
    wrong = {"household": "JX-999", "on": "昨天", "amount": "一元", "document_no": "长" * 101, "note": ""}
    for form in (wrong, dict.fromkeys(wrong, "")):
        page = cashier().post(reverse("settlement-payment", args=[village.tutorial.pk]), form).content.decode()
        for field in ("household", "on", "amount", "document_no"):
            assert f'id="payment-{field}-error"' in page
    assert not HouseholdPayment.objects.exists()


def test_an_entry_is_withdrawn_with_its_reason_and_stays_to_be_seen(village: Village) -> None:
    browser = cashier()
    browser.post(reverse("settlement-receipt", args=[village.tutorial.pk]), RECEIPT)
    entry = ProjectReceipt.objects.get()
    address = reverse("settlement-void", args=["receipts", entry.pk])
    assert Client().post(address).status_code == 302
    assert browser_of("settlement.view").post(address, {"reason": "重复登记"}).status_code == 403
    page = browser.post(address, {"reason": "重复登记"}, follow=True).content.decode()
    assert "重复登记" in page
    assert "作废" in page
    assert ProjectReceipt.objects.get().is_voided


def test_withdrawing_without_a_reason_changes_nothing(village: Village) -> None:
    browser = cashier()
    browser.post(reverse("settlement-receipt", args=[village.tutorial.pk]), RECEIPT)
    entry = ProjectReceipt.objects.get()
    browser.post(reverse("settlement-void", args=["receipts", entry.pk]), {"reason": ""})
    assert not ProjectReceipt.objects.get().is_voided
