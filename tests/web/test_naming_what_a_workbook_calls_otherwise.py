from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from django.test import Client
from openpyxl import load_workbook
from pytest_django import Settings
from tests.web.people import browser_of
from tests.web.test_importing_in_two_steps import CLEAN, DISTRICT, confirm, upload, work

from antu.households.models import Household
from antu.platform.jobs import waiting
from antu.platform.models import JournalEntry, LearnedName

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def uploads(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waiting, "PATIENCE_S", 0)
    settings.ANTU_HOME = tmp_path


def clerk() -> Client:
    return browser_of("register.view", "register.import", "district.import")


def renamed(
    source: Path, target: Path, sheets: Mapping[str, str], headers: Mapping[str, str], note: str = "无"
) -> Path:
    """The workbook with these sheets, and these headers of every sheet, called otherwise."""
    book = load_workbook(source)
    for sheet in book:
        for cell in sheet[1]:
            cell.value = headers.get(str(cell.value), cell.value)
        sheet.title = sheets.get(sheet.title, sheet.title)
    book["项目"]["Z1"] = note
    book.save(target)
    return target


def naming_page(browser: Client, preview: str) -> str:
    (address,) = set(re.findall(r'href="(/import/[a-z]+/[0-9a-f]+/names/)"', browser.get(preview).content.decode()))
    return str(address)


def chosen(browser: Client, address: str, choices: Mapping[str, str]) -> str:
    """What is chosen is sent, and the check is done; the preview."""
    answer = browser.post(address, dict(choices))
    assert answer.status_code == 302, answer.content.decode()
    work()
    return str(answer["Location"])


def test_a_renamed_sheet_and_columns_are_mapped_once_and_known_the_second_time(tmp_path: Path) -> None:
    browser = clerk()
    strange = {"户编号": "户代码标识", "户主": "当家人"}
    first = upload(browser, renamed(CLEAN, tmp_path / "一.xlsx", {"户": "花名册"}, strange))
    page = browser.get(first).content.decode()
    assert "1 张表" in page
    assert "没有认出" in page
    address = naming_page(browser, first)
    shown = browser.get(address).content.decode()
    assert 'name="/花名册"' in shown
    second = chosen(browser, address, {"/花名册": "户", "项目/无": "-"})
    address = naming_page(browser, second)
    shown = browser.get(address).content.decode()
    choices = offered(shown, "户代码标识", "户编号") | offered(shown, "当家人", "户主")
    assert {"户/户代码标识", "人员/户代码标识", "户/当家人"} <= choices.keys()
    third = chosen(browser, address, choices)
    page = browser.get(third).content.decode()
    assert "可全部导入" in page
    assert "没有认出" not in page
    confirm(browser, third)
    assert Household.objects.get(code="JX-001").head_name

    again = upload(browser, renamed(CLEAN, tmp_path / "二.xlsx", {"户": "花名册"}, strange, note="备查"))
    page = browser.get(again).content.decode()
    assert "按记住的对应读入" in page
    assert "表「花名册」→「户」" in page
    assert "户「当家人」→「户主」" in page
    assert "1 列没有认出" in page, "the note alone"


def offered(page: str, header: str, label: str) -> dict[str, str]:
    """What to choose in each sheet of this header, so that it means the column of this label."""
    selects = re.findall(rf'<select class="form-select" name="([^"/]+/{header})"(.*?)</select>', page, flags=re.DOTALL)
    choices = {name: re.search(rf'<option value="([^"]+)">{label}', select) for name, select in selects}
    return {name: option[1] for name, option in choices.items() if option}


def test_a_sample_shows_no_whole_personal_number(tmp_path: Path) -> None:
    browser = clerk()
    first = upload(browser, renamed(CLEAN, tmp_path / "一.xlsx", {}, {"身份证号": "证件"}))
    page = browser.get(naming_page(browser, first)).content.decode()
    assert 'name="人员/证件"' in page
    assert "*" in page
    assert not re.search(r"\d{17}[\dX]", page)


def test_two_names_for_one_column_are_refused_with_what_was_chosen(tmp_path: Path) -> None:
    browser = clerk()
    file = renamed(CLEAN, tmp_path / "一.xlsx", {"户": "花名册", "人员": "人口册"}, {})
    address = naming_page(browser, upload(browser, file))
    answer = browser.post(address, {"/花名册": "户", "/人口册": "户"})
    assert answer.status_code == 400
    page = answer.content.decode()
    assert "请只留一个" in page
    assert page.count('<option value="户" selected>') == 2
    assert not LearnedName.objects.exists()


@pytest.mark.parametrize("choices", [{}, {"/花名册": "gone"}, {"/花名册": "项目"}])
def test_nothing_or_what_is_not_offered_is_refused(tmp_path: Path, choices: dict[str, str]) -> None:
    browser = clerk()
    address = naming_page(browser, upload(browser, renamed(CLEAN, tmp_path / "一.xlsx", {"户": "花名册"}, {})))
    assert browser.post(address, choices).status_code == 400
    assert not LearnedName.objects.exists()


def test_a_district_workbook_none_of_whose_sheets_is_known_can_be_mapped(tmp_path: Path) -> None:
    book = load_workbook(DISTRICT)
    for title in book.sheetnames:
        if title != "培训":
            del book[title]
    book["培训"].title = "学习情况"
    book.save(tmp_path / "年度.xlsx")
    browser = clerk()
    preview = upload(browser, tmp_path / "年度.xlsx", "district")
    address = naming_page(browser, preview)
    page = browser.get(chosen(browser, address, {"/学习情况": "培训"})).content.decode()
    assert "表「学习情况」→「培训」" in page


def test_a_learned_name_is_listed_and_forgotten_and_the_open_check_says_so(tmp_path: Path) -> None:
    browser = clerk()
    preview = upload(browser, renamed(CLEAN, tmp_path / "一.xlsx", {"户": "花名册"}, {}))
    preview = chosen(browser, naming_page(browser, preview), {"/花名册": "户"})
    known = LearnedName.objects.get()
    address = f"/import/names/{known.pk}/forget/"
    page = browser.get("/import/names/").content.decode()
    assert "花名册" in page
    assert "测试人" in page
    assert address in page
    assert "不受影响" in browser.get(address).content.decode()
    assert browser.post(address)["Location"] == "/import/names/"
    assert "花名册" not in re.sub(r"不再记住“花名册”", "", browser.get("/import/names/").content.decode())
    assert "请重新检查" in browser.get(preview).content.decode()
    assert browser.get(address).status_code == 404
    assert JournalEntry.objects.filter(object_kind="platform.learnedname").count() == 2
    told = browser.get("/journal/?kind=platform.learnedname").content.decode()
    assert "记住表名和列名" in told
    assert "register" not in re.sub(r"<(a|form|input|option)[^>]*>", "", told)


def test_an_import_reads_by_the_names_of_the_check_that_was_confirmed(tmp_path: Path) -> None:
    browser = clerk()
    strange = renamed(CLEAN, tmp_path / "台账.xlsx", {}, {"联系电话": "来电显示"})
    preview = upload(browser, strange)
    confirmed = re.search(r'name="check" value="(\d+)"', browser.get(preview).content.decode())
    assert confirmed
    chosen(browser, naming_page(browser, preview), {"户/来电显示": "phone"})
    browser.post(preview.partition("?")[0], {"check": confirmed[1]})
    work()
    assert Household.objects.exists()
    assert not Household.objects.exclude(phone="").exists(), "the check that was confirmed did not read them"


def test_a_second_answer_while_the_workbook_is_checked_again_teaches_nothing_and_leads_to_that_check(
    tmp_path: Path,
) -> None:
    browser = clerk()
    first = upload(browser, renamed(CLEAN, tmp_path / "一.xlsx", {}, {"坐落": "住址门牌"}))
    address = naming_page(browser, first)
    assert browser.post(address, {"户/住址门牌": "address"}).status_code == 302
    taught = list(LearnedName.objects.values_list("typed", "meaning"))
    answer = browser.post(address, {"户/住址门牌": "note"}, follow=True)
    assert "这次选定的没有记住" in answer.content.decode()
    assert list(LearnedName.objects.values_list("typed", "meaning")) == taught
