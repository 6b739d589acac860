from __future__ import annotations

from playwright.sync_api import Page, expect
from tests.browser.served import PASSWORD, Loaded


def test_a_person_signs_in_without_a_mouse(page: Page, loaded: Loaded) -> None:
    page.context.clear_cookies()
    page.goto("/")
    expect(page.get_by_label("账号")).to_be_focused()
    page.keyboard.type(loaded.login)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_role("navigation", name="主菜单").wait_for()
    expect(page.get_by_role("heading", level=1)).to_contain_text("工作台")
