"""A household is edited on its page: saved, refused beside the field, joined with what others wrote, tried."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.web.people import browser_of
from tests.web.village import Village

from antu.compensation.models import Determination
from antu.households.models import Household
from antu.platform.models import JournalEntry

pytestmark = pytest.mark.django_db

CLERK = ("register.view", "register.edit", "personal.view")
INPUT = re.compile(r"<input\b[^>]*>|<textarea\b[^>]*>[^<]*</textarea>|<select\b.*?</select>", re.DOTALL)


def clerk(*less: str) -> Client:
    return browser_of(*(each for each in CLERK if each not in less))


def sent_by(html: str) -> dict[str, str]:
    """What a browser would send of the form as it stands."""
    form = html[html.index('id="household-form"') :]
    form = form[: form.index("</form>")]
    form = re.sub(r"<template.*?</template>", "", form, flags=re.DOTALL)
    sent = {}
    for tag in INPUT.findall(form):
        name = re.search(r'name="([^"]*)"', tag)
        if name and not ('type="checkbox"' in tag and "checked" not in tag):
            sent[unescape(name[1])] = unescape(_value(tag))
    return sent


def _value(tag: str) -> str:
    if tag.startswith("<select"):
        chosen = re.search(r'<option value="([^"]*)"[^>]* selected', tag)
        return chosen[1] if chosen else ""
    if tag.startswith("<textarea"):
        return tag[tag.index(">") + 1 : -len("</textarea>")].lstrip("\n")
    value = re.search(r'value="([^"]*)"', tag)
    return value[1] if value else ""


def opened(browser: Client, household: Household) -> tuple[str, dict[str, str]]:
    path = reverse("household-edit", args=[household.pk])
    return path, sent_by(browser.get(path).content.decode())


def row_of(household: Household, sheet: str, no: str) -> str:
    names: dict[str, Any] = {"person": household.people, "building": household.buildings, "fixture": household.fixtures}
    return f"{sheet}-{names[sheet].get(no=no).pk}"


def test_a_form_sent_as_it_opened_changes_nothing(village: Village) -> None:
    browser = clerk()
    for household in (village.signed, village.unsigned):
        before = JournalEntry.objects.count()
        path, form = opened(browser, household)
        answer = browser.post(path, {**form, "edit_reason": "核对"}, follow=True)
        assert "没有变化，没有写入" in answer.content.decode()
        assert JournalEntry.objects.count() == before


def test_a_correction_is_saved_and_leads_to_the_household_s_page(village: Village) -> None:
    browser = clerk()
    path, form = opened(browser, village.unsigned)
    area = f"{row_of(village.unsigned, 'building', 'F1')}-area_m2"
    answer = browser.post(path, {**form, area: "88.8", "phone": "19900001234"}, follow=True)
    assert answer.redirect_chain == [(reverse("household", args=[village.unsigned.pk]), 302)]
    assert "已保存更正" in answer.content.decode()
    assert str(village.unsigned.buildings.get(no="F1").area_m2) == "88.80"
    assert village.unsigned.phone == "19900001234"


def test_a_signed_household_is_determined_anew_with_the_reason(village: Village) -> None:
    browser = clerk()
    path, form = opened(browser, village.signed)
    area = f"{row_of(village.signed, 'building', 'F1')}-area_m2"
    refused = browser.post(path, {**form, area: "88.8"})
    assert refused.status_code == 400
    assert "请写明更正原因" in refused.content.decode()
    assert 'value="88.8"' in refused.content.decode()
    browser.post(path, {**form, area: "88.8", "edit_reason": "测绘复核"})
    standing = Determination.objects.get(household=village.signed, is_standing=True)
    assert standing.version == 2
    assert "测绘复核" in standing.reason


def test_refused_texts_stay_where_they_were_typed_with_the_reason_beside_them(village: Village) -> None:
    browser = clerk()
    path, form = opened(browser, village.unsigned)
    area = f"{row_of(village.unsigned, 'building', 'F1')}-area_m2"
    changed = {**form, area: "约80", "phone": "19900001234", "person-n1-name": "新人", "person-n1-id_number": "123"}
    answer = browser.post(path, changed)
    html = answer.content.decode()
    assert answer.status_code == 400
    for text in ("约80", "19900001234", "新人", "123"):
        assert f'value="{text}"' in html
    assert f'id="{area}-error"' in html
    assert 'id="person-n1-id_number-error"' in html
    assert f'<a href="#{area}">' in html
    assert "房屋 F1：认定面积填的是「约80」" in html
    assert village.unsigned.people.count() == len([name for name in form if re.fullmatch(r"person-\d+-id", name)])


def test_a_row_is_withdrawn_by_its_box_and_a_new_one_added_below(village: Village) -> None:
    browser = clerk()
    household = village.unsigned
    path, form = opened(browser, household)
    first = household.fixtures.standing()[0]
    changed = {**form, f"fixture-{first.pk}-withdrawn": "1", "fixture-n1-kind": "院门", "fixture-n1-quantity": "2"}
    assert browser.post(path, changed).status_code == 302
    first.refresh_from_db()
    assert first.is_voided
    assert household.fixtures.standing().filter(kind="gate", quantity=2).exists()


def test_more_rows_and_a_trial_without_script_keep_everything_and_write_nothing(village: Village) -> None:
    browser = clerk()
    path, form = opened(browser, village.signed)
    area = f"{row_of(village.signed, 'building', 'F1')}-area_m2"
    before = JournalEntry.objects.count()
    for button in ("more-fixture", "try"):
        html = browser.post(path, {**form, area: "88.8", button: "1"}).content.decode()
        assert 'value="88.8"' in html
    assert "现行核定（第 1 版）" in html
    assert "引起变动的登记" in html
    assert JournalEntry.objects.count() == before


def test_the_script_s_trial_tells_both_amounts_and_what_moved(village: Village) -> None:
    browser = clerk()
    _, form = opened(browser, village.signed)
    area = f"{row_of(village.signed, 'building', 'F1')}-area_m2"
    path = reverse("household-trial", args=[village.signed.pk])
    html = browser.post(path, {**form, area: "88.8"}).content.decode()
    assert "<html" not in html
    assert "变动的补偿项" in html
    assert "88.8" in html
    wrong = browser.post(path, {**form, area: "约"}).content.decode()
    assert "有 1 处还不能登记" in wrong


def test_an_unsigned_household_is_tried_as_if_it_signed_today(village: Village) -> None:
    browser = clerk()
    path, form = opened(browser, village.unsigned)
    html = browser.post(reverse("household-trial", args=[village.unsigned.pk]), form).content.decode()
    assert "签约测算" in html
    assert "各项金额没有变化" in html
    assert "试算" in browser.get(path).content.decode()


def test_who_came_between_is_named_and_both_values_are_offered(village: Village) -> None:
    mine, other = clerk(), clerk()
    path, form = opened(mine, village.unsigned)
    other.post(path, {**opened(other, village.unsigned)[1], "phone": "19900000001", "note": "对方的备注"})
    answer = mine.post(path, {**form, "phone": "19900000002", "bank": "我填的银行"})
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "测试人" in html
    assert "19900000002" in html
    assert "19900000001" in html
    joined = sent_by(html)
    assert (joined["note"], joined["bank"], joined["phone"]) == ("对方的备注", "我填的银行", "19900000002")
    assert mine.post(path, {**joined, "conflict|household|head|phone": "now"}).status_code == 302
    saved = village.unsigned
    assert (saved.phone, saved.note, saved.bank) == ("19900000001", "对方的备注", "我填的银行")


def test_numbers_that_the_post_may_not_see_are_masked_and_stay(village: Village) -> None:
    browser = clerk("personal.view")
    number = village.unsigned.id_number
    path, form = opened(browser, village.unsigned)
    assert number not in browser.get(path).content.decode()
    assert browser.post(path, {**form, "note": "复核"}).status_code == 302
    assert village.unsigned.id_number == number


def test_a_new_household_is_entered_from_its_project_s_page(village: Village) -> None:
    browser = clerk()
    path = reverse("household-enter", args=[village.remaining.pk])
    form = sent_by(browser.get(path).content.decode())
    assert form["household"] == "DSJ2-009"
    refused = browser.post(path, {**form, "head_name": "新户主", "note": "从纸上登记"})
    assert refused.status_code == 400
    assert 'value="新户主"' in refused.content.decode()
    whole = {**form, "head_name": "某村一组", "town": "青禾街道", "village": "示范村"}
    assert browser.post(f"{path}?kind=collective", {**whole, "household": "DSJ2-J09"}).status_code == 302
    assert Household.objects.get(code="DSJ2-J09").kind == "collective"


def test_the_panel_s_decision_is_shown_and_not_taken(village: Village) -> None:
    browser = clerk()
    path, form = opened(browser, village.unsigned)
    decision = f"{row_of(village.unsigned, 'person', 'P1')}-review_decision"
    browser.post(path, {**form, decision: "会审计入"})
    assert village.unsigned.people.get(no="P1").review_decision == "none"
