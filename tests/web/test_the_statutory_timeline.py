from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from tests.files import photograph
from tests.web.people import browser_of
from tests.web.village import Village

from antu.kernel.errors import BadInput, Forbidden
from antu.kernel.money import Money
from antu.platform.actor import SYSTEM, Actor
from antu.platform.attachments.services import SentFile, Shelving, attach_files
from antu.platform.models import JournalEntry
from antu.settlement.domain.hand_amount import HandAmount
from antu.settlement.services import enter_receipt
from antu.timeline.models import LimitChange, ProjectStep
from antu.timeline.selectors import approval_checklist, course_of
from antu.timeline.services import EnteredChange, EnteredStep, change_limit, enter_step, void_step

TODAY = date(2026, 11, 26)
COURSE = {
    "pre_notice": date(2023, 3, 1),
    "survey": date(2023, 3, 16),
    "risk": date(2023, 3, 17),
    "plan_notice": date(2023, 3, 20),
    "registration": date(2023, 4, 25),
    "agreements": date(2023, 6, 1),
}


def clerk() -> Client:
    return browser_of("register.view", "project.edit")


def page_of(browser: Client, village: Village, code: str) -> str:
    return str(browser.get(f"/projects/{village.tutorial.pk}/steps/{code}/").content.decode())


def enter(village: Village, *codes: str) -> None:
    for code in codes:
        enter_step(SYSTEM, village.tutorial, EnteredStep(code, COURSE[code]), TODAY)


def test_a_step_is_entered_with_its_document_and_stands_on_the_project_s_page(village: Village) -> None:
    form = {"on": "2023-03-01", "document_no": "株石征预告〔2023〕1号", "places": "村部、组公告栏", "until_on": ""}
    answer = clerk().post(f"/projects/{village.tutorial.pk}/steps/pre_notice/", form, follow=True)
    page = answer.content.decode()
    assert "已登记：征收土地预公告 2023-03-01" in page
    assert "村部、组公告栏" in page
    project = clerk().get(f"/projects/{village.tutorial.pk}/").content.decode()
    assert "株石征预告〔2023〕1号" in project
    assert "公示至 2023-03-15" in project
    assert JournalEntry.objects.filter(action="登记法定环节").count() == 1


def test_a_step_too_early_is_refused_with_the_article_beside_its_field_and_nothing_is_lost(village: Village) -> None:
    enter(village, "pre_notice")
    form = {"on": "2023-03-15", "document_no": "调查〔2023〕2号"}
    answer = clerk().post(f"/projects/{village.tutorial.pk}/steps/survey/", form)
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "不能早于 2023-03-16" in page
    assert "《土地管理法实施条例》第二十六条" in page
    assert "调查〔2023〕2号" in page
    assert ProjectStep.objects.count() == 1


def test_the_page_of_a_step_that_must_wait_says_why(village: Village) -> None:
    assert "还没有登记「征收土地预公告」" in page_of(clerk(), village, "survey")


def test_of_two_people_who_enter_one_step_the_second_is_told(village: Village) -> None:
    enter(village, "pre_notice")
    with pytest.raises(BadInput, match="已经登记过（2023-03-01）"):
        enter_step(SYSTEM, village.tutorial, EnteredStep("pre_notice", date(2023, 3, 2)), TODAY)
    assert ProjectStep.objects.count() == 1


def test_a_step_on_which_a_later_one_rests_is_not_taken_back(village: Village) -> None:
    enter(village, "pre_notice", "survey")
    first = ProjectStep.objects.get(code="pre_notice")
    with pytest.raises(BadInput, match="后面的环节已经登记（土地现状调查）"):
        void_step(SYSTEM, first, "登错了")
    void_step(SYSTEM, ProjectStep.objects.get(code="survey"), "登错了")
    void_step(SYSTEM, first, "登错了")
    assert not ProjectStep.objects.standing().exists()
    assert ProjectStep.objects.count() == 2, "nothing is deleted"
    enter(village, "pre_notice")


def test_money_keeps_approval_from_being_sought_until_it_is_there(village: Village) -> None:
    enter(village, *COURSE)
    village.tutorial.estimate_fen = 100_00
    village.tutorial.save()
    with pytest.raises(BadInput, match=r"还差 100\.00 元"):
        enter_step(SYSTEM, village.tutorial, EnteredStep("funds", date(2023, 6, 2)), TODAY)
    assert "还差 100.00 元" in page_of(clerk(), village, "funds")
    enter_receipt(
        SYSTEM, village.tutorial, HandAmount(on=date(2023, 6, 1), amount=Money(100_00), document_no="收-1", note="")
    )
    enter_step(SYSTEM, village.tutorial, EnteredStep("funds", date(2023, 6, 2)), TODAY)
    enter_step(SYSTEM, village.tutorial, EnteredStep("report", date(2023, 6, 5)), TODAY)


def test_a_maximum_is_paused_and_extended_with_a_reason_and_taken_back(village: Village) -> None:
    extended = change_limit(SYSTEM, village.tutorial, EnteredChange("land_notice", "补正材料", amount=10, unit="日"))
    change_limit(
        SYSTEM,
        village.tutorial,
        EnteredChange("land_notice", "等待协调", from_on=date(2024, 1, 2), until_on=date(2024, 1, 5)),
    )
    course = course_of(village.tutorial)
    assert len(course.changes["land_notice"].pauses) == 1
    assert len(course.changes["land_notice"].extensions) == 1
    answer = clerk().post(f"/limit-changes/{extended.pk}/void/", {"reason": "登错了"})
    assert answer.status_code == 302
    assert not course_of(village.tutorial).changes["land_notice"].extensions
    assert LimitChange.objects.count() == 2


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (EnteredChange("land_notice", "", amount=10, unit="日"), "请写明原因"),
        (EnteredChange("land_notice", "因故"), "请填写延长多少"),
        (EnteredChange("land_notice", "因故", amount=0, unit="日"), "延长应为 1 至"),
        (EnteredChange("land_notice", "因故", amount=5, unit="周"), "不认识"),
        (EnteredChange("land_notice", "因故", from_on=date(2024, 1, 5), until_on=date(2024, 1, 2)), "中止到哪一天"),
        (EnteredChange("pre_notice", "因故", amount=5, unit="日"), "没有最长时限"),
    ],
)
def test_a_change_that_says_too_little_is_refused(asked: EnteredChange, told: str, village: Village) -> None:
    with pytest.raises(BadInput, match=told):
        change_limit(SYSTEM, village.tutorial, asked)


def test_the_services_ask_for_the_permission_and_the_reach(village: Village) -> None:
    reader = Actor("a", "某人", frozenset({"register.view"}))
    with pytest.raises(Forbidden):
        enter_step(reader, village.tutorial, EnteredStep("pre_notice", date(2023, 3, 1)), TODAY)
    stranger = Actor("b", "外人", frozenset({"project.edit"}))
    with pytest.raises(Forbidden):
        enter_step(stranger, village.tutorial, EnteredStep("pre_notice", date(2023, 3, 1)), TODAY)


def test_the_calendar_lists_what_is_due_and_gives_it_as_a_file(
    village: Village, monkeypatch: pytest.MonkeyPatch
) -> None:
    enter(village, "pre_notice")
    monkeypatch.setattr("antu.timeline.views.timezone.localdate", lambda: date(2023, 3, 10))
    page = clerk().get("/calendar/").content.decode()
    assert "公示期满" in page
    assert "2023-03-15" in page
    assert "还剩 3 个工作日" in page
    file = clerk().get("/calendar/antu.ics").content
    assert b"DTSTART;VALUE=DATE:20230315\r\nDTEND;VALUE=DATE:20230316\r\n" in file
    assert file.endswith(b"END:VCALENDAR\r\n")
    assert max(map(len, file.split(b"\r\n"))) <= 75
    unfolded = file.decode().replace("\r\n ", "")
    assert "SUMMARY:教学示例项目：征收土地预公告公示期满" in unfolded
    assert f"UID:{village.tutorial.pk}-pre_notice-display@antu" in unfolded


def test_the_home_page_reminds_of_what_is_near_and_of_nothing_else(
    village: Village, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "临近和逾期的期限" not in clerk().get("/").content.decode()
    enter(village, "pre_notice")
    monkeypatch.setattr("antu.timeline.contributions.panels.timezone.localdate", lambda: date(2023, 3, 10))
    page = clerk().get("/").content.decode()
    assert "临近和逾期的期限" in page
    assert "还剩 3 个工作日" in page
    assert f"/projects/{village.tutorial.pk}/steps/pre_notice/" in page


def test_the_approval_checklist_says_what_is_missing_of_each_step(village: Village) -> None:
    enter(village, "pre_notice")
    village.tutorial.estimate_fen = 100_00
    village.tutorial.save()
    lines = {line.asked.code: line for line in approval_checklist(SYSTEM, village.tutorial, TODAY)}
    assert list(lines) == ["pre_notice", "survey", "risk", "plan_notice", "registration", "agreements", "funds"]
    assert lines["pre_notice"].missing == ("没有文号", "没有凭证")
    assert lines["survey"].missing == ("没有登记",)
    assert lines["funds"].missing[0] == "没有登记"
    assert "还差 100.00 元" in lines["funds"].missing[1]
    attach_files(SYSTEM, ProjectStep.objects.get(), [SentFile("公告.jpg", photograph())], Shelving())
    page = clerk().get(f"/projects/{village.tutorial.pk}/approval/").content.decode()
    assert "缺 7 项" in page
    assert approval_checklist(SYSTEM, village.tutorial, TODAY)[0].missing == ("没有文号",)
    on_display = approval_checklist(SYSTEM, village.tutorial, date(2023, 3, 10))[0].missing
    assert "公示期未满（2023-03-15）" in on_display
