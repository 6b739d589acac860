"""Finding by the keyboard alone: the box, its list, Enter and Escape."""

from __future__ import annotations

from playwright.sync_api import Page, expect
from tests.browser.journeys import overflow


def test_from_a_slash_to_a_household_by_the_keyboard(page: Page) -> None:
    page.goto("/projects/")
    box = page.get_by_role("combobox", name="查找项目、户、人员、地块、文件")
    expect(box).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("/")
    expect(box).to_be_focused()
    expect(box).to_have_value("")
    page.keyboard.type("jx-001")
    options = page.get_by_role("listbox", name="查找结果").get_by_role("option")
    expect(options.first).to_contain_text("JX-001")
    expect(box).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    assert box.get_attribute("aria-activedescendant") == options.first.get_attribute("id")
    page.keyboard.press("ArrowUp")
    expect(options.last).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("JX-001")


def test_escape_closes_the_list_and_enter_opens_the_page(page: Page) -> None:
    page.goto("/")
    page.keyboard.press("/")
    page.keyboard.type("JX-001")
    listed = page.get_by_role("listbox", name="查找结果")
    expect(listed).to_be_visible()
    page.keyboard.press("Escape")
    expect(listed).to_be_hidden()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("查找：JX-001")
    expect(page.get_by_role("link", name="JX-001", exact=False).first).to_be_visible()


def test_a_slash_that_is_typed_stays_a_slash(page: Page) -> None:
    page.goto("/projects/")
    field = page.get_by_label("名称或编号")
    field.fill("")
    field.press("/")
    expect(field).to_have_value("/")


def test_the_list_leaves_when_the_box_is_left(page: Page) -> None:
    page.goto("/")
    page.keyboard.press("/")
    page.keyboard.type("JX")
    listed = page.get_by_role("listbox", name="查找结果")
    expect(listed).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(listed).to_be_hidden()


def test_on_a_phone_the_box_and_its_list_fit(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/")
    box = page.get_by_role("combobox", name="查找项目、户、人员、地块、文件")
    box.click()
    page.keyboard.type("JX-001")
    option = page.get_by_role("option").first
    expect(option).to_be_visible()
    assert overflow(page) == 0
    option.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("JX-001")
