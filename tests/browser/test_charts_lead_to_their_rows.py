"""A bar leads to its rows by mouse, its table by keyboard; without script and on paper the table stands alone."""

from __future__ import annotations

from io import BytesIO
from unicodedata import normalize

from playwright.sync_api import Page, expect
from pypdf import PdfReader


def test_a_bar_opens_its_rows(page: Page) -> None:
    page.goto("/")
    drawing = page.locator("#chart-projects .chart-drawing")
    expect(drawing.locator("svg")).to_be_visible()
    bar = drawing.locator("svg text", has_text="5").first.bounding_box()
    assert bar
    page.mouse.click(bar["x"] + bar["width"] / 2, bar["y"] + bar["height"] / 2)
    page.wait_for_url("**/households/?state=signed")
    expect(page.get_by_text("共 5 户符合条件")).to_be_visible()


def test_the_keyboard_opens_the_table_and_a_number_in_it(page: Page) -> None:
    page.goto("/")
    chart = page.locator("#chart-towns")
    expect(chart.get_by_role("table")).to_be_hidden()
    chart.locator("summary").press("Enter")
    expect(chart.get_by_role("table")).to_be_visible()
    number = chart.get_by_role("table").get_by_role("link").nth(1)
    count = number.inner_text()
    number.press("Enter")
    expect(page.get_by_text(f"共 {count} 户符合条件")).to_be_visible()


def test_without_script_the_numbers_stand_in_the_table(page: Page) -> None:
    page.goto("/remaining/")
    bare = page.context.browser.new_context(java_script_enabled=False, storage_state=page.context.storage_state())  # type: ignore[union-attr]
    plain = bare.new_page()
    plain.goto(page.url)
    chart = plain.locator("#chart-officer")
    expect(chart.get_by_role("table")).to_be_visible()
    expect(chart.locator(".chart-drawing")).to_be_hidden()
    link = chart.get_by_role("table").get_by_role("link").first
    link.click()
    expect(plain.get_by_role("link", name="包户干部：")).to_be_visible()
    bare.close()


def test_paper_has_the_drawing_and_its_table(page: Page) -> None:
    page.goto("/")
    expect(page.locator("#chart-projects svg")).to_be_visible()
    paper = "".join(each.extract_text() for each in PdfReader(BytesIO(page.pdf(format="A4"))).pages)
    table = " ".join(normalize("NFKC", paper).split())
    assert "3 5 0 8 0 1 2 3 3 6 2 11" in table, "two projects and their sum, by rung"
    expect(page.locator("#chart-projects").get_by_role("table")).to_be_hidden()


def test_the_menu_folds_and_stays_folded(page: Page) -> None:
    page.goto("/projects/")
    menu = page.get_by_role("navigation", name="主菜单")
    expect(menu).to_be_visible()
    page.get_by_text("菜单", exact=True).press("Enter")
    expect(menu).to_be_hidden()
    page.goto("/board/")
    expect(menu).to_be_hidden()
    page.get_by_text("菜单", exact=True).press("Enter")
    expect(menu).to_be_visible()
