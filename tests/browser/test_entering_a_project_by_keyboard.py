"""A project and its first events, by keyboard alone."""

from __future__ import annotations

from playwright.sync_api import Page, expect
from tests.browser.keystrokes import CountingKeyboard

from antu.projects.models import Project


def test_a_project_and_its_pause_are_entered_without_the_mouse(page: Page) -> None:
    page.goto("/projects/enter/")
    expect(page.locator("#project-form-name")).to_be_focused()
    keys = CountingKeyboard(page)
    keys.fields("键盘路", "sf2024-kb", "", "jt", "", "示例城投公司", "")
    keys.fields("青禾街道（示例）", "示范村", "12.5", "m", "")
    keys.press("Control+s")
    expect(page.get_by_role("heading", level=1)).to_contain_text("键盘路")
    project = Project.objects.get(code="SF2024-KB")
    assert (project.land, project.area_unit, project.towns) == ("collective", "mu", ["青禾街道（示例）"])

    page.get_by_role("link", name="登记事件").focus()
    keys.press("Enter")
    expect(page.locator("#event-form-kind")).to_be_focused()
    keys.fields("zt", "20240105", "", "", "资金未到位")
    keys.press("Control+s")
    expect(page.locator("#events")).to_contain_text("资金未到位")
    expect(page.locator(".strip, main").first).to_contain_text("2024-01-05 起")
