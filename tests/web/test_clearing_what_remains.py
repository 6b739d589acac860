"""Remaining households are worked off in pages: entered, refused beside the field, withdrawn, gone once moved out."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from tests.files import photograph
from tests.web.people import browser_of, person_who_may, signed_in
from tests.web.village import Village

from antu.clearing.models import LegalStage, Visit
from antu.clearing.services import enter_note
from antu.households.models import Household, HouseholdEvent
from antu.organisations.models import Organisation
from antu.platform.actor import SYSTEM
from antu.platform.models import Attachment
from antu.projects.models import Project

VISIT = {"on": "2023-06-06", "visitors": "示例丙", "met": "户主", "said": "对面积有异议", "result": "愿意复核"}
STEP = {"step": "复核面积", "by": "示例丙", "until_on": "2023-06-20"}


def clerk() -> Client:
    return browser_of("register.view", "register.edit")


def sent(browser: Client, row: Household, kind: str, form: dict[str, Any]) -> HttpResponse:
    answer: Any = browser.post(reverse("clearing-enter", args=[row.pk, kind]), form, follow=True)
    return answer  # type: ignore[no-any-return]


def body(browser: Client, name: str, *args: Any, query: str = "") -> str:
    return browser.get(f"{reverse(name, args=args)}?{query}").content.decode()


def panel(page: str, key: str = "clearing") -> str:
    """The panel of the page."""
    return page[page.index(f'id="{key}"') :].partition("</section>")[0]


def wrong_fields(answer: HttpResponse, kind: str) -> set[str]:
    return set(re.findall(rf'id="{kind}-form-(\w+)-error"', answer.content.decode()))


def listed(page: str) -> set[str]:
    return set(re.findall(r">([A-Z0-9]+-\d{3})</a>", page))


def move_out(row: Household, day: date) -> None:
    HouseholdEvent.objects.create(household=row, kind="vacated", on=day)


def test_a_visit_with_its_next_step_is_shown_on_the_household_and_in_the_list(village: Village) -> None:
    browser, row = clerk(), village.unsigned
    shown = panel(sent(browser, row, "visit", VISIT | STEP).content.decode())
    for words in ("2023-06-06", "对面积有异议", "愿意复核", "复核面积", "2023-06-20", "逾期", "据台账"):
        assert words in shown
    page = body(browser, "project-clearing", village.remaining.pk, query="step=late")
    assert listed(page) == {row.code}
    assert "复核面积" in page
    assert listed(body(browser, "project-clearing", village.remaining.pk, query="step=late&on=2023-06-20")) == set()


def test_what_is_wrong_stands_beside_its_field_and_nothing_typed_is_lost(village: Village) -> None:
    browser, row = clerk(), village.unsigned
    answer = sent(browser, row, "visit", VISIT | {"on": "2123-01-01", "met": "", "step": "复核面积"})
    assert answer.status_code == 400
    assert wrong_fields(answer, "visit") == {"on", "met", "by", "until_on"}
    assert "对面积有异议" in answer.content.decode()
    assert not Visit.objects.exists()
    assert wrong_fields(sent(browser, row, "stage", {"on": "2023-06-06"}), "stage") == {"stage"}


def test_a_kind_that_is_not_there_is_no_page(village: Village) -> None:
    browser = clerk()
    assert browser.get(reverse("clearing-enter", args=[village.unsigned.pk, "wish"])).status_code == 404
    assert browser.get(reverse("clearing-void", args=["wish", 1])).status_code == 404


def test_state_owned_land_is_not_offered_an_order_to_hand_it_over(village: Village) -> None:
    browser, row = clerk(), village.unsigned
    assert "责令交出土地" in body(browser, "clearing-enter", row.pk, "stage")
    Project.objects.filter(pk=row.project_id).update(land="state")
    form = body(browser, "clearing-enter", row.pk, "stage")
    assert "责令交出土地" not in form
    assert "申请法院执行" in form


def test_a_withdrawn_row_stays_with_its_reason_and_counts_nowhere(village: Village) -> None:
    browser, row = clerk(), village.unsigned
    note = enter_note(SYSTEM, row, "stage", {"on": "2023-06-06", "stage": "demand"}, village.day)
    address = reverse("clearing-void", args=["stage", note.pk])
    assert "催告" in browser.get(address).content.decode()
    assert browser.post(address, {"reason": ""}).status_code == 400
    page: Any = browser.post(address, {"reason": "记错了户"}, follow=True)
    assert "记错了户" in panel(page.content.decode())
    assert listed(body(browser, "clearing", query="stage=any")) == set()
    assert browser.post(address, {"reason": "再来"}).status_code == 400


def test_a_paper_and_a_photograph_are_added_on_the_row_s_own_page(village: Village) -> None:
    browser, row = clerk(), village.unsigned
    sent(browser, row, "visit", VISIT)
    sent(browser, row, "stage", {"on": "2023-06-06", "stage": "demand"})
    for model in (Visit, LegalStage):
        note = model.objects.get()
        label = model._meta.label_lower
        assert reverse("file-upload", args=[label, note.pk]) in body(browser, "record", label, note.pk)
        sent_file = SimpleUploadedFile("现场.jpg", photograph(), "image/jpeg")
        browser.post(reverse("file-upload", args=[label, note.pk]), {"files": [sent_file], "kind": "photo"})
    assert Attachment.objects.filter(object_kind__startswith="clearing.").count() == 2


def test_a_household_that_moves_out_leaves_the_list_and_keeps_what_was_entered(village: Village) -> None:
    browser, row = clerk(), village.unsigned
    sent(browser, row, "visit", VISIT)
    assert row.code in listed(body(browser, "clearing"))
    move_out(row, date(2023, 9, 1))
    assert row.code not in listed(body(browser, "clearing"))
    assert row.code in listed(body(browser, "clearing", query="on=2023-08-31"))
    shown = panel(body(browser, "household", row.pk))
    assert "2023-09-01 已腾地" in shown
    assert "对面积有异议" in shown
    assert "登记走访" not in shown


def test_a_project_of_which_all_have_moved_out_says_that_it_is_cleared(village: Village) -> None:
    browser, project = browser_of("register.view"), village.remaining
    project.remaining_records.update(is_voided=True)
    for row in project.households.filter(kind="household"):
        assert ">已清零<" not in body(browser, "project", project.pk)
        move_out(row, date(2023, 9, 1))
    for page in (body(browser, "project", project.pk), body(browser, "project-clearing", project.pk)):
        assert ">已清零<" in page
    assert "没有剩余户" in body(browser, "project-clearing", project.pk)


def test_a_record_that_the_register_contradicts_is_told_on_the_project_s_page(village: Village) -> None:
    page = body(browser_of("register.view"), "project", village.remaining.pk)
    assert "扫尾记录写明 2023-11-30 清零，台账里还有 8 户没有交房" in page


def test_the_report_s_reader_sees_the_records_and_no_household(village: Village) -> None:
    shown = panel(body(browser_of("report.view"), "project", village.remaining.pk), "remaining")
    assert "2023-01-10" in shown
    assert "剩余户" not in shown


def test_filters_narrow_the_list_by_place_cadre_reason_law_and_visit(village: Village) -> None:
    browser, row = clerk(), village.unsigned
    Household.objects.filter(pk=row.pk).update(town="别的镇", village="别的村", officer="别的人")
    enter_note(SYSTEM, row, "reason", {"on": "2023-06-06", "reason": "等安置房"}, village.day)
    enter_note(SYSTEM, row, "stage", {"on": "2023-06-06", "stage": "demand"}, village.day)
    everything = listed(body(browser, "clearing"))
    for query in ("town=别的镇", "village=别的村", "officer=别的人", "reason=安置房", "stage=demand", "q=" + row.code):
        assert listed(body(browser, "clearing", query=query)) == {row.code}, query
    for query in ("stage=none", "written=none"):
        found = listed(body(browser, "clearing", query=query))
        assert row.code not in found
        assert found
    assert listed(body(browser, "clearing", query="visited=never")) == everything
    assert listed(body(browser, "clearing", query="project=教学")) == {"JX-001"}
    assert listed(body(browser, "clearing", query="officer=没有这个人")) == set()


def test_the_list_per_cadre_can_be_asked_for_those_who_must_be_reminded(village: Village) -> None:
    browser, row = clerk(), village.unsigned
    enter_note(SYSTEM, row, "visit", VISIT | STEP, village.day)
    page = body(browser, "clearing-cadres", query="needs=late")
    assert "共 1 位包户干部" in page
    assert row.officer in page
    assert body(browser, "clearing-cadres", query="needs=late&on=2023-06-20").count("没有符合条件的记录") == 1
    leads_to = re.search(r'href="(/clearing/\?[^"]*step=late[^"]*)"', page)
    assert leads_to
    assert listed(browser.get(leads_to[1].replace("&amp;", "&")).content.decode()) == {row.code}


def test_the_home_page_reminds_of_late_steps(village: Village) -> None:
    browser = browser_of("register.view")
    assert "下一步已逾期" not in browser.get("/").content.decode()
    enter_note(SYSTEM, village.unsigned, "visit", VISIT | STEP, village.day)
    page = browser.get("/").content.decode()
    assert "下一步已逾期" in page
    assert "/clearing/?step=late" in page


def test_a_town_works_off_its_own_households(village: Village) -> None:
    row = village.unsigned
    own, other = (
        Organisation.objects.get_or_create(name=name, defaults={"kind": "town"})[0] for name in (row.town, "别的镇")
    )
    for of, is_seen in ((own, True), (other, False)):
        browser = signed_in(person_who_may("register.view", "register.edit", of=of))
        assert (row.code in listed(body(browser, "clearing"))) == is_seen
        assert (row.officer in body(browser, "clearing-cadres")) == is_seen
        address = reverse("clearing-enter", args=[row.pk, "visit"])
        assert browser.post(address, VISIT).status_code == (302 if is_seen else 404)
    assert Visit.objects.count() == 1
