from __future__ import annotations

from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from pypdf import PdfReader
from tests.world import register_of_demo, small_village, whole_demo

from antu.compensation.documents import (
    PrintedCard,
    card_pdf,
    cards_pdf,
    determined_card,
    determined_sheet,
    estimated_card,
)
from antu.compensation.documents.batch import Paper, batch_pdf
from antu.compensation.models import Determination
from antu.compensation.selectors import estimate
from antu.households.models import Household
from antu.kernel.errors import AntuError
from antu.kernel.money import Money
from antu.platform.actor import SYSTEM, Actor, Reach
from antu.projects.models import Project

pytestmark = pytest.mark.django_db
AT = datetime(2024, 1, 31, 1, 30, tzinfo=UTC)
DAY = date(2024, 1, 31)


def compact(text: str) -> str:
    return "".join(text.split())


def pages_of(pdf: bytes) -> list[str]:
    return [compact(page.extract_text()) for page in PdfReader(BytesIO(pdf)).pages]


def determination(code: str = "JX-001") -> Determination:
    return Determination.objects.get(household__code=code, is_standing=True)


def cards_of_everybody() -> list[PrintedCard]:
    standing = {each.household_id: each for each in Determination.objects.filter(is_standing=True)}
    cards = []
    for household in Household.objects.standing().select_related("project"):
        if household.pk in standing:
            cards.append(determined_card(standing[household.pk]))
            continue
        try:
            cards.append(estimated_card(household, estimate(household, DAY), DAY))
        except AntuError:
            continue
    return cards


def test_every_household_of_the_demo_has_its_card_on_one_page_with_the_total_of_its_sheet() -> None:
    whole_demo()
    cards = cards_of_everybody()
    assert len(cards) > 100
    assert max(len(card.money.lines) for card in cards) > 17
    pages = pages_of(cards_pdf(cards, "张三", AT))
    assert len(pages) == len(cards)
    for card, page in zip(cards, pages, strict=True):
        assert f"户编号：{card.household.code}" in page
        assert f"{card.total_label}{card.sheet.payable}元" in page
        assert f"大写{card.sheet.payable_words}" in page
        assert "第1页共1页" in page
        assert "收卡人：" in page


def test_grouped_lines_come_to_the_same_total_as_the_lines() -> None:
    register_of_demo("xiangtian-bridge-messy")
    for each in Determination.objects.filter(is_standing=True):
        money = determined_card(each).money
        assert Money.total(line.amount for line in money.lines) == money.payable == each.payable
        assert Money.total(line.amount for line in money.groups) == money.payable


def test_numbers_of_the_family_are_masked_on_its_card() -> None:
    small_village()
    household = determination().household
    page = pages_of(card_pdf(determined_card(determination()), "张三", AT))[0]
    assert household.id_number
    assert household.id_number not in page
    assert household.id_number[:6] + "********" in page
    assert not household.account_no or household.account_no not in page
    assert not household.phone or household.phone not in page


def test_a_card_says_when_whom_to_ask_and_how_to_object() -> None:
    small_village()
    page = pages_of(card_pdf(determined_card(determination()), "张三", AT))[0]
    household = determination().household
    assert f"包户干部：{household.officer}" in page
    assert f"镇街：{compact(household.town)}" in page
    assert "征收单位：" in page
    assert "60日内申请行政复议" in page
    assert "付款日期：" in page
    assert "打印人：张三打印时间：2024-01-3109:30" in page
    assert "演示标准（合成），非任何机关发布" in page


def test_the_card_of_an_estimate_says_that_it_determines_nothing() -> None:
    register_of_demo("dashuju-2-remaining")
    household = Household.objects.get(code="DSJ2-003")
    page = pages_of(card_pdf(estimated_card(household, estimate(household, DAY), DAY), "张三", AT))[0]
    assert "本卡是测算，不是补偿决定：按假定2024年1月31日签约算出" in page
    assert "测算应付合计" in page
    assert "付到账户" not in page


def test_the_same_card_gives_the_same_bytes() -> None:
    small_village()
    assert card_pdf(determined_card(determination()), "张三", AT) == card_pdf(
        determined_card(determination()), "张三", AT
    )


def test_a_batch_begins_each_household_on_a_page_of_its_own_count() -> None:
    project = small_village()
    pages = pages_of(batch_pdf(SYSTEM, project, Paper.SHEETS, AT))
    starts = [number for number, page in enumerate(pages) if "第1页共" in page]
    codes = list(Household.objects.filter(project=project).order_by("code").values_list("code", flat=True))
    assert len(starts) == len(codes) == 3
    for code, start, end in zip(codes, starts, [*starts[1:], len(pages)], strict=True):
        for number, page in enumerate(pages[start:end], start=1):
            assert page.startswith(code)
            assert f"第{number}页共{end - start}页" in page


def test_a_batch_holds_the_chosen_households_only() -> None:
    project = small_village()
    chosen = Household.objects.get(project=project, code="JX-002")
    pages = pages_of(batch_pdf(SYSTEM, project, Paper.CARDS, AT, [chosen.pk]))
    assert len(pages) == 1
    assert "JX-002" in pages[0]
    assert determined_sheet(determination("JX-002")).payable in pages[0]


def test_a_batch_holds_no_household_of_another_town() -> None:
    project = small_village()
    stranger = Actor("other", "外人", frozenset({"register.view"}), reach=Reach(town="别的镇"))
    text = "".join(pages_of(batch_pdf(stranger, project, Paper.CARDS, AT)))
    assert "JX-001" not in text


def test_who_cannot_be_computed_is_listed_with_the_reason() -> None:
    project = register_of_demo("dashuju-2-remaining")
    Project.objects.filter(pk=project.pk).update(pack_id="", land="", notice_on=None)
    project.refresh_from_db()
    pages = pages_of(batch_pdf(SYSTEM, project, Paper.CARDS, AT))
    assert "没有打印的户" in pages[-1]
    assert "DSJ2-003" in pages[-1]
    assert "没有写明适用办法" in pages[-1]
