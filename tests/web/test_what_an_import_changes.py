from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook
from pytest_django import Settings
from tests.web.test_importing_in_two_steps import CLEAN, DISTRICT, clerk, confirm, upload

from antu.compensation.models import Determination
from antu.platform.exchange.kept import KeptOutcome
from antu.platform.jobs import waiting
from antu.platform.models import Job

pytestmark = pytest.mark.django_db
Cells = Mapping[tuple[str, int, str], Any]
"""New values by sheet, Excel's row and header."""


@pytest.fixture(autouse=True)
def uploads(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(waiting, "PATIENCE_S", 0)
    settings.ANTU_HOME = tmp_path
    return tmp_path / "uploads"


def changed(original: Path, folder: Path, cells: Cells) -> Path:
    """A copy of the workbook with these cells changed."""
    book = load_workbook(original)
    for (title, row, header), value in cells.items():
        sheet = book[title]
        column = [cell.value for cell in sheet[1]].index(header) + 1
        sheet.cell(row, column).value = value
    path = folder / f"更正-{original.name}"
    book.save(path)
    return path


def page_after(original: Path, folder: Path, cells: Cells, kind: str = "register") -> tuple[Client, str, str]:
    """Import the original, upload the changed copy: the browser, the preview's address and what it says."""
    browser = clerk()
    confirm(browser, upload(browser, original, kind))
    preview = upload(browser, changed(original, folder, cells), kind)
    return browser, preview, browser.get(preview).content.decode()


def kept_of_last_job(uploads: Path) -> KeptOutcome:
    job = Job.objects.latest("pk")
    (folder,) = uploads.glob(f"*/*/{job.pk}")
    return KeptOutcome(folder)


def test_a_changed_row_says_what_was_and_what_will_be_in_the_office_s_words(tmp_path: Path) -> None:
    cells = {("房屋", 2, "结构"): "砖木", ("附属物", 2, "数量"): 50, ("户", 2, "坐落"): "一组86号"}
    _, _, page = page_after(CLEAN, tmp_path, cells)
    assert "坐落：一组85号 → 一组86号" in page
    assert "结构：框架 → 砖木" in page
    assert "数量：53.17 → 50" in page


def test_a_day_and_a_state_that_change_are_told_too(tmp_path: Path) -> None:
    _, _, page = page_after(CLEAN, tmp_path, {("户", 2, "腾地日"): datetime(2023, 7, 2)})  # noqa: DTZ001 - a day
    assert "腾地日：2023-07-02" in page


def test_personal_numbers_among_the_changes_are_masked_in_the_page_and_in_what_is_kept(
    tmp_path: Path, uploads: Path
) -> None:
    cells = {("户", 2, "联系电话"): "19900001777", ("户", 2, "银行账号"): "6200009931199790210"}
    _, _, page = page_after(CLEAN, tmp_path, cells)
    kept = "".join(path.read_text() for path in uploads.rglob("rows.jsonl"))
    for number in ("19900001006", "19900001777", "6200009931199790202", "6200009931199790210"):
        assert number not in page
        assert number not in kept
    assert "联系电话：" in page
    assert "银行账号：" in page


def test_more_than_six_changes_of_a_row_are_counted_and_all_are_kept(tmp_path: Path, uploads: Path) -> None:
    cells: Cells = {
        ("户", 2, "坐落"): "一组86号",
        ("户", 2, "组"): "二组",
        ("户", 2, "包户干部"): "示例丙",
        ("户", 2, "开户行"): "示例银行",
        ("户", 2, "银行户名"): "崔某",
        ("户", 2, "协议编号"): "JX-XY-009",
        ("户", 2, "备注"): "更正",
    }
    _, _, page = page_after(CLEAN, tmp_path, cells)
    assert "；等 7 处" in page
    (row,) = [each for each in kept_of_last_job(uploads).rows() if each.changes]
    assert len(row.changes) == len(cells)


def test_rows_that_are_new_or_as_they_were_list_no_changes(uploads: Path) -> None:
    browser = clerk()
    result = confirm(browser, upload(browser, CLEAN))
    browser.get(result)
    assert not any(each.changes for each in kept_of_last_job(uploads).rows())


def test_an_outcome_kept_before_changes_were_told_is_still_read(uploads: Path) -> None:
    upload(clerk(), CLEAN)
    kept = kept_of_last_job(uploads)
    path = kept.folder / "rows.jsonl"
    path.write_text("".join(f"{json.dumps(json.loads(line)[:7])}\n" for line in path.read_text().splitlines()))
    (kept.folder / "moved.jsonl").unlink()
    assert {each.changes for each in kept.rows()} == {()}
    assert kept.moved() == []


def test_signed_households_whose_amount_moves_are_listed_with_before_after_and_difference(tmp_path: Path) -> None:
    browser, preview, page = page_after(CLEAN, tmp_path, {("房屋", 2, "结构"): "砖木"})
    first = Determination.objects.get(household__code="JX-001")
    assert "1 户已签约的户会形成新一版核定" in page
    assert "第 2 版核定" in page
    assert first.payable.grouped() in page
    page = browser.get(confirm(browser, preview)).content.decode()
    second = Determination.objects.get(household__code="JX-001", is_standing=True)
    assert second.version == 2
    assert second.payable < first.payable
    assert "1 户已签约的户已形成新一版核定" in page
    assert (second.payable - first.payable).grouped() in page
    export = browser.get(preview, {"m-export": "xlsx"})
    book = load_workbook(_content(export))
    assert book.active is not None
    assert any("JX-001" in map(str, row) for row in book.active.iter_rows(values_only=True))


def test_a_withdrawn_signature_is_listed_as_the_end_of_its_determination(tmp_path: Path) -> None:
    _, _, page = page_after(CLEAN, tmp_path, {("户", 2, "签约日"): None})
    assert "签约撤销，核定终止" in page
    assert f"-{Determination.objects.get(household__code='JX-001').payable.grouped()}" in page


def test_a_first_import_moves_no_amount(tmp_path: Path) -> None:  # noqa: ARG001 - the fixture's
    browser = clerk()
    page = browser.get(upload(browser, CLEAN)).content.decode()
    assert "形成新一版核定" not in page


def test_a_year_s_workbook_says_what_its_changed_rows_change(tmp_path: Path) -> None:
    book = load_workbook(DISTRICT)
    header, *rows = book["项目"].iter_rows(values_only=True)
    at = header.index("业主单位")
    place, row = next((number, row) for number, row in enumerate(rows, start=2) if row[at])
    _, _, page = page_after(DISTRICT, tmp_path, {("项目", place, "业主单位"): "示例新业主公司"}, kind="district")
    assert str(row[header.index("项目名称")]) in page
    assert f"业主单位：{row[at]} → 示例新业主公司" in page


def _content(answer: Any) -> Any:
    return BytesIO(b"".join(answer.streaming_content) if answer.streaming else answer.content)
