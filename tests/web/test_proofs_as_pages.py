"""Findings say what they mean and the way out; amounts by packs that nobody issued are marked on page and paper."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.db import connection
from django.urls import reverse
from pypdf import PdfReader
from tests.db.determination.test_every_digit_of_a_determination_is_proven import past_every_trigger
from tests.web.case_rows import proof_finding
from tests.web.people import browser_of
from tests.web.village import Village

from antu.compensation.models import Determination
from antu.compensation.services import prove_determinations
from antu.platform.actor import PERMISSIONS, SYSTEM

NOTICE = "hunan-demo-2023@1：演示标准（合成），非任何机关发布"


def workbook_text(answer: Any) -> str:
    book = openpyxl.load_workbook(BytesIO(b"".join(answer.streaming_content)))
    return "\n".join(str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell)


def paper_text(answer: Any) -> str:
    return "".join("".join(page.extract_text().split()) for page in PdfReader(BytesIO(answer.content)).pages)


@pytest.mark.parametrize("name", ["proof", "proof-pending"])
def test_amounts_of_a_made_up_pack_are_marked_on_the_page_in_the_workbook_and_on_paper(
    village: Village, name: str
) -> None:
    proof_finding(village)
    browser, url = browser_of(*PERMISSIONS), reverse(name)
    assert browser.get(url).content.decode().count(NOTICE) == 1
    assert NOTICE in workbook_text(browser.get(f"{url}?export=xlsx"))
    assert NOTICE in paper_text(browser.get(f"{url}?print=pdf"))


def test_a_determination_that_is_gone_is_shown_as_the_journal_names_it(village: Village) -> None:
    standing = Determination.objects.get(household=village.signed, is_standing=True)
    with past_every_trigger(), connection.cursor() as cursor:
        for statement in (
            "DELETE FROM compensation_determinationline WHERE determination_id = %s",
            "DELETE FROM compensation_determination WHERE id = %s",
        ):
            cursor.execute(statement, [standing.pk])
    found = prove_determinations(SYSTEM).findings.get(column="gone")
    browser = browser_of(*PERMISSIONS)
    listed = browser.get(reverse("proof")).content.decode()
    page = browser.get(reverse("proof-finding", args=[found.pk])).content.decode()
    for words in (str(village.signed), "整个核定没有了", f"应付合计 {standing.payable.grouped()} 元"):
        assert words in listed
        assert words in page
    assert f"{village.signed} 第{standing.version}版" in page
    assert "编号不变" in page
    assert "日志里的核定" in page


def test_a_determination_that_was_moved_is_shown_with_both_households(village: Village) -> None:
    standing = Determination.objects.get(household=village.signed, is_standing=True)
    with past_every_trigger():
        Determination.objects.filter(pk=standing.pk).update(household=village.unsigned)
    run = prove_determinations(SYSTEM)
    for column in ("moved", "record_sha256"):
        found = run.findings.get(column=column)
        page = browser_of(*PERMISSIONS).get(reverse("proof-finding", args=[found.pk])).content.decode()
        assert "与核定的日志不同的各项" in page
        assert f"{village.signed}（{village.signed.project}）" in page


def test_a_digit_of_the_facts_that_moves_no_amount_is_shown_beside_the_register(village: Village) -> None:
    standing = Determination.objects.get(household=village.signed, is_standing=True)
    facts = standing.facts
    facts["project"]["notice_on"] = "2022-11-11"
    Determination.objects.filter(pk=standing.pk).update(facts=facts)
    run = prove_determinations(SYSTEM)
    found = run.findings.get(determination=standing, column="facts_sha256")
    page = browser_of(*PERMISSIONS).get(reverse("proof-finding", args=[found.pk])).content.decode()
    for words in ("事实摘要", "核定时的摘要", "冻结的事实不再是核定时的事实", "请系统管理员恢复原值", "2022-11-11"):
        assert words in page
    assert standing.facts_sha256 in page
