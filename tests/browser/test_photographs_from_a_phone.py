from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.browser.journeys import overflow
from tests.files import photograph

from antu.households.models import Household
from antu.platform.models import Attachment

TELEPHONE: Any = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True, "locale": "zh-CN"}


@pytest.fixture
def pictures(tmp_path: Path) -> list[str]:
    paths = [tmp_path / "正面.jpg", tmp_path / "背面.jpg"]
    for shade, path in enumerate(paths):
        path.write_bytes(photograph(1600, 1200, shade=90 * shade))
    return [str(path) for path in paths]


def test_photographs_are_looked_at_before_and_after_they_are_sent(page: Page, pictures: list[str]) -> None:
    household = Household.objects.get(code="JX-001").pk
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"/households/{household}/#files")
    panel = page.locator("#files")
    panel.get_by_label("文件", exact=True).set_input_files(pictures)
    expect(panel.get_by_role("img", name="待上传的照片")).to_have_count(2)
    panel.get_by_label("关联对象").select_option("房屋 F1")
    panel.get_by_role("button", name="上传文件").last.click()
    expect(page.get_by_text("已上传 2 个文件")).to_be_visible()
    assert overflow(page) <= 0
    panel.get_by_role("link", name="正面.jpg").click()
    expect(page.get_by_role("img", name="正面.jpg")).to_be_visible()
    expect(page.get_by_role("img", name="正面.jpg")).to_have_js_property("naturalWidth", 1280)
    page.get_by_role("link", name="作废文件").click()
    assert overflow(page) <= 0
    page.get_by_label("作废原因").fill("传错了户")
    page.get_by_role("button", name="作废文件").last.click()
    expect(page.get_by_text("已作废 1 个文件")).to_be_visible()
    assert Attachment.objects.standing().get().about == "房屋 F1"


def test_the_camera_is_one_tap_away_where_there_is_one(
    page: Page, chromium: Browser, server: str, pictures: list[str]
) -> None:
    path = f"/households/{Household.objects.get(code='JX-001').pk}/"
    page.goto(path)
    expect(page.locator("#upload-photo")).to_be_hidden()
    state = page.context.storage_state()
    phone = chromium.new_context(**TELEPHONE, base_url=server, storage_state=state).new_page()
    phone.goto(path)
    tap = phone.locator(".camera-tap")
    expect(tap).to_be_in_viewport()
    with phone.expect_file_chooser() as camera:
        tap.tap()
    assert camera.value.element.get_attribute("capture") == "environment"
    camera.value.set_files(pictures[0])
    send = phone.locator("#files").get_by_role("button", name="上传文件").last
    expect(send).to_be_in_viewport()
    send.tap()
    expect(phone.get_by_text("已上传 1 个文件")).to_be_visible()
    phone.context.close()
