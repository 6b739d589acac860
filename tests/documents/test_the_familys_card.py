from __future__ import annotations

from dataclasses import replace
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
from antu.compensation.documents.batch import AT_ONCE, Paper, print_batch
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


def printed(project: Project, paper: Paper, actor: Actor = SYSTEM) -> bytes:
    """The papers of all households of the project."""
    keys = Household.objects.filter(project=project).order_by("code").values_list("pk", flat=True)
    return print_batch(actor, paper, list(keys), AT).pdf


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


def wordy(card: PrintedCard, count: int) -> PrintedCard:
    """The same card with so many lines and columns of the settlement, each of two lines of text."""
    (line, *_), (group, *_) = card.money.lines, card.money.groups
    lines = tuple(replace(line, label=f"附属设施和青苗补偿之{number}，名称很长很长很长") for number in range(count))
    groups = tuple(replace(group, label=f"结算表的列之{number}，名称也很长很长很长很长") for number in range(count))
    return replace(card, money=replace(card.money, lines=lines, groups=groups))


def type_sizes(pdf: bytes) -> set[float]:
    """The sizes of type in points, of all texts but the foot."""
    sizes: set[float] = set()
    for page in PdfReader(BytesIO(pdf)).pages:
        page.extract_text(
            visitor_text=lambda text, _, place, __, size: (
                sizes.add(abs(round(size * place[3], 1))) if text.strip() else None
            )
        )
    return sizes


def test_a_card_that_is_too_long_goes_on_over_the_page_in_type_that_can_be_read() -> None:
    small_village()
    short, long = determined_card(determination()), wordy(determined_card(determination()), 40)
    pdf = cards_pdf([short, long], "张三", AT)
    first, *others = pages_of(pdf)
    assert "第1页共1页" in first
    assert len(others) > 1
    for number, page in enumerate(others, start=1):
        assert f"第{number}页共{len(others)}页" in page
    assert "结算表的列之39" in "".join(others)
    assert min(type_sizes(pdf) - {9.0}) >= 12


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
    pages = pages_of(printed(project, Paper.SHEETS))
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
    pages = pages_of(print_batch(SYSTEM, Paper.CARDS, [chosen.pk], AT).pdf)
    assert len(pages) == 1
    assert "JX-002" in pages[0]
    assert determined_sheet(determination("JX-002")).payable in pages[0]


def test_a_batch_holds_no_household_of_another_town() -> None:
    project = small_village()
    stranger = Actor("other", "外人", frozenset({"register.view"}), reach=Reach(town="别的镇"))
    text = "".join(pages_of(printed(project, Paper.CARDS, stranger)))
    assert "JX-001" not in text


def test_who_cannot_be_computed_is_listed_with_the_reason() -> None:
    project = register_of_demo("dashuju-2-remaining")
    Project.objects.filter(pk=project.pk).update(pack_id="", land="", notice_on=None)
    project.refresh_from_db()
    pages = pages_of(printed(project, Paper.CARDS))
    assert "没有打印的户" in pages[-1]
    assert "DSJ2-003" in pages[-1]
    assert "没有写明适用办法" in pages[-1]


def test_a_batch_of_several_compiles_keeps_the_order_asked_for_and_says_how_far_it_is() -> None:
    project = register_of_demo("canglonglu-1-clean")
    keys = list(Household.objects.filter(project=project).order_by("-code").values_list("pk", flat=True))
    assert len(keys) > 2 * AT_ONCE
    heard: list[tuple[int, int | None]] = []
    batch = print_batch(SYSTEM, Paper.CARDS, keys, AT, lambda done, total, _note: heard.append((done, total)))
    assert heard == [(AT_ONCE, len(keys)), (2 * AT_ONCE, len(keys)), (len(keys), len(keys))]
    assert batch.count == len(keys)
    codes = Household.objects.in_bulk(keys)
    pages = pages_of(batch.pdf)
    assert [page for key, page in zip(keys, pages, strict=True) if f"户编号：{codes[key].code}" not in page] == []


def test_a_building_that_is_not_paid_stands_on_the_card_with_what_was_recorded_of_it() -> None:
    register_of_demo("xiangtian-bridge-messy")
    refused = [
        (each, item)
        for each in Determination.objects.filter(is_standing=True)
        for item in each.computation["items"]
        if item["code"] == "house_refused"
    ]
    assert refused
    for each, item in refused:
        page = pages_of(card_pdf(determined_card(each), "张三", AT))[0]
        built_on = each.household.buildings.get(no=item["row"], is_voided=False).built_on
        assert built_on is not None
        assert compact(f"{item['row']} {item['row_words']} {item['quantity']} ㎡ {built_on:%Y-%m-%d} 建成") in page
        assert compact(f"依据：{item['clause']}") in page
