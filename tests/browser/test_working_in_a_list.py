"""A list is sorted, cut to some columns, kept as a view and acted on, by the keyboard alone."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from antu.households.models import Household


def first_cells(page: Page, column: int) -> list[str]:
    """The texts of a column of the list, boxes not counted."""
    return page.locator(f"table.list tbody td:nth-child({column + 1})").all_inner_texts()


def test_a_header_sorts_up_and_down_and_says_so(page: Page) -> None:
    page.goto("/households/?q=DSJ2")
    head = page.get_by_role("columnheader", name="户主")
    head.get_by_role("link").press("Enter")
    expect(head).to_have_attribute("aria-sort", "ascending")
    up = first_cells(page, 3)
    head.get_by_role("link").press("Enter")
    expect(head).to_have_attribute("aria-sort", "descending")
    assert first_cells(page, 3) == up[::-1]


def test_columns_are_chosen_and_kept_as_a_view(page: Page) -> None:
    page.goto("/households/?q=DSJ2")
    page.get_by_text("选择列").press("Enter")
    page.get_by_role("checkbox", name="包户干部").press("Space")
    page.get_by_role("checkbox", name="协议编号").press("Space")
    page.get_by_role("button", name="显示所选列").press("Enter")
    expect(page.get_by_role("columnheader", name="协议编号")).to_be_visible()
    expect(page.get_by_role("columnheader", name="包户干部")).to_have_count(0)
    page.get_by_text("保存为视图").press("Enter")
    page.get_by_label("视图名称").fill("大数据二期")
    page.get_by_role("button", name="保存视图").press("Enter")
    page.goto("/households/")
    page.get_by_role("navigation", name="已存视图").get_by_role("link", name="大数据二期").press("Enter")
    expect(page).to_have_url(re.compile(r"q=DSJ2.*cols="))
    expect(page.get_by_role("columnheader", name="协议编号")).to_be_visible()


def test_picked_households_get_their_cadre(page: Page) -> None:
    page.goto("/households/?q=DSJ2")
    named = page.get_by_role("button", name="指定包户干部")
    expect(named).to_be_disabled()
    page.get_by_role("checkbox", name="选择本页全部").press("Space")
    expect(page.get_by_text("已选 8 行")).to_be_visible()
    page.get_by_role("checkbox", name="选择 DSJ2-001").press("Space")
    expect(page.get_by_text("已选 7 行")).to_be_visible()
    named.press("Enter")
    expect(page.get_by_text("所选 7 户")).to_be_visible()
    page.get_by_label("包户干部").fill("李干部")
    page.get_by_role("button", name="指定包户干部").press("Enter")
    expect(page.get_by_text("已指定包户干部“李干部”：7 户")).to_be_visible()
    assert Household.objects.filter(officer="李干部").count() == 7
