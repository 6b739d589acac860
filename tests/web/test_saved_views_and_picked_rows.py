"""What a person keeps of a list is their own; what is done to picked rows is done to all of them or to none."""

from __future__ import annotations

import re
from html import unescape
from io import BytesIO

import openpyxl
import pytest
from django.test import Client
from tests.web.people import browser_of, person_who_may, signed_in
from tests.web.test_lists_of_every_kind import read_back
from tests.web.village import Village

from antu.households.models import Household
from antu.households.services.officers import assign_officer
from antu.kernel.errors import BadInput, Forbidden
from antu.organisations.models import Organisation
from antu.platform.actor import PERMISSIONS, SYSTEM, Actor, Reach
from antu.platform.models import JournalEntry, SavedView

LIST = "/households/"


@pytest.fixture
def browser(village: Village) -> Client:  # noqa: ARG001 - the list is of the village
    return browser_of(*PERMISSIONS)


def body_of(browser: Client, url: str) -> str:
    return browser.get(url).content.decode()


def keep(browser: Client, name: str, query: str, *, is_default: bool = False) -> None:
    form = {"list": "households", "path": LIST, "name": name, "query": query}
    answer = browser.post("/views/", form | ({"is_default": "1"} if is_default else {}))
    assert answer["Location"] == f"{LIST}?{query}"


def test_a_saved_view_is_a_link_for_its_owner_only(browser: Client) -> None:
    keep(browser, "未签约户", "state=unsigned&sort=-head")
    page = body_of(browser, LIST)
    assert f'<a href="{LIST}?state=unsigned&amp;sort=-head">未签约户</a>' in page
    assert "未签约户" not in body_of(browser_of(*PERMISSIONS), LIST)
    assert JournalEntry.objects.filter(object_kind="platform.savedview").count() == 1


def test_a_default_view_is_what_the_menu_opens_and_no_other_link_is_narrowed_by_it(browser: Client) -> None:
    keep(browser, "未签约户", "state=unsigned", is_default=True)
    keep(browser, "已签约户", "state=signed", is_default=True)
    menu = re.search(r'href="(/households/[^"]*)"', body_of(browser, "/"))
    assert menu
    assert browser.get(unescape(menu[1]))["Location"] == f"{LIST}?state=signed"
    everything = body_of(browser, LIST)
    assert everything.count("<tr") > body_of(browser, f"{LIST}?state=signed").count("<tr")
    assert f"共 {Household.objects.standing().count()} 户" in everything
    assert SavedView.objects.filter(is_default=True).count() == 1


def test_a_view_is_renamed_replaced_and_taken_off(browser: Client) -> None:
    keep(browser, "我的户", "state=unsigned")
    keep(browser, "我的户", "state=signed")
    view = SavedView.objects.get()
    assert view.query == "state=signed"
    browser.post(f"/views/{view.pk}/", {"name": "签了的", "path": LIST})
    assert "签了的" in body_of(browser, LIST)
    browser.post(f"/views/{view.pk}/", {"withdraw": "1", "path": LIST})
    assert 'aria-label="已存视图"' not in body_of(browser, f"{LIST}?state=signed")
    assert SavedView.objects.get().is_withdrawn


def test_a_view_without_a_name_or_with_anothers_is_refused(browser: Client) -> None:
    keep(browser, "甲", "state=signed")
    keep(browser, "乙", "state=unsigned")
    first = SavedView.objects.get(name="甲")
    assert browser.post("/views/", {"list": "households", "name": " ", "path": LIST}).status_code == 400
    assert "已有名为" in browser.post(f"/views/{first.pk}/", {"name": "乙", "path": LIST}).content.decode()


@pytest.mark.parametrize("path", ["//evil.example/", "https://evil.example/", "", "/\\evil.example"])
def test_a_saved_view_leads_nowhere_else(browser: Client, path: str) -> None:
    answer = browser.post("/views/", {"list": "households", "name": "甲", "path": path, "query": "q=1"})
    assert answer["Location"] == "/"


def picked(village: Village) -> list[Household]:
    return list(Household.objects.filter(project=village.remaining)[:3])


def test_naming_a_cadre_asks_whom_and_enters_each_household_in_the_journal(browser: Client, village: Village) -> None:
    rows = picked(village)
    asked = browser.post(LIST, {"action": "officer", "row": [row.pk for row in rows]}).content.decode()
    assert "所选 3 户" in asked
    fields = dict(re.findall(r'<input type="hidden" name="(action|all|rows)" value="([^"]*)"', asked))
    before = JournalEntry.objects.count()
    done = browser.post(LIST, {**fields, "officer": " 李 干部 "})
    assert done["Location"] == LIST
    assert {row.officer for row in picked(village)} == {"李 干部"}
    assert JournalEntry.objects.count() == before + 3
    entry = JournalEntry.objects.first()
    assert entry
    assert entry.change["officer"][1] == "李 干部"
    assert "已指定包户干部“李 干部”：3 户" in body_of(browser, LIST)


def test_all_that_the_filters_let_through_can_be_picked(browser: Client, village: Village) -> None:
    url = f"{LIST}?q=DSJ2&size=50"
    asked = browser.post(url, {"action": "officer", "all": "1"}).content.decode()
    assert "符合筛选条件的全部 8 户" in asked
    action = re.search(r'<form method="post" action="([^"]+)" class="entry-form', asked)
    assert action
    browser.post(unescape(action[1]), {"action": "officer", "all": "1", "rows": "", "officer": "王干部"})
    assert Household.objects.filter(officer="王干部").count() == 8
    assert not Household.objects.filter(officer="王干部").exclude(project=village.remaining)


def test_a_deed_on_all_reaches_no_more_rows_than_were_asked_about(browser: Client, village: Village) -> None:
    few = village.remaining.households.filter(code__in=["DSJ2-001", "DSJ2-002"])
    few.update(officer="旧干部")
    url = "/remaining/?officer=旧干部"
    asked = {"action": "officer", "all": "1", "officer": "新干部", "counted": "2"}
    village.remaining.households.filter(code="DSJ2-003").update(officer="旧干部")
    refused = browser.post(url, asked)
    assert refused.status_code == 400
    assert "选定时是 2 户，现在是 3 户，没有办理" in refused.content.decode()
    browser.post(url, asked | {"counted": "3"})
    assert Household.objects.filter(officer="新干部").count() == 3
    assert "共 0 户" in body_of(browser, url), "of a cadre who has none left, nothing is shown"
    assert browser.post(url, asked | {"officer": "第三人"}).status_code == 400
    assert not Household.objects.filter(officer="第三人")


def test_rows_that_are_not_there_are_not_counted(browser: Client, village: Village) -> None:
    (row, *_) = picked(village)
    asked = browser.post(LIST, {"action": "officer", "row": [row.pk, 999_999_999]}).content.decode()
    assert "所选 1 户" in asked
    assert browser.post(LIST, {"action": "export-picked", "row": [999_999_999]}).status_code == 400


def test_a_cadre_without_a_name_is_asked_for_again_with_the_rows_kept(browser: Client, village: Village) -> None:
    (row, *_) = picked(village)
    answer = browser.post(LIST, {"action": "officer", "rows": str(row.pk), "officer": " "})
    assert answer.status_code == 400
    assert f'name="rows" value="{row.pk}"' in answer.content.decode()


def test_nothing_picked_is_said(browser: Client) -> None:
    answer = browser.post(LIST, {"action": "officer"})
    assert answer.status_code == 400
    assert "没有选中任何户" in answer.content.decode()


def test_the_picked_rows_leave_as_a_workbook(browser: Client, village: Village) -> None:
    rows = picked(village)
    _, lines = read_back(browser.post(LIST, {"action": "export-picked", "row": [row.pk for row in rows]}))
    assert [line[0] for line in lines[:3]] == [row.code for row in rows]
    assert lines[3][0] == "合计"


def test_a_reader_is_offered_the_workbook_only(village: Village) -> None:
    reader = browser_of("register.view")
    page = body_of(reader, LIST)
    assert "导出所选" in page
    assert "指定包户干部" not in page
    assert reader.post(LIST, {"action": "officer", "row": [village.signed.pk]}).status_code == 403


def test_one_household_of_others_refuses_them_all(village: Village) -> None:
    own, *_ = picked(village)
    town = Reach(town=own.town)
    foreign = Household.objects.create(project=village.remaining, code="X-1", head_name="外", town="别处街道")
    clerk = Actor("x", "镇街经办", SYSTEM.permissions, town)
    with pytest.raises(Forbidden):
        assign_officer(clerk, [own.pk, foreign.pk], "李干部")
    assert not Household.objects.filter(officer="李干部")
    with pytest.raises(BadInput):
        assign_officer(SYSTEM, [own.pk], "长" * 101)


def test_numbers_leave_masked_unless_the_post_may_see_them(village: Village) -> None:
    url = f"{LIST}?q=JX-001&cols=code,id-number,phone&export=xlsx"
    for permissions, is_clear in ((("register.view",), False), (("register.view", "personal.view"), True)):
        (line, *_) = read_back(browser_of(*permissions).get(url))[1]
        assert (village.signed.id_number == line[1]) is is_clear
        assert (village.signed.phone == line[2]) is is_clear


def test_a_text_that_looks_like_a_formula_leaves_as_text(browser: Client, village: Village) -> None:
    names = ["=1+1", "+1", "-1", "@SUM(A1)"]
    for row, name in zip(Household.objects.filter(project=village.remaining), names, strict=False):
        Household.objects.filter(pk=row.pk).update(officer=name)
    _, lines = read_back(browser.get(f"{LIST}?q=DSJ2&cols=officer&export=xlsx"))
    assert [line[1] for line in lines[:4]] == names


def test_the_workbook_says_who_took_it_out_and_which_filters_were_on(village: Village) -> None:  # noqa: ARG001
    person = person_who_may("register.view")
    answer = signed_in(person).get(f"{LIST}?state=signed&q=JX&export=xlsx")
    book = openpyxl.load_workbook(BytesIO(b"".join(answer.streaming_content)))  # type: ignore[attr-defined]
    words = " ".join(str(row[0]) for row in book.worksheets[0].iter_rows(max_row=8, values_only=True))
    assert f"导出人：{person}" in words
    assert "状态：已签约" in words
    assert "户编号或户主：JX" in words


def test_a_town_takes_out_its_own_rows_only(village: Village) -> None:
    town, _ = Organisation.objects.get_or_create(name=village.signed.town, defaults={"kind": "town"})
    clerk = browser_of(*PERMISSIONS, of=town)
    _, lines = read_back(clerk.get(f"{LIST}?export=xlsx&size=500"))
    own = Household.objects.filter(town=village.signed.town).values_list("code", flat=True)
    assert {line[0] for line in lines} - {"合计"} == set(own)
