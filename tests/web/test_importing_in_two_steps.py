from __future__ import annotations

import re
import shutil
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import resolve, reverse
from openpyxl import load_workbook
from pytest_django import Settings
from tests.web.people import browser_of, person_who_may, signed_in
from tests.world import DEMO

from antu.households.models import Household
from antu.organisations.models import Organisation, OrganisationKind
from antu.planning.models import PlanTask
from antu.platform.exchange import kept
from antu.platform.jobs import waiting
from antu.platform.jobs.attempt import JobRun, never
from antu.platform.jobs.running import run_job
from antu.platform.models import Job, JournalEntry

pytestmark = pytest.mark.django_db
MESSY = DEMO / "registers" / "xiangtian-bridge-messy.xlsx"
CLEAN = DEMO / "registers" / "tutorial.xlsx"
DISTRICT = DEMO / "district-2023.xlsx"
GONE = "上传的文件已不在服务器上；请回到导入页重新上传"
WAY_BACK = 'href="/import/">回到导入，重新选择文件</a>'


@pytest.fixture(autouse=True)
def uploads(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(waiting, "PATIENCE_S", 0)
    settings.ANTU_HOME = tmp_path
    return tmp_path / "uploads"


def clerk() -> Client:
    return browser_of("register.view", "register.import", "district.import")


def upload(browser: Client, path: Path, kind: str = "register") -> str:
    file = SimpleUploadedFile(path.name, path.read_bytes())
    answer = browser.post(reverse("imports"), {"kind": kind, "file": file})
    assert answer.status_code == 302, answer.content.decode()
    work()
    return str(answer["Location"])


def work() -> None:
    """Do what is queued."""
    for job in Job.objects.open():
        run_job(job.pk, never)


def confirm(browser: Client, preview: str) -> str:
    """Confirm the check that the preview shows; where its import is told."""
    page = browser.get(preview).content.decode()
    check = re.search(r'name="check" value="(\d+)"', page)
    answer = browser.post(preview, {"check": check[1]} if check else {})
    work()
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
    result = confirm(browser, upload(browser, CLEAN))
    assert Household.objects.filter(code="JX-001").exists()
    page = browser.get(result).content.decode()
    assert "已导入" in page
    assert reverse("project", args=[Household.objects.get(code="JX-001").project_id]) in page


def test_nothing_is_written_before_the_job_has_run_and_the_page_says_how_far_it_is() -> None:
    browser = clerk()
    preview = upload(browser, CLEAN)
    check = Job.objects.get().pk
    result = browser.post(preview, {"check": check})["Location"]
    page = browser.get(result).content.decode()
    assert "排队中" in page
    assert "已导入" not in page
    assert f"/jobs/{Job.objects.latest('pk').pk}/cancel/" in page
    assert not Household.objects.exists()


def test_confirming_twice_imports_once() -> None:
    browser = clerk()
    preview = upload(browser, CLEAN)
    check = Job.objects.get().pk
    first = browser.post(preview, {"check": check})["Location"]
    assert "正在按这次检查导入" in browser.get(preview).content.decode()
    assert browser.post(preview, {"check": check})["Location"] == first, "while it waits"
    work()
    assert browser.post(preview, {"check": check})["Location"] == first, "and after it is done"
    assert Job.objects.filter(kind="register-import").count() == 1
    assert "确认导入" not in browser.get(preview).content.decode()


def test_a_cancelled_import_is_not_shown_as_done_and_can_be_confirmed_again() -> None:
    browser = clerk()
    preview = upload(browser, CLEAN)
    result = browser.post(preview, {"check": Job.objects.get().pk})["Location"]
    browser.post(reverse("job-cancel", args=[Job.objects.latest("pk").pk]))
    page = browser.get(result).content.decode()
    assert "没有写入任何内容" in page
    assert "已导入" not in page
    assert not Household.objects.exists()
    confirm(browser, preview)
    assert Household.objects.exists()


def test_an_import_that_broke_before_its_commit_is_not_shown_as_done(
    monkeypatch: pytest.MonkeyPatch, uploads: Path
) -> None:
    browser = clerk()
    preview = upload(browser, CLEAN)

    def breaks(_run: JobRun) -> None:
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(JobRun, "check_cancelled", breaks)  # asked after the outcome was kept, before the commit
    page = browser.get(confirm(browser, preview)).content.decode()
    assert "没有办成" in page
    assert "已导入" not in page
    assert not Household.objects.exists()
    outcomes = {path.parent.name for path in uploads.glob("*/outcomes/*/*")}
    assert outcomes == {str(Job.objects.earliest("pk").pk)}, "of what came to nothing no file is left"


def test_a_check_that_the_records_have_left_behind_says_so_and_is_made_again() -> None:
    browser = clerk()
    preview = upload(browser, CLEAN)
    assert "重新检查" not in browser.get(preview).content.decode()
    colleague = clerk()
    confirm(colleague, upload(colleague, CLEAN))
    page = browser.get(preview).content.decode()
    assert "检查之后记录有变动" in page
    assert "导入台账：新增" in page
    browser.post(preview)
    work()
    assert "没有变化" in browser.get(preview).content.decode()


def test_earlier_uploads_are_found_again_by_who_uploaded_them() -> None:
    browser = clerk()
    confirm(browser, upload(browser, CLEAN))
    preview = upload(browser, MESSY)
    page = browser.get(reverse("imports")).content.decode()
    assert page.index(MESSY.name) < page.index(CLEAN.name)
    assert f'href="{preview}"' in page
    assert "可部分导入" in page
    assert "已导入" in page
    assert MESSY.name not in clerk().get(reverse("imports")).content.decode()


def test_the_file_keeps_its_own_name_in_the_journal() -> None:
    browser = clerk()
    confirm(browser, upload(browser, CLEAN))
    assert JournalEntry.objects.filter(source=CLEAN.name).exists()


def test_the_marked_workbook_lists_every_problem_and_imports_as_its_original() -> None:
    browser = clerk()
    preview = upload(browser, MESSY)
    answer: Any = browser.get(f"{preview}problems/")
    assert "已标出问题.xlsx" in unquote(answer["Content-Disposition"])
    content = b"".join(answer.streaming_content)
    rules = [str(cell.value) for row in load_workbook(BytesIO(content))["导入问题"].iter_rows() for cell in row]
    assert sum(rule.startswith("R-") for rule in rules) == 24
    assert any(rule.startswith("W-") for rule in rules)
    before = Job.objects.latest("pk").result["data"]["verdicts"]
    file = SimpleUploadedFile("标出.xlsx", content)
    browser.post(reverse("imports"), {"kind": "register", "file": file})
    work()
    assert Job.objects.latest("pk").result["data"]["verdicts"] == before


def test_a_workbook_that_cannot_be_marked_is_checked_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(*_args: Any) -> None:
        raise KeyError("xl/odd.xml")

    monkeypatch.setattr(kept, "write_marked", breaks)
    browser = clerk()
    page = browser.get(upload(browser, MESSY)).content.decode()
    assert "可部分导入" in page
    assert "下载标出问题" not in page


def test_a_workbook_without_problems_has_nothing_marked() -> None:
    browser = clerk()
    preview = upload(browser, CLEAN)
    assert "下载标出问题" not in browser.get(preview).content.decode()
    assert browser.get(f"{preview}problems/").status_code == 400


def test_the_same_file_again_changes_nothing() -> None:
    browser = clerk()
    confirm(browser, upload(browser, CLEAN))
    entries = JournalEntry.objects.count()
    confirm(browser, upload(browser, CLEAN))
    assert JournalEntry.objects.count() == entries


def test_a_preview_in_which_nothing_changes_says_so_and_asks_for_no_confirmation() -> None:
    browser = clerk()
    preview = upload(browser, CLEAN)
    assert "没有变化" not in browser.get(preview).content.decode()
    confirm(browser, preview)
    again = browser.get(upload(browser, CLEAN)).content.decode()
    assert "没有变化" in again
    assert "看上次导入结果" in again
    assert "此前已导入" in browser.get(reverse("imports")).content.decode()
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
    page = browser.get(confirm(browser, upload(browser, DISTRICT, "district"))).content.decode()
    assert "已导入" in page
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
    preview = browser.post(reverse("imports"), {"kind": "register", "file": file})["Location"]
    work()
    page = browser.get(preview).content.decode()
    assert "没有办成" in page
    assert "R-FILE" in page
    assert WAY_BACK in page


def test_a_register_taken_for_a_district_workbook_leads_back_to_the_import_page() -> None:
    browser = clerk()
    page = browser.get(upload(browser, CLEAN, "district")).content.decode()
    assert "是台账，不是年度工作簿" in page
    assert WAY_BACK in page


def test_a_preview_in_which_no_row_can_go_in_does_not_pass_for_one_without_changes() -> None:
    browser = clerk()
    page = browser.get(upload(browser, DISTRICT, "register")).content.decode()
    assert "不能导入" in page
    assert "没有变化" not in page
    assert "确认导入" not in page
    assert 'href="/import/">选择更正后的文件</a>' in page


def test_a_hash_that_nobody_uploaded_leads_back_to_the_import_page() -> None:
    answer = clerk().get(reverse("import-preview", args=["register", "0" * 64]))
    assert answer.status_code == 400
    assert "重新上传" in answer.content.decode()


@pytest.mark.parametrize("name", ["import-preview", "import-result", "import-problems"])
def test_who_may_import_registers_only_opens_no_district_workbook(name: str) -> None:
    person = person_who_may("register.view", "register.import", "district.import")
    preview = upload(signed_in(person), DISTRICT, "district")
    address = reverse(name, args=list(resolve(preview).kwargs.values()))
    assert signed_in(person).get(preview).status_code == 200
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


def test_an_outcome_whose_files_are_gone_leads_back_to_the_import_page(uploads: Path) -> None:
    browser = clerk()
    preview = upload(browser, CLEAN)
    shutil.rmtree(next(uploads.glob("*/outcomes")))
    answer = browser.get(preview)
    assert answer.status_code == 400
    assert 'href="/import/"' in answer.content.decode()


def test_uploads_can_be_read_by_their_owner_alone(uploads: Path) -> None:
    upload(clerk(), MESSY)
    kept = [path for path in uploads.rglob("*") if path.is_file()]
    assert {"marked.xlsx", "rows.jsonl", MESSY.name} <= {path.name for path in kept}
    assert {path.stat().st_mode & 0o777 for path in kept} == {0o600}


def test_the_same_file_under_another_name_disturbs_nobody_who_reads_it(uploads: Path) -> None:
    browser = clerk()
    first = upload(browser, MESSY)
    renamed = SimpleUploadedFile("更正后的台账.xlsx", MESSY.read_bytes())
    assert browser.post(reverse("imports"), {"kind": "register", "file": renamed})["Location"].startswith(first[:60])
    assert {path.name for path in uploads.glob("*/file/*")} == {MESSY.name, "更正后的台账.xlsx"}
    work()
    assert "更正后的台账.xlsx" in browser.get(first.partition("?")[0]).content.decode()


def test_a_name_as_long_as_an_official_title_is_cut(uploads: Path) -> None:
    title = SimpleUploadedFile(f"{'关于报送征收补偿台账的' * 12}.xlsx", CLEAN.read_bytes())
    assert clerk().post(reverse("imports"), {"kind": "register", "file": title}).status_code == 302
    (kept,) = uploads.glob("*/file/*")
    assert kept.suffix == ".xlsx"
    assert "…" in kept.name


def test_who_moved_to_another_organisation_opens_no_earlier_check(uploads: Path) -> None:  # noqa: ARG001 - where it is kept
    person = person_who_may("register.view", "register.import")
    browser = signed_in(person)
    preview = upload(browser, MESSY)
    marked = re.search(r'href="([^"]+/problems/[^"]*)"', browser.get(preview).content.decode())
    assert marked
    person.organisation = Organisation.objects.create(name="乙镇", kind=OrganisationKind.TOWN)
    person.save()
    for path in (preview, marked[1], f"{preview.partition('?')[0]}names/"):
        answer = browser.get(path)
        assert answer.status_code == 403
        assert "范围已有变化" in answer.content.decode()


def test_a_name_with_a_path_in_it_stays_inside_its_folder(uploads: Path) -> None:
    browser = clerk()
    file = SimpleUploadedFile("x.xlsx", CLEAN.read_bytes())
    file.name = "../../x.xlsx"
    browser.post(reverse("imports"), {"kind": "register", "file": file})
    assert [path.relative_to(uploads).parts[1:] for path in uploads.rglob("*.xlsx")] == [("file", "x.xlsx")]
