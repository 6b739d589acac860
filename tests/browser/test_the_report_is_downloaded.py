from __future__ import annotations

from playwright.sync_api import Page, expect


def test_the_report_of_the_year_comes_as_a_document(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name="绩效报告", exact=True).click()
    page.get_by_role("link", name="2023年绩效自评报告").click()
    expect(page.get_by_text("8 / 8")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="下载报告（.docx）").click()
    assert download.value.suggested_filename.endswith(".docx")
