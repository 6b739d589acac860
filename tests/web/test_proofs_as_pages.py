"""Findings say what they mean and the way out; amounts by packs that nobody issued are marked on page and paper."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.urls import reverse
from pypdf import PdfReader
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
