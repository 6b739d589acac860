from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from tests.web.people import browser_of
from tests.web.village import Village
from tests.world import DEMO

from antu.compensation.models import Determination, DeterminationLine
from antu.households.models import Household
from antu.kernel.money import Money
from antu.library.models import LegalClause
from antu.library.services import load_demo_library
from antu.platform.actor import SYSTEM


def page_of(household: Household, *permissions: str, query: str = "") -> str:
    address = reverse("household", args=[household.pk]) + query
    return browser_of("register.view", *permissions).get(address).content.decode()


def test_every_line_of_the_determination_is_printed_with_its_working_and_opens_to_its_trace(village: Village) -> None:
    page = page_of(village.signed)
    lines = DeterminationLine.objects.filter(determination__household=village.signed, determination__is_standing=True)
    assert lines
    for line in lines:
        assert line.working in page
        assert line.amount.grouped() in page
    assert page.count("看计算过程") == len(lines)
    assert "办法原式" in page


def test_the_total_is_printed_in_figures_and_in_words(village: Village) -> None:
    standing = Determination.objects.get(household=village.signed, is_standing=True)
    page = page_of(village.signed)
    assert standing.payable.grouped() in page
    assert standing.payable.in_words() in page


def test_the_sheet_names_its_pack_its_version_its_hash_and_its_hour(village: Village) -> None:
    standing = Determination.objects.get(household=village.signed, is_standing=True)
    page = page_of(village.signed)
    assert f"{standing.pack_id} 第 {standing.pack_version} 版" in page
    assert standing.pack_sha256 in page
    assert "核定：第 1 版" in page


def test_a_pack_that_is_not_official_is_said_on_every_page_that_shows_its_amounts(village: Village) -> None:
    notice = "演示标准（合成），非任何机关发布"
    browser = browser_of("register.view")
    assert notice in page_of(village.signed)
    assert notice in page_of(village.unsigned)
    for name, arguments in (("households", []), ("projects", []), ("project", [village.tutorial.pk])):
        assert notice in browser.get(reverse(name, args=arguments)).content.decode()


def test_invented_rows_are_marked(village: Village) -> None:
    assert "示例</span>" in page_of(village.signed)


def test_an_unsigned_household_has_estimates_that_nothing_stores(village: Village) -> None:
    before = Determination.objects.count()
    page = page_of(village.unsigned)
    assert "测算</span>" in page
    assert "奖励的 3 档都已过期" in page
    assert [f"按期签约奖标准第 {tier} 档的末日（已过）" in page for tier in (1, 2, 3, 4)] == [True, True, True, False]
    assert "今天" in page
    assert Determination.objects.count() == before


def test_an_estimate_for_a_chosen_day_says_which(village: Village) -> None:
    page = page_of(village.unsigned, query="?as_if=2023-04-05")
    assert "假定 2023-04-05 签约" in page


def test_a_day_before_the_signing_period_is_told_beside_the_form_that_asks_for_another(village: Village) -> None:
    page = page_of(village.unsigned, query="?as_if=2023-01-01")
    panel = page.partition('id="estimates"')[2].partition("</section>")[0]
    assert "签约日早于签约期首日" in panel
    assert "签约期首日是 2023-03-27" in panel
    assert 'name="as_if"' in panel
    assert "更正台账" not in page


def test_a_day_that_does_not_exist_is_left_out(village: Village) -> None:
    assert "今天" in page_of(village.unsigned, query="?as_if=2023-02-30")


def test_numbers_are_masked_unless_the_post_may_see_them(village: Village) -> None:
    person = village.signed.people.exclude(id_number="")[0]
    masked = page_of(village.signed)
    clear = page_of(village.signed, "personal.view")
    assert person.id_number not in masked
    assert person.id_number[:6] + "********" + person.id_number[-4:] in masked
    assert person.id_number in clear
    assert village.signed.account_no not in masked
    assert village.signed.phone not in masked
    assert village.signed.phone in clear


def test_the_decision_on_each_member_stands_with_its_rule_and_basis(village: Village) -> None:
    page = page_of(village.signed)
    for decision in Determination.objects.get(household=village.signed).computation["eligibility"]:
        assert f">{decision['rule']}" in page.replace("\n", "").replace("  ", "")
        assert decision["basis"] in page


def test_a_corrected_fact_shows_old_and_new(village: Village) -> None:
    building = village.signed.buildings.latest("pk")
    correct_area(village, building.no, "300.00")
    page = page_of(village.signed)
    first, second = Determination.objects.filter(household=village.signed).order_by("version")
    assert "第 2 版比第 1 版的变动" in page
    assert "引起变动的登记" in page
    assert (second.payable - first.payable).grouped() in page
    assert "现行" in page
    assert "已取代" in page
    assert first.payable.grouped() in page_of(village.signed, query="?version=1")


def correct_area(village: Village, no: str, area: str) -> None:
    from decimal import Decimal  # noqa: PLC0415

    from antu.households.events import HouseholdsRecorded  # noqa: PLC0415
    from antu.platform.actor import SYSTEM  # noqa: PLC0415
    from antu.platform.events import announce  # noqa: PLC0415
    from antu.regulations.selectors import pack_shelf  # noqa: PLC0415

    village.signed.buildings.filter(no=no).update(area_m2=Decimal(area))
    announce(HouseholdsRecorded(SYSTEM, village.tutorial.pk, (village.signed.pk,), "更正面积", pack_shelf()))


def test_subtotals_add_to_the_total(village: Village) -> None:
    standing = Determination.objects.get(household=village.signed, is_standing=True)
    totals = standing.computation["totals"]
    assert Money.parse(totals["household"]) + Money.parse(totals["collective"]) == standing.payable


@pytest.mark.usefixtures("village")
def test_a_household_that_is_not_there_leads_on() -> None:
    answer = browser_of("register.view").get(reverse("household", args=[0]))
    assert answer.status_code == 404
    assert "可从左侧菜单进入列表查找" in answer.content.decode()


@pytest.mark.usefixtures("village")
@pytest.mark.parametrize(
    "query", ["?state=unsigned", "?circumstance=held_out", "?q=DSJ2-003", "?village=云溪村（示例）"]
)
def test_the_list_narrows_by_its_url(query: str) -> None:
    browser: Client = browser_of("register.view")
    page = browser.get(reverse("households") + query).content.decode()
    assert "DSJ2-003" in page
    assert "JX-001" not in page


def test_totals_of_a_list_are_of_all_that_is_filtered(village: Village) -> None:
    page = browser_of("register.view").get(reverse("households") + "?q=JX-&size=50").content.decode()
    payable = Money.total(
        each.payable for each in Determination.objects.filter(household__project=village.tutorial, is_standing=True)
    )
    assert payable.grouped() in page


def test_the_clauses_of_a_sheet_lead_to_their_texts(village: Village) -> None:
    load_demo_library(SYSTEM, DEMO, today=village.day)
    page = page_of(village.signed)
    moving = LegalClause.objects.get(label="第十四条")
    assert f'<a href="/library/clauses/{moving.pk}/">演示办法第十四条</a>' in page
    assert "条款原文：" in page
