from __future__ import annotations

import re
from pathlib import Path

from django.db import connections
from openpyxl import load_workbook
from playwright.sync_api import Page, expect
from tests.world import DEMO

from antu.platform.jobs.attempt import never
from antu.platform.jobs.running import run_job
from antu.platform.models import Job

TUTORIAL = DEMO / "registers" / "tutorial.xlsx"


def work() -> None:
    """What a worker does beside the server."""
    for job in Job.objects.open():
        run_job(job.pk, never)
    connections.close_all()


def upload(page: Page, path: Path) -> None:
    page.goto("/import/")
    page.get_by_label("台账工作簿").check()
    page.locator("main").get_by_label("文件（.xlsx").set_input_files(str(path))
    page.get_by_role("button", name="上传并检查").click()
    expect(page.locator("main").get_by_role("status")).to_contain_text("排队中")
    work()


def confirm(page: Page) -> None:
    page.get_by_role("button", name="确认导入").click()
    expect(page.locator("main").get_by_role("status")).to_contain_text("排队中")
    work()
    expect(page.get_by_text("已导入", exact=True)).to_be_visible()


def test_a_messy_register_is_read_mended_in_its_marked_copy_and_imported(page: Page, tmp_path: Path) -> None:
    book = load_workbook(TUTORIAL)
    book["项目"]["A2"], book["项目"]["B2"] = "JX-2", "另一个教学项目"
    signed = next(cell for cell in book["户"][1] if cell.value == "签约日").column
    book["户"].cell(3, signed).value = "未定"
    messy = tmp_path / "台账.xlsx"
    book.save(messy)

    upload(page, messy)
    expect(page.get_by_text("可部分导入")).to_be_visible()
    page.get_by_role("link", name="有错不导入：1 行").click()
    expect(page.locator("#rows td[data-label='变动、原因和处理办法']")).to_have_text(re.compile("签约日.*未定.*R-DATE"))
    with page.expect_download() as download:
        page.get_by_role("link", name="下载标出问题的工作簿").click()
    marked = tmp_path / download.value.suggested_filename
    download.value.save_as(marked)
    confirm(page)

    mended = load_workbook(marked)
    assert "导入问题" in mended.sheetnames
    mended["户"].cell(3, signed).value = None
    mended.save(marked)
    upload(page, marked)
    expect(page.get_by_text("可全部导入")).to_be_visible()
    confirm(page)
    page.get_by_role("link", name="查看项目").click()
    expect(page.get_by_role("heading", name="另一个教学项目")).to_be_visible()
    page.goto("/import/")
    expect(page.locator("#uploads td a")).to_have_count(2)


def test_a_renamed_sheet_and_columns_are_named_once_and_known_the_next_time(page: Page, tmp_path: Path) -> None:
    upload(page, strange(tmp_path / "台账一.xlsx", "JX-3"))
    expect(page.get_by_role("heading", name="有 1 张表没有认出")).to_be_visible()
    page.get_by_role("link", name="对应表名和列名").click()
    page.get_by_label("花名册对应为").select_option("户")
    page.get_by_role("button", name="记住并重新检查").click()
    expect(page.locator("main").get_by_role("status")).to_contain_text("排队中")
    work()
    expect(page.get_by_role("heading", name="有 2 列没有认出")).to_be_visible()
    page.get_by_role("link", name="对应表名和列名").click()
    page.get_by_label("户代号（户）对应为").select_option(label="户编号（必填）")
    page.get_by_label("当家人（户）对应为").select_option(label="户主（必填）")
    page.get_by_role("button", name="记住并重新检查").click()
    expect(page.locator("main").get_by_role("status")).to_contain_text("排队中")
    work()
    expect(page.get_by_text("可全部导入")).to_be_visible()

    upload(page, strange(tmp_path / "台账二.xlsx", "JX-4"))
    expect(page.get_by_text("可全部导入")).to_be_visible()
    expect(page.get_by_text("户「当家人」→「户主」")).to_be_visible()
    page.get_by_role("link", name="查看，或不再记住").click()
    expect(page.locator("main tbody tr")).to_have_count(3)


def strange(target: Path, code: str) -> Path:
    """A register of a project of its own whose 户 and two of its columns have other names."""
    book = load_workbook(TUTORIAL)
    book["项目"]["A2"], book["项目"]["B2"] = code, f"教学项目{code}"
    for cell in book["户"][1]:
        cell.value = {"户编号": "户代号", "户主": "当家人"}.get(str(cell.value), cell.value)
    book["户"].title = "花名册"
    book.save(target)
    return target
