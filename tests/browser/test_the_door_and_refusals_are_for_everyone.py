"""Pages that no case lists: the door with all that it may say, refusals, messages of what was done, an empty list."""

from __future__ import annotations

from playwright.sync_api import Page, expect
from tests.browser.heard import serious_findings
from tests.browser.journeys import overflow

TELEPHONE = {"width": 390, "height": 844}


def check(page: Page) -> None:
    """At the desk and on a telephone."""
    assert page.locator("main").count() == 1
    assert page.locator("h1").count() == 1
    assert serious_findings(page) == []
    page.set_viewport_size(TELEPHONE)  # type: ignore[arg-type]
    assert overflow(page) <= 0
    assert serious_findings(page) == []
    page.set_viewport_size({"width": 1440, "height": 900})


def test_the_door(page: Page) -> None:
    page.context.clear_cookies()
    for address in ("/sign-in/", "/sign-in/?next=/households/", "/sign-in/?next=/households/&unsent=1"):
        page.goto(address)
        check(page)
    page.get_by_label("账号").fill("nobody")
    page.get_by_label("密码").fill("wrong")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("账号或密码不对")
    check(page)


def test_lists_in_which_nothing_is_found(page: Page) -> None:
    for address in ("/households/?q=nobody", "/projects/?q=nobody", "/journal/?q=nobody"):
        page.goto(address)
        check(page)


def test_a_question_refused_and_answered(page: Page) -> None:
    page.goto("/projects/?q=教学示例")
    page.get_by_role("link", name="教学示例项目", exact=True).first.click()
    page.get_by_role("link", name="登记到位资金和已付").click()
    receipts = page.locator("#receipts")
    receipts.get_by_label("日期").fill("2023-07-01")
    receipts.get_by_label("金额").fill("100.00")
    receipts.get_by_label("凭证号").fill("收-1")
    receipts.get_by_role("button", name="登记到位资金").click()
    expect(page.get_by_text("已登记：")).to_be_visible()
    check(page)
    page.get_by_role("link", name="作废本笔").click()
    page.get_by_role("button", name="作废本笔").last.click()
    expect(page.get_by_role("alert")).to_contain_text("须写明原因")
    check(page)
    page.get_by_label("作废原因").fill("重复登记")
    page.get_by_role("button", name="作废本笔").last.click()
    expect(page.get_by_text("已作废：")).to_be_visible()
