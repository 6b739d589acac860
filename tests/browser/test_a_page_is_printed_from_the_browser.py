"""Ctrl+P on any page: no menu, box or button; the header on each page; which page of how many; who printed it."""

from __future__ import annotations

import unicodedata
from io import BytesIO

import pytest
from playwright.sync_api import Page
from pypdf import PdfReader

RADICALS = str.maketrans("⻚戶：", "页户:")
NOT_ON_PAPER = ("查找", "筛选", "导出", "选择列", "退出登录", "菜单", "勾选", "下一页")


def printed(page: Page, path: str) -> list[str]:
    page.goto(path)
    pages = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True))).pages
    assert {(round(each.mediabox.width), round(each.mediabox.height)) for each in pages} == {(595, 842)}
    return [plain(each.extract_text()) for each in pages]


def plain(text: str) -> str:
    """Without spaces, and without the radicals that stand for whole characters in what the browser writes."""
    return "".join(unicodedata.normalize("NFKC", text).translate(RADICALS).split())


@pytest.mark.parametrize(("path", "header"), [("/board/?size=100", "项目名称"), ("/journal/?size=100", "经办")])
def test_a_long_list_repeats_its_header_and_counts_its_pages(page: Page, path: str, header: str) -> None:
    pages = printed(page, path)
    assert len(pages) > 1
    for number, text in enumerate(pages, start=1):
        assert f"第{number}页共{len(pages)}页" in text
        assert not [word for word in NOT_ON_PAPER if word in text]
    assert [header in text for text in pages[:-1]] == [True] * (len(pages) - 1)
    assert "打印人:测试人页面时间:" in pages[-1]


def test_the_home_page_prints_its_charts_with_their_tables(page: Page) -> None:
    text = "".join(printed(page, "/"))
    assert "各项目的户" in text
    assert "教学示例项目" in text
    assert not [word for word in NOT_ON_PAPER if word in text]
