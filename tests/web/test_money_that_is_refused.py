"""Money that may not be entered leaves nothing, and its page says why; what does not exist is not found."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader
from tests.web.people import browser_of
from tests.web.village import Village

from antu.households.models import Household
from antu.settlement.models import HouseholdPayment, ProjectReceipt

PAYMENT = {"on": "2023-07-01", "amount": "100.00", "document_no": "支付-001", "note": ""}


def cashier() -> Client:
    return browser_of("settlement.view", "settlement.enter")


def test_more_than_was_agreed_is_refused_on_the_page(village: Village) -> None:
    form = {**PAYMENT, "amount": "99999999.00", "household": village.signed.code}
    answer = cashier().post(reverse("settlement-payment", args=[village.tutorial.pk]), form)
    assert answer.status_code == 400
    assert re.search(r'id="payment-amount-error">[^<]*超过应付', answer.content.decode())
    assert not HouseholdPayment.objects.exists()


def test_a_subject_of_another_project_is_no_choice(village: Village) -> None:
    form = {**PAYMENT, "household": village.signed.code}
    answer = cashier().post(reverse("settlement-payment", args=[village.remaining.pk]), form)
    assert answer.status_code == 400
    assert not HouseholdPayment.objects.exists()


@pytest.mark.parametrize("amount", ["0", "-5.00", "0.001"])
def test_an_amount_that_is_no_payment_is_refused(village: Village, amount: str) -> None:
    answer = cashier().post(reverse("settlement-receipt", args=[village.tutorial.pk]), {**PAYMENT, "amount": amount})
    assert answer.status_code == 400
    assert not ProjectReceipt.objects.exists()


def test_an_entry_is_withdrawn_once_and_keeps_its_first_reason(village: Village) -> None:
    browser = cashier()
    browser.post(reverse("settlement-receipt", args=[village.tutorial.pk]), PAYMENT)
    address = reverse("settlement-void", args=["receipts", ProjectReceipt.objects.get().pk])
    browser.post(address, {"reason": "重复登记"})
    page = browser.post(address, {"reason": "又一个原因"}, follow=True).content.decode()
    assert "已经作废" in page
    assert ProjectReceipt.objects.get().void_reason == "重复登记"


def test_a_kind_of_entry_and_a_paper_that_do_not_exist_are_not_found(village: Village) -> None:
    assert cashier().post(reverse("settlement-void", args=["wages", 1]), {"reason": "错"}).status_code == 404
    address = reverse("settlement-paper", args=[village.tutorial.pk, "工资表.xlsx"])
    assert cashier().get(address).status_code == 404


def test_the_papers_of_a_withdrawn_household_say_so(village: Village) -> None:
    browser = browser_of("register.view")
    signed, unsigned = village.signed.pk, village.unsigned.pk
    papers = [
        reverse("determination-pdf", args=[signed, 1]),
        reverse("card-pdf", args=[signed]),
        reverse("estimate-pdf", args=[unsigned, "2023-06-01"]),
        f"{reverse('card-pdf', args=[unsigned])}?as_if=2023-06-01",
    ]
    assert not [paper for paper in papers if "作废" in printed(browser, paper)]
    Household.objects.filter(pk__in=(signed, unsigned)).update(is_voided=True)
    assert [paper for paper in papers if "作废" in printed(browser, paper)] == papers


def printed(browser: Client, paper: str) -> str:
    return "".join(page.extract_text() for page in PdfReader(BytesIO(browser.get(paper).content)).pages)


def test_a_refusal_names_no_column_of_the_program(village: Village) -> None:
    answer = browser_of("register.view").get(f"{reverse('card-pdf', args=[village.unsigned.pk])}?as_if=2001-01-01")
    assert answer.status_code == 400
    assert "subject" not in answer.content.decode()
    assert "signed_on" not in answer.content.decode()
    assert "2001-01-01" in answer.content.decode()


def test_a_sheet_is_of_what_stands_and_an_estimate_only_of_the_unsigned(village: Village) -> None:
    browser = browser_of("register.view")
    signed, unsigned = village.signed.pk, village.unsigned.pk
    assert browser.get(reverse("determination-pdf", args=[signed, 99])).status_code == 404
    assert browser.get(reverse("determination-pdf", args=[unsigned, 1])).status_code == 404
    assert browser.get(reverse("estimate-pdf", args=[signed, "2023-06-01"])).status_code == 404
    assert browser.get(reverse("estimate-pdf", args=[unsigned, "2023-02-30"])).status_code == 404
