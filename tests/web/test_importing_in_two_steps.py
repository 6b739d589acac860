from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import resolve, reverse
from openpyxl import load_workbook
from pytest_django import Settings
from tests.web.people import browser_of, person_who_may, signed_in
from tests.world import DEMO

from antu.households.models import Household
from antu.planning.models import PlanTask
from antu.platform.models import JournalEntry

pytestmark = pytest.mark.django_db
MESSY = DEMO / "registers" / "xiangtian-bridge-messy.xlsx"
CLEAN = DEMO / "registers" / "tutorial.xlsx"
DISTRICT = DEMO / "district-2023.xlsx"
GONE = "上传的文件已不在服务器上；请回到导入页重新上传"
WAY_BACK = 'href="/import/">回到导入</a>'


@pytest.fixture(autouse=True)
def uploads(settings: Settings, tmp_path: Path) -> Path:
    settings.ANTU_HOME = tmp_path
    return tmp_path / "uploads"


def clerk() -> Client:
    return browser_of("register.view", "register.import", "district.import")


def upload(browser: Client, path: Path, kind: str = "register") -> str:
    file = SimpleUploadedFile(path.name, path.read_bytes())
    answer = browser.post(reverse("imports"), {"kind": kind, "file": file})
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"])


def told(answer: Any) -> str:
    """The refusal on the page."""
    return GONE if GONE in answer.content.decode() else answer.content.decode()


def test_a_preview_writes_nothing() -> None:
    browser = clerk()
    page = browser.get(upload(browser, CLEAN)).content.decode()
    assert "可全部导入" in page
    assert "确认导入" in page
    assert not Household.objects.exists()
    assert not JournalEntry.objects.exists()


def test_confirming_imports_and_tells_what_came_of_it() -> None:
    browser = clerk()
    preview = upload(browser, CLEAN)
    answer = browser.post(preview)
    assert answer.status_code == 302
    page = browser.get(answer["Location"]).content.decode()
    assert "已导入" in page
    assert Household.objects.filter(code="JX-001").exists()


def test_the_file_keeps_its_own_name_in_the_journal() -> None:
    browser = clerk()
    browser.post(upload(browser, CLEAN))
    assert JournalEntry.objects.filter(source=CLEAN.name).exists()


def test_each_bad_cell_is_listed_with_its_place_and_rule() -> None:
    browser = clerk()
    page = browser.get(upload(browser, MESSY)).content.decode()
    assert "可部分导入" in page
    assert "R-ID-CHECKSUM" in page
    assert "校验码不对" in page
    assert "下载问题清单" in page


def test_the_list_of_problems_is_a_workbook_with_every_one_of_them() -> None:
    browser = clerk()
    preview = upload(browser, MESSY)
    answer = browser.get(f"{preview}problems/")
    book = load_workbook(BytesIO(b"".join(answer.streaming_content)))  # type: ignore[attr-defined]
    rules = [str(row[3].value) for row in book.active.iter_rows() if str(row[3].value).startswith(("R-", "W-"))]  # type: ignore[union-attr]
    assert sum(rule.startswith("R-") for rule in rules) == 24
    assert any(rule.startswith("W-") for rule in rules)


def test_the_same_file_again_changes_nothing() -> None:
    browser = clerk()
    browser.post(upload(browser, CLEAN))
    entries = JournalEntry.objects.count()
    browser.post(upload(browser, CLEAN))
    assert JournalEntry.objects.count() == entries


def test_a_preview_in_which_nothing_changes_says_so_and_asks_for_no_confirmation() -> None:
    browser = clerk()
    first = browser.get(upload(browser, CLEAN)).content.decode()
    assert "没有变化" not in first
    browser.post(upload(browser, CLEAN))
    again = browser.get(upload(browser, CLEAN)).content.decode()
    assert "没有变化" in again
    assert "可全部导入" not in again
    assert "确认导入" not in again


@pytest.mark.parametrize(("kind", "other"), [("register", "district"), ("district", "register")])
def test_a_post_that_may_import_one_kind_is_offered_that_kind_alone_and_chosen(kind: str, other: str) -> None:
    page = browser_of(f"{kind}.import").get(reverse("imports")).content.decode()
    assert f'value="{kind}" required checked' in page
    assert f'value="{other}"' not in page


def test_a_post_that_may_import_both_kinds_chooses() -> None:
    page = clerk().get(reverse("imports")).content.decode()
    assert 'value="register" required>' in page
    assert 'value="district" required>' in page


def test_a_district_workbook_goes_in_by_the_same_steps() -> None:
    browser = clerk()
    browser.post(upload(browser, DISTRICT, "district"))
    assert PlanTask.objects.exists()


def test_a_result_that_was_never_confirmed_leads_back_to_the_preview() -> None:
    browser = clerk()
    preview = upload(browser, CLEAN)
    assert browser.get(f"{preview}result/")["Location"] == preview


def test_a_file_of_another_kind_is_refused_with_what_to_do() -> None:
    answer = clerk().post(reverse("imports"), {"kind": "register", "file": SimpleUploadedFile("台账.csv", b"a,b")})
    assert answer.status_code == 400
    assert "另存为 .xlsx" in answer.content.decode()


def test_a_file_that_is_no_workbook_is_told_in_words() -> None:
    browser = clerk()
    file = SimpleUploadedFile("假.xlsx", b"this is no workbook")
    answer = browser.get(browser.post(reverse("imports"), {"kind": "register", "file": file})["Location"])
    assert answer.status_code == 400
    assert "没有办成" in answer.content.decode()
    assert WAY_BACK in answer.content.decode()


def test_a_register_taken_for_a_district_workbook_leads_back_to_the_import_page() -> None:
    browser = clerk()
    answer = browser.get(upload(browser, CLEAN, "district"))
    assert answer.status_code == 400
    assert WAY_BACK in answer.content.decode()


def test_a_preview_in_which_no_row_can_go_in_does_not_pass_for_one_without_changes() -> None:
    browser = clerk()
    page = browser.get(upload(browser, DISTRICT, "register")).content.decode()
    assert "不能导入" in page
    assert "没有变化" not in page
    assert "确认导入" not in page
    assert 'href="/import/">更正后重新选择文件</a>' in page


def test_a_hash_that_nobody_uploaded_leads_back_to_the_import_page() -> None:
    answer = clerk().get(reverse("import-preview", args=["register", "0" * 64]))
    assert answer.status_code == 400
    assert "重新上传" in answer.content.decode()


@pytest.mark.parametrize("name", ["import-preview", "import-result", "import-problems"])
def test_who_may_import_registers_only_opens_no_district_workbook(name: str) -> None:
    person = person_who_may("register.view", "register.import", "district.import")
    preview = upload(signed_in(person), DISTRICT, "district")
    address = reverse(name, args=list(resolve(preview).kwargs.values()))
    assert signed_in(person).get(address, follow=True).status_code == 200
    assert person.post is not None
    person.post.permissions = ["register.import"]
    person.post.save()
    assert signed_in(person).get(address).status_code == 403
    assert Client().get(address).status_code == 302


@pytest.mark.parametrize("page", ["", "result/", "problems/"])
def test_an_upload_is_not_there_for_anybody_but_who_uploaded_it(page: str) -> None:
    preview = upload(clerk(), MESSY)
    colleague = clerk()
    unknown = colleague.get(reverse("import-preview", args=["register", "0" * 64]))
    answer = colleague.get(f"{preview}{page}")
    assert (answer.status_code, told(answer)) == (unknown.status_code, told(unknown)) == (400, GONE)


def test_confirming_somebody_else_s_upload_imports_nothing() -> None:
    preview = upload(clerk(), CLEAN)
    assert clerk().post(preview).status_code == 400
    assert not Household.objects.exists()


def test_the_same_file_from_two_people_is_two_uploads() -> None:
    assert upload(clerk(), CLEAN) != upload(clerk(), CLEAN)


def test_uploads_can_be_read_by_their_owner_alone(uploads: Path) -> None:
    upload(clerk(), CLEAN)
    kept = list(uploads.rglob("*.xlsx"))
    assert [path.stat().st_mode & 0o777 for path in kept] == [0o600]


def test_a_name_with_a_path_in_it_stays_inside_its_folder(uploads: Path) -> None:
    browser = clerk()
    file = SimpleUploadedFile("x.xlsx", CLEAN.read_bytes())
    file.name = "../../x.xlsx"
    browser.post(reverse("imports"), {"kind": "register", "file": file})
    assert [path.relative_to(uploads).parts[1:] for path in uploads.rglob("*.xlsx")] == [("file", "x.xlsx")]
