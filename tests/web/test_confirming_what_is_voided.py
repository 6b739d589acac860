"""What voids something asks first, on a page of its own, and keeps what was typed when it is refused."""

from __future__ import annotations

from django.test import Client
from django.urls import reverse
from tests.web.case_rows import receipt
from tests.web.people import browser_of
from tests.web.village import Village

from antu.settlement.models import ProjectReceipt


def cashier() -> Client:
    return browser_of("settlement.view", "settlement.enter")


def address(village: Village) -> str:
    return reverse("settlement-void", args=receipt(village))


def test_the_question_names_the_row_and_what_follows(village: Village) -> None:
    page = cashier().get(address(village)).content.decode()
    assert "收-1" in page
    assert "不再计入" in page
    assert "作废本笔" in page
    assert reverse("settlement", args=[village.tutorial.pk]) in page
    assert not ProjectReceipt.objects.get().is_voided


def test_without_a_reason_it_asks_again_and_nothing_is_voided(village: Village) -> None:
    answer = cashier().post(address(village), {"reason": "  "})
    assert answer.status_code == 400
    assert "须写明原因" in answer.content.decode()
    assert not ProjectReceipt.objects.get().is_voided


def test_what_is_voided_already_says_so_and_keeps_the_text(village: Village) -> None:
    browser, void = cashier(), address(village)
    assert browser.post(void, {"reason": "重复登记"}).status_code == 302
    answer = browser.post(void, {"reason": "又一个原因"})
    assert answer.status_code == 400
    assert "已经作废" in answer.content.decode()
    assert "又一个原因" in answer.content.decode()
    assert ProjectReceipt.objects.get().void_reason == "重复登记"
