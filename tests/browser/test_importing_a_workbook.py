from __future__ import annotations

from playwright.sync_api import Page, expect
from tests.world import DEMO

MESSY = DEMO / "registers" / "xiangtian-bridge-messy.xlsx"


def test_a_messy_register_is_looked_at_confirmed_and_found_again(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name="导入", exact=True).click()
    page.get_by_label("台账工作簿").check()
    page.locator("main").get_by_label("文件").set_input_files(str(MESSY))
    page.get_by_role("button", name="上传并预览").click()
    expect(page.get_by_text("可部分导入")).to_be_visible()
    expect(page.locator("#errors")).to_contain_text("校验码不对")
    with page.expect_download() as download:
        page.get_by_role("link", name="下载问题清单").click()
    assert download.value.suggested_filename.endswith(".xlsx")
    page.get_by_role("button", name="确认导入").click()
    expect(page.get_by_text("已导入", exact=True)).to_be_visible()
    page.goto("/households/?q=XTDQ-003")
    expect(page.get_by_role("link", name="XTDQ-003", exact=True)).to_be_visible()
