"""No page is a dead end: empty, refused, broken or expired, it says what happened and what to do next."""

from __future__ import annotations

import pytest
from django.db import OperationalError
from django.test import Client, override_settings
from django.urls import reverse
from tests.web.people import BACKEND, browser_of, person_who_may
from tests.web.village import Village

pytestmark = pytest.mark.django_db
EMPTY = {
    "home": "请从「导入」导入年度工作簿或台账",
    "projects": "项目在页面上登记，或随年度工作簿、台账导入",
    "households": "还没有登记任何户",
    "board": "还没有登记任何项目",
    "remaining": "没有剩余户",
    "clearing": "没有剩余户",
    "clearing-cadres": "没有剩余户",
    "meetings": "会后登记会议，再登记会上议定的事项",
    "assignments": "在调度会的页面登记议定的事项，或登记上级交办",
    "reports": "请从「导入」导入年度工作簿",
    "estimates": "概算在项目页的“概算”一栏起草",
    "journal": "每次导入、登记和核定都会自动记入",
}


@pytest.mark.parametrize("name", EMPTY)
def test_an_empty_installation_says_what_to_do_first(name: str) -> None:
    page = browser_of("register.view", "report.view").get(reverse(name)).content.decode()
    assert EMPTY[name] in page


def test_a_post_that_may_see_nothing_is_told_whom_to_ask(village: Village) -> None:  # noqa: ARG001 - there is much to see
    page = browser_of().get("/").content.decode()
    assert "请联系系统管理员调整岗位" in page
    assert "示例" not in page[page.index("<main") :]


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

    monkeypatch.setattr("antu.projects.views.shown.projects_on", fail)
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


def test_the_address_of_a_form_opened_as_a_page_says_where_to_go() -> None:
    answer = browser_of("settlement.enter").get(reverse("settlement-receipt", args=[1]))
    assert answer.status_code == 405
    assert "只用来提交表单" in answer.content.decode()
    assert "主菜单" in answer.content.decode()
    assert answer["Allow"] == "POST"


def test_while_the_database_is_away_every_page_says_so_without_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_arguments: object, **_options: object) -> None:
        raise OperationalError("connection refused")

    browser = Client(raise_request_exception=False)
    browser.force_login(person_who_may("register.view"), backend=BACKEND)
    monkeypatch.setattr("django.db.backends.utils.CursorWrapper.execute", away)
    answer = browser.get("/")
    assert answer.status_code == 503
    assert "系统正在维护" in answer.content.decode()
    assert answer["Retry-After"] == "60"


def test_a_fault_is_told_even_where_the_session_cannot_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_arguments: object) -> None:
        raise RuntimeError("a bug")

    monkeypatch.setattr("antu.site.menu.menu_groups", broken)
    browser = Client(raise_request_exception=False)
    browser.force_login(person_who_may("register.view"), backend=BACKEND)
    answer = browser.get("/")
    assert answer.status_code == 500
    assert "系统出错" in answer.content.decode()


@override_settings(DATA_UPLOAD_MAX_MEMORY_SIZE=100)
def test_too_much_at_once_is_told_with_its_limit() -> None:
    answer = browser_of("register.import").post(reverse("imports"), {"kind": "x" * 200})
    assert answer.status_code == 413
    assert "太大" in answer.content.decode()


def test_a_name_that_the_server_does_not_answer_to_gets_a_page() -> None:
    answer = Client().get("/", headers={"host": "elsewhere.example"})
    assert answer.status_code == 400
    assert "请从系统给出的网址重新进入" in answer.content.decode()


def test_a_form_after_the_session_ended_leads_back_to_its_page_and_says_so() -> None:
    form_page = "http://testserver/projects/7/settlement/"
    address = reverse("settlement-receipt", args=[7])
    answer = Client().post(address, {"amount": "1"}, headers={"referer": form_page})
    assert answer["Location"] == "/sign-in/?next=/projects/7/settlement/&unsent=1"
    assert "没有办理" in Client().get(answer["Location"]).content.decode()
    elsewhere = Client().post(address, {}, headers={"referer": "https://elsewhere.example/x"})
    assert elsewhere["Location"] == "/sign-in/?next=/&unsent=1"
