"""No page is a dead end: empty, refused, broken or expired, it says what happened and what to do next."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from tests.web.people import BACKEND, browser_of, person_who_may

from antu.platform.models import JournalEntry

pytestmark = pytest.mark.django_db
EMPTY = {
    "home": "请从「导入」导入年度工作簿或台账",
    "projects": "项目随年度工作簿或台账导入",
    "households": "还没有登记任何户",
    "reports": "请从「导入」导入年度工作簿",
    "journal": "每次导入、登记和核定都会自动记入",
}


@pytest.mark.parametrize("name", EMPTY)
def test_an_empty_installation_says_what_to_do_first(name: str) -> None:
    page = browser_of("register.view", "report.view").get(reverse(name)).content.decode()
    assert EMPTY[name] in page


def test_a_post_that_may_see_nothing_is_told_whom_to_ask() -> None:
    JournalEntry.objects.create(actor_login="x", actor_name="x", action="x", object_kind="x", object_key="1 x")
    page = browser_of().get("/").content.decode()
    assert "工作台" in page


def test_an_address_that_does_not_exist_leads_to_the_menu() -> None:
    answer = browser_of().get("/no/such/page/")
    assert answer.status_code == 404
    assert "找不到页面" in answer.content.decode()
    assert "主菜单" in answer.content.decode()


def test_before_sign_in_an_unknown_address_tells_nothing_of_the_menu() -> None:
    answer = Client().get("/no/such/page/")
    assert answer.status_code == 404
    assert "主菜单" not in answer.content.decode()


def test_a_fault_of_ours_says_that_nothing_was_written(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_arguments: object) -> None:
        raise RuntimeError("a bug")

    monkeypatch.setattr("antu.projects.views.projects_on", fail)
    browser = Client(raise_request_exception=False)
    browser.force_login(person_who_may("register.view"), backend=BACKEND)
    answer = browser.get(reverse("projects"))
    assert answer.status_code == 500
    assert "没有写入任何内容" in answer.content.decode()
    assert "a bug" not in answer.content.decode()


def test_a_form_that_stood_open_too_long_asks_to_be_sent_again() -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(person_who_may("register.import"), backend=BACKEND)
    answer = browser.post(reverse("imports"), {"kind": "register"})
    assert answer.status_code == 403
    assert "刷新后重新提交" in answer.content.decode()


def test_the_menu_offers_only_what_the_post_may_open() -> None:
    page = browser_of("report.view").get("/").content.decode()
    menu = page.partition('aria-label="主菜单"')[2].partition("</nav>")[0]
    assert "绩效报告" in menu
    assert "导入" not in menu
    assert "台账" not in menu
