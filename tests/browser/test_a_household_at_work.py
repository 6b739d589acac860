"""A household is corrected in the browser: at the right place, the amounts beside, against others and accidents."""

from __future__ import annotations

from playwright.sync_api import Browser, BrowserContext, Page, expect
from tests.browser.journeys import overflow
from tests.browser.served import PASSWORD
from tests.web.people import person_who_may

from antu.compensation.models import Determination
from antu.households.models import Household
from antu.platform.actor import PERMISSIONS


def area_of(household: Household) -> str:
    return f"#building-{household.buildings.get(no='F1').pk}-area_m2"


def signed() -> Household:
    return Household.objects.get(code="JX-001")


def unsigned() -> Household:
    return Household.objects.get(code="DSJ2-003")


def colleague(chromium: Browser, server: str) -> Page:
    """The page of somebody else who may do everything."""
    context: BrowserContext = chromium.new_context(base_url=server, locale="zh-CN")
    person = person_who_may(*PERMISSIONS)
    person.display_name = "复核人"
    person.set_password(PASSWORD)
    person.save()
    other = context.new_page()
    other.goto("/")
    other.get_by_label("账号").fill(person.username)
    other.get_by_label("密码").fill(PASSWORD)
    other.keyboard.press("Enter")
    other.get_by_role("navigation", name="主菜单").wait_for()
    return other


def test_a_panel_leads_to_its_place_and_the_amounts_follow_the_typing(page: Page) -> None:
    household = signed()
    page.goto(f"/households/{household.pk}/")
    page.get_by_role("link", name="更正房屋").click()
    expect(page.get_by_label("幢号，第 1 行")).to_be_focused()
    page.locator(area_of(household)).fill("88.8")
    trial = page.get_by_role("complementary", name="试算")
    expect(trial).to_contain_text("变动的补偿项")
    expect(trial).to_contain_text("88.8")
    page.keyboard.press("Control+s")
    expect(page.get_by_role("alert")).to_contain_text("请写明更正原因")
    expect(page.locator(area_of(household))).to_have_value("88.8")
    page.get_by_label("更正原因").fill("测绘复核")
    page.keyboard.press("Control+s")
    expect(page.get_by_text("已保存更正")).to_be_visible()
    assert Determination.objects.get(household=household, is_standing=True).version == 2


def test_two_people_see_both_values_and_neither_loses_anything(page: Page, chromium: Browser, server: str) -> None:
    path = f"/households/{unsigned().pk}/edit/"
    other = colleague(chromium, server)
    for each, phone, note in ((page, "19900000002", ""), (other, "19900000001", "对方的备注")):
        each.goto(path)
        each.get_by_label("联系电话").fill(phone)
        each.get_by_label("备注", exact=True).fill(note)
    page.get_by_label("开户行").fill("我填的银行")
    other.get_by_role("button", name="保存更正").last.click()
    expect(other.get_by_text("已保存更正")).to_be_visible()
    page.get_by_role("button", name="保存更正").last.click()
    told = page.get_by_role("alert")
    for words in ("有人改过这一户", "复核人", "您填的：19900000002", "现在的：19900000001"):
        expect(told).to_contain_text(words)
    expect(page.get_by_label("备注", exact=True)).to_have_value("对方的备注")
    told.get_by_label("现在的：19900000001").check()
    page.get_by_role("button", name="保存更正").last.click()
    expect(page.get_by_text("已保存更正")).to_be_visible()
    saved = unsigned()
    assert (saved.phone, saved.note, saved.bank) == ("19900000001", "对方的备注", "我填的银行")


def test_what_was_typed_comes_back_after_the_session_has_ended(page: Page) -> None:
    household = unsigned()
    page.goto(f"/households/{household.pk}/edit/")
    page.get_by_label("联系电话").fill("19900000003")
    fixture = page.locator("#grid-fixture tr[data-new]").nth(4).locator("td.needed input")
    page.locator("#grid-fixture").get_by_role("button", name="再加 5 行").click()
    fixture.first.fill("院门")
    fixture.last.fill("2")
    person = page.locator("form[data-draft-of]").get_attribute("data-draft-of") or ""
    page.context.clear_cookies(name="antu_session")
    page.get_by_role("button", name="保存更正").last.click()
    page.get_by_label("账号").fill(person)
    page.get_by_label("密码").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_text("您上次没有保存的填写已经放回表单")).to_be_visible()
    expect(page.get_by_label("联系电话")).to_have_value("19900000003")
    page.get_by_role("button", name="保存更正").last.click()
    expect(page.get_by_text("已保存更正")).to_be_visible()
    assert unsigned().phone == "19900000003"
    assert household.fixtures.filter(kind="gate", quantity=2).exists()
    page.goto(f"/households/{household.pk}/edit/")
    expect(page.get_by_text("您上次没有保存的填写")).to_have_count(0)


def test_what_was_typed_stays_when_something_else_succeeds(page: Page) -> None:
    form, reason = f"/households/{unsigned().pk}/edit/", "您上次没有保存的填写已经放回表单"
    page.goto(form)
    page.get_by_label("联系电话").fill("19900000004")
    session = [cookie for cookie in page.context.cookies() if cookie.get("name") == "antu_session"]
    page.context.clear_cookies(name="antu_session")
    page.get_by_role("button", name="保存更正").last.click()
    page.get_by_label("密码").wait_for()
    page.context.add_cookies(session)  # type: ignore[arg-type]  # as they came
    page.goto(f"/households/{signed().pk}/edit/")
    page.get_by_label("开户行").fill("另一家银行")
    page.get_by_label("更正原因").fill("核对存折")
    page.get_by_role("button", name="保存更正").last.click()
    expect(page.get_by_text("已保存更正")).to_be_visible()
    page.goto(form)
    expect(page.get_by_text(reason)).to_be_visible()
    expect(page.get_by_label("联系电话")).to_have_value("19900000004")
    page.get_by_role("button", name="保存更正").last.click()
    expect(page.get_by_text("已保存更正")).to_be_visible()


def test_an_amount_that_cannot_be_computed_does_not_stay(page: Page) -> None:
    household = signed()
    page.goto(f"/households/{household.pk}/edit/")
    trial = page.get_by_role("complementary", name="试算")
    expect(page.locator(".trial-after")).to_be_visible()
    page.route("**/trial/", lambda route: route.fulfill(status=400, body="refused"))
    page.locator(area_of(household)).fill("88.8")
    expect(trial).to_contain_text("没有算出来")
    expect(page.locator(".trial-after")).to_have_count(0)
    expect(page.locator(".trial-glance")).to_have_text("看试算")
    page.unroute("**/trial/")
    page.context.clear_cookies(name="antu_session")
    page.locator(area_of(household)).fill("99.9")
    expect(trial).to_contain_text("没有算出来")
    expect(trial.get_by_label("密码")).to_have_count(0)


def test_a_block_from_excel_fills_rows_and_is_undone_as_one(page: Page) -> None:
    page.goto(f"/households/{unsigned().pk}/edit/#grid-fixture")
    grid = page.locator("#grid-fixture")
    rows = grid.locator("tbody tr")
    before = int(grid.locator("[data-count]").inner_text())
    place = grid.locator("tbody tr[data-new] td.needed input").first
    place.focus()
    block = "\\n".join(f"院门\\t\\t\\t{count}\\t是" for count in range(1, 9))
    place.evaluate(
        "(cell, text) => { const data = new DataTransfer(); data.setData('text/plain', text.replaceAll('\\\\n', '\\n')"
        ".replaceAll('\\\\t', '\\t')); cell.dispatchEvent(new ClipboardEvent('paste',"
        " { clipboardData: data, bubbles: true, cancelable: true })); }",
        block,
    )
    expect(grid.locator("[data-count]")).to_have_text(str(before + 8))
    expect(grid.locator("[data-said]")).to_contain_text("已粘贴 8 行")
    assert rows.count() > before + 8
    page.keyboard.press("Control+z")
    expect(grid.locator("[data-count]")).to_have_text(str(before))


def test_on_a_phone_rows_are_cards_and_the_first_columns_stand_there(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"/households/{signed().pk}/edit/#grid-person")
    card = page.locator("#grid-person tbody tr").nth(1)
    expect(card.get_by_label("姓名")).to_be_visible()
    expect(card.get_by_label("户口性质")).to_be_hidden()
    card.get_by_role("button", name="全部栏目").click()
    expect(card.get_by_label("户口性质")).to_be_visible()
    assert overflow(page) <= 0


def test_on_a_phone_the_amount_stands_beside_the_button_that_saves(page: Page) -> None:
    household = signed()
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"/households/{household.pk}/edit/")
    glance = page.get_by_role("link", name="试算", exact=False)
    before = glance.inner_text()
    page.locator(area_of(household)).fill("88.8")
    expect(glance).not_to_have_text(before)
    expect(glance).to_be_in_viewport()
    amount = page.locator(".trial-after").inner_text().removesuffix("元").strip()
    expect(glance).to_have_text(f"试算 {amount} 元")
