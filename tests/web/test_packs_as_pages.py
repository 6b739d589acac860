"""Packs in a browser: read, drafted from a version, rates in a grid and from a workbook, tried, compared, published."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from tests.village_pack import proof_of, village_files
from tests.web.people import browser_of
from tests.web.village import Village
from tests.world import DEMO

from antu.kernel.money import Money
from antu.library.models import LegalClause
from antu.library.services import load_demo_library
from antu.platform.actor import EVERYTHING, PERMISSIONS, SYSTEM, Actor
from antu.platform.links import record_url
from antu.platform.models import Job
from antu.platform.versions import version_of
from antu.policy import compute, load_pack, read_facts
from antu.policy.cases import read_cases
from antu.policy.load import content_sha256
from antu.regulations import selectors
from antu.regulations.domain.pack_files import files_kept, files_of_zip, zip_of
from antu.regulations.models import PackVersion, PackWithdrawal
from antu.regulations.services.pack_publishing import keep_proof
from antu.regulations.services.packs import draft_pack_from_folder

SHIPPED = ["hunan-demo-2023", "1"]
WRITER = Actor("xiezuo", "示例起草", frozenset(PERMISSIONS), EVERYTHING)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, settings: object, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    settings.ANTU_HOME = tmp_path  # type: ignore[attr-defined]
    monkeypatch.setenv("ANTU_HOME", str(tmp_path))
    selectors.pack_shelf.cache_clear()
    yield tmp_path
    selectors.pack_shelf.cache_clear()


@pytest.fixture
def browser(village: Village) -> Client:  # noqa: ARG001 - its people
    return browser_of(*PERMISSIONS)


@pytest.fixture
def draft(village: Village) -> PackVersion:  # noqa: ARG001 - its database
    return draft_pack_from_folder(WRITER, village_files(), "新定办法")


def text_of(answer: object) -> str:
    page = answer.content.decode()  # type: ignore[attr-defined]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def grid_of(rows: list[dict[str, str]]) -> dict[str, str]:
    return {f"rates-r{at}-{name}": text for at, row in enumerate(rows) for name, text in row.items()}


def loaded(row: PackVersion) -> object:
    row.refresh_from_db()
    return load_pack(files_kept(row.files))


def test_a_pack_is_read_as_one_reads_a_regulation(browser: Client) -> None:
    said = text_of(browser.get(reverse("pack", args=SHIPPED)))
    pack = selectors.pack_shelf().get("hunan-demo-2023@1")
    for item in pack.items:
        assert item.label in said
        assert item.clause in said
        assert item.amount.words in said
    assert pack.notice in said
    assert pack.sha256 in said
    assert "标准表：房屋补偿标准" in said
    assert "规则" in said
    assert said.count("通过") >= len(read_cases(pack))


@pytest.mark.usefixtures("village")
def test_a_draft_in_the_list_says_its_land_and_whether_its_rates_are_invented(browser: Client) -> None:
    url = reverse("pack-draft", args=SHIPPED)
    browser.post(url, {"version": "2", "valid_from": "2027-01-01", "reason": "试改"})
    rows = re.findall(r"<tr.*?</tr>", browser.get("/packs/").content.decode(), re.DOTALL)
    words = next(re.sub(r"<[^>]+>", " ", row) for row in rows if "hunan-demo-2023@2" in row)
    assert all(word in words for word in ("草稿", "合成", "集体土地", "湖南省（演示）"))


def test_what_a_pack_cites_leads_to_its_text_and_back(browser: Client) -> None:
    before = browser.get(reverse("pack", args=SHIPPED)).content.decode()
    assert "/library/clauses/" not in before
    load_demo_library(SYSTEM, DEMO, today=date(2024, 1, 31))
    page = browser.get(reverse("pack", args=SHIPPED)).content.decode()
    for label, panel in (("第十五条", "items"), ("第七条", "eligibility"), ("附件二", "rate-house_rate")):
        clause = LegalClause.objects.get(label=label)
        assert f'href="{record_url(clause)}"' in page
        back = f'href="{reverse("pack", args=SHIPPED)}#{panel}"'
        assert back in browser.get(record_url(clause)).content.decode()
        assert f'id="{panel}"' in page


def test_a_draft_leads_to_the_clauses_that_it_cites_and_a_cell_of_two_to_both(browser: Client) -> None:
    load_demo_library(SYSTEM, DEMO, today=date(2024, 1, 31))
    form = {"version": "2", "valid_from": "2027-01-01", "reason": "试改"}
    page = browser.post(reverse("pack-draft", args=SHIPPED), form, follow=True).content.decode()
    row = next(row for row in re.findall(r"<tr.*?</tr>", page, re.DOTALL) if "演示办法第十四、十五条" in row)
    for label in ("第十四条", "第十五条"):
        assert f'<a href="{record_url(LegalClause.objects.get(label=label))}">演示办法{label}</a>' in row


def test_its_folder_leaves_with_the_very_bytes(browser: Client) -> None:
    answer = browser.get(reverse("pack-folder", args=SHIPPED))
    pack = selectors.pack_shelf().get("hunan-demo-2023@1")
    assert files_of_zip(answer.content) == dict(pack.files)
    assert content_sha256(files_of_zip(answer.content)) == pack.sha256


def test_a_zip_that_holds_no_pack_is_refused(browser: Client) -> None:
    for content in (b"no zip", zip_of({"x.txt": b"x"}, "a")):
        sent = SimpleUploadedFile("pack.zip", content)
        answer = browser.post(reverse("pack-new"), {"file": sent, "reason": "试"})
        assert answer.status_code == 400
        assert "选过的文件要重新选择，其余填写的内容都还在" in text_of(answer)
    assert not PackVersion.objects.exists()


def test_litter_of_machines_in_a_zip_is_passed_by() -> None:
    whole = BytesIO()
    with ZipFile(whole, "w") as archive:
        for name, content in village_files().items():
            archive.writestr(f"x/1/{name}", content)
        archive.writestr("__MACOSX/x/1/._pack.yaml", b"")
        archive.writestr("x/1/.DS_Store", b"")
    assert files_of_zip(whole.getvalue()) == village_files()


def test_a_new_version_is_drafted_in_the_browser(browser: Client) -> None:
    url = reverse("pack-draft", args=SHIPPED)
    assert 'value="2"' in browser.get(url).content.decode()
    form = {"version": "2", "valid_from": "2025-01-01", "valid_to": "", "reason": "标准调整"}
    answer = browser.post(url, form, follow=True)
    assert "已起草" in text_of(answer)
    assert PackVersion.objects.get().valid_from.isoformat() == "2025-01-01"  # type: ignore[union-attr]
    refused = browser.post(url, {**form, "valid_from": "何时"})
    assert refused.status_code == 400


def test_rates_are_changed_in_the_grid_and_the_cases_say_what_it_does(browser: Client, draft: PackVersion) -> None:
    url = reverse("pack-rates", args=[draft.pk, "sign_reward"])
    assert "签约奖标准" in text_of(browser.get(url))
    rows = [
        {"from": "1", "to": "10", "rate": "60.00", "clause": "第四条"},
        {"from": "11", "to": "", "rate": "0.00", "clause": "第四条"},
    ]
    answer = browser.post(url, {**grid_of(rows), "version": str(version_of(draft))}, follow=True)
    assert "个算例不通过" in text_of(answer)
    table = loaded(draft).rates["sign_reward"]  # type: ignore[attr-defined]
    assert [str(band.row.cells["rate"]) for band in table.bands] == ["60.00", "0.00"]


def test_a_bad_row_of_the_grid_is_told_at_its_cell_and_nothing_is_written(browser: Client, draft: PackVersion) -> None:
    url = reverse("pack-rates", args=[draft.pk, "sign_reward"])
    rows = [
        {"from": "1", "to": "10", "rate": "六十", "clause": "第四条"},
        {"from": "12", "to": "", "rate": "0.00", "clause": ""},
    ]
    answer = browser.post(url, {**grid_of(rows), "version": str(version_of(draft))})
    page = answer.content.decode()
    assert answer.status_code == 400
    assert 'href="#rates-r0-rate"' in page
    assert 'href="#rates-r1-clause"' in page
    assert 'href="#rates-r1-from"' in page, "the gap"
    assert files_kept(PackVersion.objects.get(pk=draft.pk).files) == village_files()


def test_rates_go_out_as_a_workbook_and_come_back(browser: Client, draft: PackVersion) -> None:
    out = browser.get(reverse("pack-rates-book", args=["hillside-sample", "1"]))
    book = openpyxl.load_workbook(BytesIO(out.content))
    assert book.sheetnames == ["房屋补偿标准", "签约奖标准", "单项标准"]
    assert book["房屋补偿标准"]["D2"].value == "900.00"
    url, unchanged = reverse("pack-rates-upload", args=[draft.pk]), SimpleUploadedFile("a.xlsx", out.content)
    answer = browser.post(url, {"file": unchanged, "version": str(version_of(draft))}, follow=True)
    assert "没有改变" in text_of(answer)
    book["房屋补偿标准"]["D2"] = 950
    answer = browser.post(url, {"file": sent(book), "version": str(version_of(draft))}, follow=True)
    assert "1 张标准表改变" in text_of(answer)
    assert loaded(draft).rates["house_rate"].rows["brick",].reads["rate"].value == "950.00"  # type: ignore[attr-defined]


def sent(book: openpyxl.Workbook) -> SimpleUploadedFile:
    whole = BytesIO()
    book.save(whole)
    return SimpleUploadedFile("a.xlsx", whole.getvalue())


def test_every_bad_row_of_a_workbook_is_told_and_nothing_is_half_written(browser: Client, draft: PackVersion) -> None:
    out = browser.get(reverse("pack-rates-book", args=["hillside-sample", "1"]))
    book = openpyxl.load_workbook(BytesIO(out.content))
    book["房屋补偿标准"]["D2"] = 950
    book["房屋补偿标准"]["D3"] = "面议"
    book["签约奖标准"]["A3"] = "12"
    url = reverse("pack-rates-upload", args=[draft.pk])
    answer = browser.post(url, {"file": sent(book), "version": str(version_of(draft))})
    said = text_of(answer)
    assert answer.status_code == 400
    assert "工作表 房屋补偿标准 第 3 行「标准（rate）」列" in said
    assert "工作表 签约奖标准 第 3 行「起（from）」列" in said
    book.create_sheet("house_rates")
    again = browser.post(url, {"file": sent(book), "version": str(version_of(draft))})
    assert "是否想写「house_rate」" in text_of(again)
    assert files_kept(PackVersion.objects.get(pk=draft.pk).files) == village_files()


def test_a_files_faults_are_shown_with_line_key_and_suggestion(browser: Client, draft: PackVersion) -> None:
    url = f"{reverse('pack-file', args=[draft.pk])}?name=items.yaml"
    text = village_files()["items.yaml"].decode().replace("legal_area_m2 * tier", "legal_area * tier")
    form = {"name": "items.yaml", "text": text, "may_fail": "否", "version": str(version_of(draft))}
    answer = browser.post(url, form)
    said = text_of(answer)
    assert answer.status_code == 400
    assert re.search(r"items.yaml 第 \d+ 行 items\[2\].amount：.*是否想写「legal_area_m2」", said)
    line = text.split("\n").index('    amount: legal_area * tier("sign_reward", sign_day)') + 1
    assert f'href="#pack-file-text" data-line="{line}"' in answer.content.decode()
    kept = browser.post(url, {**form, "may_fail": "是"}, follow=True)
    assert "检查发现的问题" in text_of(kept)


def test_trying_a_worked_case_shows_its_amount_and_writes_nothing(browser: Client) -> None:
    pack = selectors.pack_shelf().get("hunan-demo-2023@1")
    case = next(each for each in read_cases(pack) if each.items and each.signed_on is None)
    payable: Money = compute(pack, read_facts(pack, case.facts)).payable
    url = reverse("pack-try", args=SHIPPED)
    key = f"{case.file.removeprefix('cases/').removesuffix('.yaml')}/{case.id}"
    page = browser.get(url, {"case": key}).content.decode()
    assert payable.grouped() in page
    form = dict(re.findall(r'<input[^>]* name="([^"]+)"[^>]* value="([^"]*)"', page))
    assert any(name.startswith(("members-", "parcels-")) for name in form)
    filled = typed_from(case.facts)
    assert payable.grouped() in browser.post(reverse("pack-try-sheet", args=SHIPPED), filled).content.decode()
    assert not PackVersion.objects.exists()


def typed_from(facts: object) -> dict[str, str]:
    """The facts as the form sends them."""
    filled: dict[str, str] = {}
    for table, rows in facts.items():  # type: ignore[attr-defined]
        if isinstance(rows, dict):
            filled |= {f"{table}__{name}": typed(value) for name, value in rows.items()}
        else:
            for number, row in enumerate(rows, start=1):
                filled |= {f"{table}-n{number}-{name}": typed(value) for name, value in row.items()}
    return filled


def typed(value: object) -> str:
    return {True: "是", False: "否"}[value] if isinstance(value, bool) else str(value)


def test_what_cannot_be_computed_is_told_at_its_field(browser: Client) -> None:
    url = reverse("pack-try", args=SHIPPED)
    answer = browser.post(url, {"subject__kind": "household", "project__notice_on": "昨天", "members-n1-hukou": "x"})
    page = answer.content.decode()
    assert answer.status_code == 400
    assert 'href="#pack-trial-project__notice_on"' in page
    assert 'href="#members-n1-hukou"' in page


@pytest.mark.usefixtures("village")
def test_a_draft_whose_days_do_not_fit_says_so_before_anybody_publishes_it(browser: Client) -> None:
    form = {"version": "2", "valid_from": "2022-01-01", "reason": "试改"}
    drafted = browser.post(reverse("pack-draft", args=SHIPPED), form, follow=True)
    said = text_of(drafted)
    assert "有效期与已经发布的版本接不上，现在不能发布" in said
    assert re.search(r"pack.yaml \d+ valid_from 版本 2 从 2022-01-01 起，早于它前面的版本 1", said)
    row = PackVersion.objects.get()
    url, text = f"{reverse('pack-file', args=[row.pk])}?name=pack.yaml", files_kept(row.files)["pack.yaml"].decode()
    mended = {"name": "pack.yaml", "text": text.replace("2022-01-01", "2027-01-01"), "version": str(version_of(row))}
    assert "接不上" not in text_of(browser.post(url, mended, follow=True))


def test_two_versions_are_compared_rate_by_rate(browser: Client, draft: PackVersion) -> None:
    files = village_files(
        "2", rates_house_rate_csv=("900.00", "990.00"), items_yaml=("label: 房屋补偿", "label: 房屋补偿款")
    )
    draft_pack_from_folder(WRITER, files, "提高标准")
    url = f"{reverse('packs-compared')}?old=hillside-sample@1&new=hillside-sample@2"
    said = text_of(browser.get(url))
    assert re.search(r"房屋补偿标准\s*砖混 .*900.00 990.00 \+90.00 \+10.0%", said)
    assert "房屋补偿 房屋补偿款" in said
    assert draft.name in said
    book = openpyxl.load_workbook(BytesIO(b"".join(browser.get(f"{url}&export=xlsx").streaming_content)))  # type: ignore[attr-defined]
    assert any("990.00" in map(str, row) for row in book.worksheets[0].iter_rows(values_only=True))
    assert browser.get(f"{url}&print=pdf")["Content-Type"] == "application/pdf"
    same = browser.get(f"{reverse('packs-compared')}?old=hillside-sample@1&new=hillside-sample@1")
    assert "完全相同" in text_of(same)


def test_which_pack_applies_is_said_with_its_reason_and_rivals(browser: Client) -> None:
    url = reverse("packs-applying")
    said = text_of(browser.get(url, {"regime": "state", "place": "420106", "on": "2020-01-01"}))
    assert "适用《武昌区" in said
    assert "只用于国有土地" not in said.split("各份办法")[0]
    none = text_of(browser.get(url, {"regime": "state", "place": "110101", "on": "2020-01-01"}))
    assert "没有适用的补偿办法" in none


def test_a_draft_is_published_by_somebody_else_after_its_proof(
    browser: Client, draft: PackVersion, django_capture_on_commit_callbacks: object
) -> None:
    url = reverse("pack-publish", args=[draft.pk])
    assert "还没有做双引擎校验" in text_of(browser.get(url))
    assert browser.post(url, {"on": "2024-01-31"}).status_code == 400
    keep_proof(SYSTEM, draft, proof_of(draft.sha256))
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        answer = browser.post(url, {"on": "2024-01-31", "document_no": "示例〔2024〕1号"})
    assert answer["Location"] == reverse("pack", args=["hillside-sample", "1"])
    said = text_of(browser.get(answer["Location"]))
    assert "示例〔2024〕1号" in said
    assert "起草新版本" in said
    assert "修改标准" not in said
    assert browser.get(url).status_code == 404


def test_proving_is_a_job(browser: Client, draft: PackVersion) -> None:
    answer = browser.post(reverse("pack-prove", args=[draft.pk]))
    job = Job.objects.get()
    assert answer["Location"] == reverse("job", args=[job.pk])
    assert (job.kind, job.args) == ("pack-proof", {"pack": draft.pk})


def test_a_pack_is_stopped_with_a_reason(browser: Client, django_capture_on_commit_callbacks: object) -> None:
    url = reverse("pack-stop", args=SHIPPED)
    assert browser.post(url, {"on": "2024-01-01", "reason": ""}).status_code == 400
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        browser.post(url, {"on": "2024-01-01", "reason": "省里另有规定"})
    assert PackWithdrawal.objects.get().name == "hunan-demo-2023@1"
    said = text_of(browser.get(reverse("pack", args=SHIPPED)))
    assert "已停用" in said
    assert "省里另有规定" in said
    assert "停用办法" not in said
    again = reverse("pack-reinstate", args=SHIPPED)
    assert "省里另有规定" in text_of(browser.get(again))
    assert browser.post(again, {"reason": " "}).status_code == 400
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        said = text_of(browser.post(again, {"reason": "停错了版本"}, follow=True))
    assert "已恢复" in said
    assert "停用办法" in said
    assert "恢复补偿办法" in said, "in the journal"
    assert browser.get(again).status_code == 404
