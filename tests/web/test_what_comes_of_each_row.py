"""A check tells of every row of the workbook what would come of it; the figures are those of the rows."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook
from tests.web.people import DEMO, browser_of

from antu.households.models import Household
from antu.platform.jobs import waiting
from antu.platform.jobs.attempt import never
from antu.platform.jobs.running import run_job
from antu.platform.listing import export
from antu.platform.models import Job

pytestmark = pytest.mark.django_db
TUTORIAL = DEMO / "registers" / "tutorial.xlsx"
MESSY = DEMO / "registers" / "xiangtian-bridge-messy.xlsx"


@pytest.fixture(autouse=True)
def _home(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.ANTU_HOME = tmp_path
    monkeypatch.setattr(waiting, "PATIENCE_S", 0)


@pytest.fixture
def browser() -> Client:
    return browser_of("register.view", "register.import", "district.import")


def checked(browser: Client, path: Path, kind: str = "register") -> str:
    file = SimpleUploadedFile(path.name, path.read_bytes())
    preview = browser.post(reverse("imports"), {"kind": kind, "file": file})["Location"]
    run_job(Job.objects.latest("pk").pk, never)
    return str(preview)


def text(browser: Client, url: str) -> str:
    return browser.get(url).content.decode()


def rows_in(page: str) -> int:
    found = re.search(r"共 (\d+) 行", page)
    assert found
    return int(found[1])


def sheet_rows(browser: Client, url: str) -> list[tuple[Any, ...]]:
    answer: Any = browser.get(url)
    book = load_workbook(BytesIO(b"".join(answer.streaming_content)))
    rows = [tuple(cell.value for cell in row) for row in book.active.iter_rows()]  # type: ignore[union-attr]
    head = next(place for place, row in enumerate(rows) if row[0] == "工作表")
    return rows[head + 1 :]


@pytest.mark.parametrize(
    ("path", "kind"), [(MESSY, "register"), (DEMO / "district-2023.xlsx", "district")], ids=["register", "district"]
)
def test_the_rows_of_all_verdicts_are_all_rows(browser: Client, path: Path, kind: str) -> None:
    preview = checked(browser, path, kind)
    counts = Job.objects.latest("pk").result["data"]
    verdicts, sheets = counts["verdicts"], counts["sheets"].values()
    assert sum(verdicts.values()) == sum(sheet["rows"] for sheet in sheets) == rows_in(text(browser, preview))
    going_in = sum(verdicts[each] for each in ("created", "updated", "unchanged"))
    assert going_in == sum(sheet["accepted"] for sheet in sheets)
    for each, count in verdicts.items():
        shown = rows_in(text(browser, f"{preview}?verdict={each}")) if count else 0
        assert shown == count, each


def test_a_bad_row_says_what_is_wrong_and_the_rest_of_its_household_says_where(browser: Client) -> None:
    preview = checked(browser, MESSY)
    bad = text(browser, f"{preview}?verdict=bad")
    assert "校验码不对" in bad
    assert "R-ID-CHECKSUM" in bad
    assert "随户不导入" in bad, "the figure above leads on"
    with_them = text(browser, f"{preview}?verdict=with_subject")
    assert re.search(r"同户有错：\S+ 第 \d+ 行", with_them)


def test_rows_of_a_sheet_that_nobody_knows_are_counted_beside_the_others(browser: Client, tmp_path: Path) -> None:
    book, path = load_workbook(TUTORIAL), tmp_path / "更多.xlsx"
    sheet = book.create_sheet("补充登记")
    for row in (["补充登记表"], ["户号", "说明"], ["JX-001", "甲"], [None, None], ["JX-002", "乙"]):
        sheet.append(row)
    book.save(path)
    page = text(browser, checked(browser, path))
    job = Job.objects.latest("pk")
    assert job.result["data"]["unread"] == {"补充登记": 2}
    assert "没有认出的表里 2 行没有读入" in job.result["summary"]
    assert re.search(r'补充登记<span class="cell-note">没有认出，没有读入</span></td><td[^>]*>2</td>', page)


def test_what_asks_for_a_person_comes_first(browser: Client) -> None:
    rows = sheet_rows(browser, f"{checked(browser, MESSY)}?export=xlsx")
    verdicts = [str(row[3]) for row in rows]
    bad = Job.objects.latest("pk").result["data"]["verdicts"]["bad"]
    assert all("有错不导入" in each for each in verdicts[:bad])
    assert not any("有错不导入" in each for each in verdicts[bad:])


def test_filters_by_sheet_warning_and_words_narrow_each_other(browser: Client) -> None:
    preview = checked(browser, MESSY)
    counts = Job.objects.latest("pk").result["data"]
    titles = counts["titles"]
    assert sum(rows_in(text(browser, f"{preview}?sheet={title}")) for title in titles) == sum(
        counts["verdicts"].values()
    )
    assert rows_in(text(browser, f"{preview}?warned=1")) == counts["warned"] > 0
    of_one = sheet_rows(browser, f"{preview}?q=XTDQ-003&export=xlsx")
    assert of_one
    assert all("XTDQ-003" in str(row[2]) for row in of_one)
    people = sheet_rows(browser, f"{preview}?q=XTDQ-003&sheet={titles[2]}&export=xlsx")
    assert 0 < len(people) < len(of_one)


def test_a_sheet_is_called_as_in_the_workbook(browser: Client, tmp_path: Path) -> None:
    book = load_workbook(DEMO / "registers" / "tutorial.xlsx")
    book["人员"].title = "家庭成员"
    path = tmp_path / "改名.xlsx"
    book.save(path)
    rows = sheet_rows(browser, f"{checked(browser, path)}?export=xlsx")
    assert "家庭成员" in {row[0] for row in rows}


def test_what_is_wrong_with_a_header_is_told_beside_the_rows(browser: Client, tmp_path: Path) -> None:
    book = load_workbook(DEMO / "registers" / "tutorial.xlsx")
    book["人员"].cell(1, book["人员"].max_column + 1).value = "外号"
    name = next(cell for cell in book["房屋"][1] if cell.value == "结构")
    name.value = "样式"
    path = tmp_path / "表头.xlsx"
    book.save(path)
    page = text(browser, checked(browser, path))
    beside = page[page.index("整张表的问题") : page.index("逐行结果")]
    assert "外号" in beside
    assert "结构" in beside
    assert "随表不导入" in page
    assert "本表的表头有错" in page


def test_a_corrected_row_is_changed_and_the_others_are_not(browser: Client, tmp_path: Path) -> None:
    source = DEMO / "registers" / "tutorial.xlsx"
    preview = checked(browser, source)
    browser.post(preview, {"check": Job.objects.latest("pk").pk})
    run_job(Job.objects.latest("pk").pk, never)
    book = load_workbook(source)
    page = book["户"]
    head = next(row for row in page.iter_rows() if any(cell.value == "户编号" for cell in row))
    code, address = ([cell.value for cell in head].index(name) + 1 for name in ("户编号", "坐落"))
    row = next(row for row in range(2, page.max_row + 1) if page.cell(row, code).value == "JX-001")
    page.cell(row, address).value = "清和街道新址 1 号"
    path = tmp_path / "更正.xlsx"
    book.save(path)
    preview = checked(browser, path)
    changed = sheet_rows(browser, f"{preview}?verdict=updated&export=xlsx")
    assert [(each[0], each[1]) for each in changed] == [("户", row)]
    assert "JX-001" in changed[0][2]
    assert Household.objects.get(code="JX-001").address != "清和街道新址 1 号"


def test_personal_numbers_are_not_among_what_a_row_is_about(browser: Client) -> None:
    path = DEMO / "registers" / "tutorial.xlsx"
    rows = sheet_rows(browser, f"{checked(browser, path)}?export=xlsx")
    assert not [row for row in rows if re.search(r"\d{17}", " ".join(map(str, row)))]


def test_a_check_of_many_rows_asks_the_database_no_more_than_one_of_few(browser: Client) -> None:
    queries = []
    for path in (DEMO / "registers" / "tutorial.xlsx", MESSY):
        preview = checked(browser, path)
        browser.get(preview)  # it is read, and no news any more
        with CaptureQueriesContext(connection) as context:
            browser.get(preview)
        queries.append(len(context))
    assert queries[0] == queries[1] <= 13


def test_a_long_list_of_rows_is_exported_as_a_job(browser: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(export, "AT_ONCE_MAX", 10)
    preview = checked(browser, MESSY)
    bad = Job.objects.latest("pk").result["data"]["verdicts"]["bad"]
    queued = browser.get(f"{preview}?verdict=bad&export=xlsx")["Location"]
    run_job(Job.objects.latest("pk").pk, never)
    assert f"已导出 {bad} 行" in text(browser, queued)
