from __future__ import annotations

from playwright.sync_api import Page, expect


def test_from_the_year_to_the_clause_of_one_line(page: Page) -> None:
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("2023年工作台")
    page.get_by_role("link", name="45 个").click()
    expect(page.get_by_text("等于下列 45 条记录的条数")).to_be_visible()
    page.locator("tbody a").first.click()
    page.locator(".facts a").first.click()
    expect(page.get_by_role("heading", name="项目登记")).to_be_visible()
    page.get_by_role("navigation", name="主菜单").get_by_role("link", name="项目", exact=True).click()
    page.get_by_label("名称或编号").fill("教学示例")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="教学示例项目").click()
    page.get_by_role("link", name="JX-001", exact=True).click()
    line = page.locator(".sheet tbody tr").nth(1)
    expect(line.locator(".trace")).to_be_hidden()
    line.get_by_text("看计算过程").click()
    expect(line.locator(".trace")).to_contain_text("演示附件二")


def test_a_whole_row_opens_its_page(page: Page) -> None:
    page.goto("/households/?q=JX-001")
    page.locator("tbody tr td").nth(1).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("JX-001")


def test_a_filter_applies_as_soon_as_it_is_chosen(page: Page) -> None:
    page.goto("/projects/")
    page.get_by_role("combobox", name="土地性质").select_option("国有")
    page.wait_for_url("**land=state**")
    expect(page.get_by_role("link", name="土地性质：国有 ×")).to_be_visible()


def test_the_sheet_comes_as_pdf(page: Page) -> None:
    page.goto("/households/?q=JX-001")
    page.get_by_role("link", name="JX-001", exact=True).click()
    address = page.get_by_role("link", name="打印计算书（PDF）").get_attribute("href")
    answer = page.request.get(str(address))
    assert answer.ok
    assert answer.body().startswith(b"%PDF")


def test_without_script_each_line_still_opens(page: Page) -> None:
    page.goto("/households/?q=JX-001")
    household = page.get_by_role("link", name="JX-001", exact=True).get_attribute("href")
    bare = page.context.browser.new_context(java_script_enabled=False, storage_state=page.context.storage_state())  # type: ignore[union-attr]
    plain = bare.new_page()
    plain.goto(page.url.split("/households/")[0] + str(household))
    plain.locator(".sheet summary").first.click()
    expect(plain.locator(".trace").first).to_be_visible()
    bare.close()


def test_the_familys_card_and_a_projects_papers_come_as_pdf(page: Page) -> None:
    page.goto("/households/?q=JX-001")
    page.get_by_role("link", name="JX-001", exact=True).click()
    card = page.request.get(str(page.get_by_role("link", name="打印明白卡").get_attribute("href")))
    assert card.ok
    assert card.body().startswith(b"%PDF")
    page.get_by_role("link", name="教学示例项目").first.click()
    for name in ("批量打印计算书", "批量打印明白卡"):
        papers = page.request.get(str(page.get_by_role("link", name=name).get_attribute("href")))
        assert papers.ok
        assert papers.body().startswith(b"%PDF")
