"""Scans and photographs: uploaded, looked at, withdrawn; seen by whom their row is seen."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from tests.files import PDF, package, photograph
from tests.web.people import browser_of, signed_in, stranger
from tests.web.village import Village

from antu.platform.attachments.store import content_path
from antu.platform.models import Attachment, JournalEntry
from antu.platform.versions import version_of

pytestmark = pytest.mark.django_db

CLERK = ("register.view", "register.edit")
SCRIPT = b"<html><script>alert(1)</script></html>"


@pytest.fixture(autouse=True)
def home(settings: Any, tmp_path: Path) -> None:
    settings.ANTU_HOME = tmp_path


def clerk(*more: str) -> Client:
    return browser_of(*CLERK, *more)


def sent(browser: Client, row: Any, *files: tuple[str, bytes], **texts: str) -> Any:
    path = reverse("file-upload", args=[row._meta.label_lower, row.pk])
    named = [SimpleUploadedFile(name, content) for name, content in files]
    return browser.post(path, {**texts, "files": named})


def latest() -> Attachment:
    return Attachment.objects.latest("pk")


def test_a_photograph_stands_on_the_household_s_page_with_who_and_what_it_shows(village: Village) -> None:
    browser = clerk()
    answer = sent(browser, village.signed, ("正面.jpg", photograph()), about="房屋 F1", note="正面全景")
    home = reverse("household", args=[village.signed.pk])
    assert answer["Location"] == f"{home}#files"
    html = browser.get(home).content.decode()
    for text in ("已上传 1 个文件", "扫描件与照片（1）", "正面.jpg", "照片", "房屋 F1 · 正面全景 · 测试人"):
        assert text in html
    assert reverse("file-picture", args=[latest().pk, "thumbnail"]) in html
    entry = JournalEntry.objects.latest("pk")
    assert (entry.action, entry.change) == ("上传文件", {"照片": [None, "正面.jpg"]})


def test_the_content_is_kept_as_it_came_for_the_server_alone(village: Village) -> None:
    content = photograph(place=True)
    sent(clerk(), village.signed, ("正面.jpg", content))
    path = content_path(hashlib.sha256(content).hexdigest())
    assert path.read_bytes() == content
    assert path.stat().st_mode & 0o777 == 0o600


def test_good_files_are_kept_and_bad_ones_named_with_the_way_out(village: Village) -> None:
    answer = sent(clerk(), village.signed, ("协议.pdf", PDF), ("网页.jpg", SCRIPT), note="第一次")
    html = answer.content.decode()
    assert answer.status_code == 400
    assert "已上传 1 个文件：协议.pdf" in html
    assert "「网页.jpg」不是能识别的文件" in html
    assert 'value="第一次"' in html
    assert latest().get_kind_display() == "扫描件"


def test_the_same_content_twice_is_kept_once(village: Village) -> None:
    browser, picture = clerk(), photograph()
    sent(browser, village.signed, ("正面.jpg", picture), ("又一张.jpg", picture))
    sent(browser, village.signed, ("第三次.jpg", picture))
    assert '<div class="alert alert-warning" role="status">已经有内容相同' in browser.get("/").content.decode()
    assert Attachment.objects.count() == 1


def test_nothing_chosen_and_a_building_that_is_not_there_are_refused(village: Village) -> None:
    browser = clerk()
    assert "还没有选择文件" in sent(browser, village.signed).content.decode()
    answer = sent(browser, village.signed, ("正面.jpg", photograph()), about="房屋 F99")
    assert "已经不在登记里" in answer.content.decode()
    assert not Attachment.objects.exists()


@pytest.mark.parametrize(
    ("name", "content", "shown"),
    [
        ("正面.jpg", photograph(), "inline"),
        ("协议.pdf", PDF, "inline"),
        ("清单.xlsx", package("xl/workbook.xml"), "attachment"),
    ],
)
def test_content_is_served_so_that_nothing_in_it_runs(village: Village, name: str, content: bytes, shown: str) -> None:
    browser = clerk()
    sent(browser, village.signed, (name, content))
    path = reverse("file-content", args=[latest().pk])
    answer = browser.get(path)
    assert b"".join(answer.streaming_content) == content  # type: ignore[attr-defined]
    assert answer["Content-Disposition"].startswith(shown)
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"].startswith("default-src 'none'")
    assert "script-src" not in answer["Content-Security-Policy"]
    assert browser.get(f"{path}?download=1")["Content-Disposition"].startswith("attachment")


def test_a_withdrawn_file_is_listed_with_its_reason_and_nothing_is_lost(village: Village) -> None:
    browser = clerk()
    sent(browser, village.signed, ("正面.jpg", photograph()))
    file = latest()
    path = reverse("file-void", args=[file.pk])
    assert "请写明作废原因" in browser.post(path, {"reason": " "}).content.decode()
    assert browser.post(path, {"reason": "传错了户"}).status_code == 302
    html = browser.get(reverse("household", args=[village.signed.pk])).content.decode()
    assert "已作废 1 个文件" in html
    assert "传错了户" in browser.get(reverse("file", args=[file.pk])).content.decode()
    assert content_path(file.sha256).is_file()
    assert JournalEntry.objects.latest("pk").action == "作废文件"
    sent(browser, village.signed, ("正面.jpg", photograph()))
    assert Attachment.objects.standing().count() == 1


def test_withdrawing_asks_first_and_happens_once(village: Village) -> None:
    browser = clerk()
    sent(browser, village.signed, ("正面.jpg", photograph()))
    file = latest()
    path = reverse("file-void", args=[file.pk])
    assert f'href="{path}"' in browser.get(reverse("file", args=[file.pk])).content.decode()
    question = browser.get(path).content.decode()
    for text in ("正面.jpg", "不能恢复", "作废原因"):
        assert text in question
    assert not latest().is_voided
    for reason in ("传错了户", "又一个原因"):
        browser.post(path, {"reason": reason})
    assert latest().void_reason == "传错了户"


def test_a_withdrawn_file_shows_no_picture_and_opens_only_for_who_sees_whole_numbers(village: Village) -> None:
    sent(clerk(), village.signed, ("身份证.jpg", photograph()))
    file = latest()
    clerk().post(reverse("file-void", args=[file.pk]), {"reason": "传错了户，是别人的身份证"})
    contents = [reverse("file-content", args=[file.pk]), reverse("file-picture", args=[file.pk, "preview"])]
    for browser, status in ((clerk(), 403), (clerk("personal.view"), 200)):
        assert "thumbnail" not in browser.get(reverse("household", args=[village.signed.pk])).content.decode()
        assert "<img" not in browser.get(reverse("file", args=[file.pk])).content.decode()
        answers = [browser.get(path) for path in contents]
        assert [answer.status_code for answer in answers] == [status, status]
        assert all("no-store" in answer["Cache-Control"] for answer in answers)


def test_a_withdrawn_household_takes_no_files(village: Village) -> None:
    household = village.unsigned
    type(household).objects.filter(pk=household.pk).update(is_voided=True)
    answer = clerk().get(reverse("file-upload", args=["households.household", household.pk]))
    assert answer.status_code == 400
    assert "已经作废，不再收文件" in answer.content.decode()
    assert sent(clerk(), household, ("正面.jpg", photograph())).status_code == 400
    assert not Attachment.objects.exists()


def test_a_town_sees_the_files_of_its_rows_and_of_no_others(village: Village) -> None:
    sent(clerk(), village.signed, ("正面.jpg", photograph()))
    pages = [reverse(name, args=[latest().pk]) for name in ("file", "file-content")]
    own = browser_of(*CLERK, of=_town(village.signed.town))
    other = signed_in(stranger("town"))
    assert [own.get(page).status_code for page in pages] == [200, 200]
    assert [other.get(page).status_code for page in pages] == [404, 404]


def _town(name: str) -> Any:
    from antu.organisations.models import Organisation  # noqa: PLC0415 - one test's own

    return Organisation.objects.get_or_create(name=name, defaults={"kind": "town"})[0]


def test_an_identity_card_is_opened_only_where_whole_numbers_are_seen(village: Village) -> None:
    browser = clerk()
    sent(browser, village.signed, ("身份证.jpg", photograph()), kind="identity")
    file = latest()
    page = browser.get(reverse("file", args=[file.pk])).content.decode()
    assert "您的岗位没有“查看完整证件号和账号”权限" in page
    assert "thumbnail" not in browser.get(reverse("household", args=[village.signed.pk])).content.decode()
    for path in (reverse("file-content", args=[file.pk]), reverse("file-picture", args=[file.pk, "preview"])):
        assert browser.get(path).status_code == 403
        assert clerk("personal.view").get(path).status_code == 200


def test_a_photograph_comes_between_nobody_s_typing(village: Village) -> None:
    before = version_of(village.signed)
    sent(clerk(), village.signed, ("正面.jpg", photograph()))
    assert version_of(village.signed) == before


def test_a_project_holds_files_too_and_other_rows_none(village: Village) -> None:
    browser = browser_of(*CLERK, "report.view")
    assert sent(browser, village.tutorial, ("批文.pdf", PDF)).status_code == 302
    assert "批文.pdf" in browser.get(reverse("project", args=[village.tutorial.pk])).content.decode()
    assert sent(browser, village.signed.people.all()[0], ("批文.pdf", PDF)).status_code == 404


def test_a_lost_content_is_told_in_words(village: Village) -> None:
    browser = clerk()
    sent(browser, village.signed, ("协议.pdf", PDF))
    content_path(latest().sha256).unlink()
    answer = browser.get(reverse("file-content", args=[latest().pk]))
    assert answer.status_code == 400
    assert "请从备份恢复" in answer.content.decode()
