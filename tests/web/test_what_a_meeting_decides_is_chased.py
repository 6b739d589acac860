from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate
from tests.web.people import browser_of, person_who_may, signed_in
from tests.web.village import Village

from antu.dispatch.models import Assignment, Meeting
from antu.dispatch.services import assign_from_meeting, enter_meeting
from antu.organisations.models import Organisation, OrganisationKind
from antu.platform.actor import SYSTEM
from antu.platform.entry import TypedRow

QINGHE, BAILU = "青禾街道（示例）", "白露镇（示例）"


def assigner() -> Client:
    return browser_of("dispatch.edit", "register.view", "report.view")


def of_town(name: str) -> Client:
    return browser_of("register.view", "register.edit", of=Organisation.objects.get(name=name))


def meeting() -> Meeting:
    known = Meeting.objects.first()
    return known or enter_meeting(SYSTEM, {"held_on": "2023-06-05", "title": "第二次调度会"}, date(2023, 6, 20))


def assigned(leads: str = QINGHE, due_on: date | None = None, **texts: str) -> list[Assignment]:
    day = (due_on or date(2023, 6, 30)).isoformat()
    return assign_from_meeting(
        SYSTEM, meeting(), [TypedRow("n1", {"what": "完成入户", "leads": leads, "due_on": day, **texts})]
    )


def page(browser: Client, name: str, *args: Any, query: str = "") -> str:
    return str(browser.get(f"{reverse(name, args=args)}{query}").content.decode())


def sent(browser: Client, name: str, args: list[Any], form: dict[str, Any]) -> HttpResponse:
    answer: Any = browser.post(reverse(name, args=args), form, follow=True)
    return answer  # type: ignore[no-any-return]


def test_a_meeting_and_its_decisions_are_entered_and_reach_the_sub_districts(village: Village) -> None:  # noqa: ARG001
    browser = assigner()
    form = {
        "held_on": "2023.6.5",
        "title": "第二次调度会",
        "present": f"{QINGHE}、{BAILU}",
        "minutes": "一、入户\n二、交地",
    }
    assert "请登记会上议定的事项" in sent(browser, "meeting-enter", [], form).content.decode()
    held = Meeting.objects.get()
    rows = {
        "items-n1-what": "完成剩余户入户",
        "items-n1-leads": f"{QINGHE}、{BAILU}",
        "items-n1-due_on": "2023-06-30",
        "items-n3-what": "交地",
        "items-n3-leads": QINGHE,
        "items-n3-due_on": "2023年6月20日",
        "items-n3-project": "教学示例项目",
        "items-n3-importance": "紧急",
    }
    shown = sent(browser, "meeting-assign", [held.pk], rows).content.decode()
    assert "已登记 3 项交办" in shown
    assert "交办事项（3）" in shown
    own = page(of_town(BAILU), "assignments")
    assert "完成剩余户入户" in own
    assert "交地" not in own
    assert "二、交地" in page(of_town(BAILU), "meeting", held.pk)


def test_what_is_wrong_in_a_row_stands_in_its_cell_and_nothing_typed_is_lost(village: Village) -> None:  # noqa: ARG001
    rows = {
        "items-n1-what": "完成入户",
        "items-n1-leads": "没有的街道",
        "items-n2-what": "交地",
        "items-n2-leads": QINGHE,
    }
    answer = sent(assigner(), "meeting-assign", [meeting().pk], rows)
    text = answer.content.decode()
    assert answer.status_code == 400
    assert "没有登记名为「没有的街道」的单位" in text
    assert 'value="没有的街道"' in text
    assert text.count("请填写办理期限") >= 2
    assert not Assignment.objects.exists()
    above = sent(assigner(), "assignment-enter", [], {"document_no": "市重〔2023〕3号"})
    assert above.status_code == 400
    assert "assign-form-source-error" in above.content.decode()
    assert "请至少填一行" in above.content.decode()


def test_a_form_sent_for_more_rows_keeps_what_was_typed(village: Village) -> None:  # noqa: ARG001
    rows = {"items-n1-what": "完成入户", "more-items": "1"}
    answer = sent(assigner(), "meeting-assign", [meeting().pk], rows)
    assert answer.status_code == 200
    assert 'value="完成入户"' in answer.content.decode()
    assert not Assignment.objects.exists()


def test_a_town_reports_and_the_centre_confirms_in_pages(village: Village) -> None:  # noqa: ARG001
    (row,) = assigned()
    town, today = of_town(QINGHE), localdate().isoformat()
    own = page(town, "assignment", row.pk)
    assert reverse("assignment-report", args=[row.pk, "done"]) in own
    assert reverse("assignment-decide", args=[row.pk, "confirmed"]) not in own
    refused = sent(town, "assignment-report", [row.pk, "done"], {"on": "2999-01-01"})
    assert refused.status_code == 400
    assert set(re.findall(r'id="deed-form-(\w+)-error"', refused.content.decode())) == {"on", "text"}
    assert (
        "已完成待确认"
        in sent(town, "assignment-report", [row.pk, "done"], {"on": today, "text": "入户完毕"}).content.decode()
    )
    assert town.get(reverse("assignment-decide", args=[row.pk, "confirmed"])).status_code == 403
    centre = assigner()
    assert reverse("assignment-decide", args=[row.pk, "confirmed"]) in page(centre, "assignment", row.pk)
    assert "办结" in sent(centre, "assignment-decide", [row.pk, "confirmed"], {"on": today}).content.decode()
    assert "登记进展" not in page(town, "assignment", row.pk)


def test_who_reported_it_done_is_told_why_they_do_not_confirm(village: Village) -> None:  # noqa: ARG001
    (row,) = assigned()
    centre, today = assigner(), localdate().isoformat()
    shown = sent(
        centre, "assignment-report", [row.pk, "done"], {"on": today, "text": "街道来电：完成"}
    ).content.decode()
    assert "请由交办的其他同志确认" in shown
    answer = sent(centre, "assignment-decide", [row.pk, "confirmed"], {"on": today})
    assert answer.status_code == 400
    assert "不能由本人确认" in answer.content.decode()


def test_a_deed_that_there_is_not_is_not_found(village: Village) -> None:  # noqa: ARG001
    (row,) = assigned()
    for name, deed in (("assignment-report", "confirmed"), ("assignment-decide", "done"), ("assignment-report", "x")):
        assert assigner().get(reverse(name, args=[row.pk, deed])).status_code == 404


def test_a_reminder_is_pressed_once_a_day(village: Village) -> None:  # noqa: ARG001
    (row,) = assigned()
    browser = assigner()
    assert "催办" in sent(browser, "assignment-decide", [row.pk, "urged"], {"text": "请抓紧"}).content.decode()
    assert reverse("assignment-decide", args=[row.pk, "urged"]) not in page(browser, "assignment", row.pk)
    again = sent(browser, "assignment-decide", [row.pk, "urged"], {})
    assert again.status_code == 400
    assert "一天只催办一次" in again.content.decode()


def test_what_is_near_or_late_stands_on_the_home_page_with_its_days(village: Village) -> None:  # noqa: ARG001
    today = localdate()
    assigned(QINGHE, today - timedelta(days=5))
    assigned(BAILU, today + timedelta(days=400), what="很久以后的事")
    for browser in (of_town(QINGHE), assigner()):
        home = page(browser, "home")
        panel = home[home.index('id="assignments"') :]
        assert "已过 5 天" in panel
        assert "很久以后的事" not in panel
    assert 'id="assignments"' not in page(of_town(BAILU), "home")


def test_the_projects_page_shows_what_was_assigned_about_it(village: Village) -> None:
    assigned(QINGHE, project=village.tutorial.name)
    assigned(QINGHE, what="另一件事")
    shown = page(assigner(), "project", village.tutorial.pk)
    panel = shown[shown.index('id="assignments"') :]
    assert "完成入户" in panel
    assert "另一件事" not in panel
    assert f"?project={village.tutorial.pk}" in panel
    assert 'id="assignments"' not in page(assigner(), "project", village.remaining.pk)


def test_a_town_is_led_to_no_project_that_it_does_not_see(village: Village) -> None:
    stranger = Organisation.objects.create(name="远山镇", kind=OrganisationKind.TOWN)
    (row,) = assigned(stranger.name, project=village.tutorial.name)
    browser = signed_in(person_who_may("register.view", of=stranger))
    for shown in (page(browser, "assignment", row.pk), page(browser, "assignments")):
        assert village.tutorial.name in shown
        assert reverse("project", args=[village.tutorial.pk]) not in shown


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", {"甲", "乙", "丙"}),
        ("state=late", {"甲", "丙"}),
        ("late=now", {"甲", "丙"}),
        ("late=no", {"乙"}),
        ("late=was", set()),
        ("source=above", {"丙"}),
        ("source=meeting", {"甲", "乙"}),
        ("year=2023", {"甲", "乙"}),
        ("year=2022", {"丙"}),
        ("q=乙", {"乙"}),
        ("q=督查", {"丙"}),
        ("q=第二次调度", {"甲", "乙"}),
    ],
)
def test_the_list_is_filtered(query: str, expected: set[str], village: Village) -> None:  # noqa: ARG001
    assigned(QINGHE, what="甲事项")
    assigned(BAILU, localdate() + timedelta(days=400), what="乙事项")
    above = {"source": "区委督查室", "received_on": "2022-03-01"}
    rows = {"items-n1-what": "丙事项", "items-n1-leads": BAILU, "items-n1-due_on": "2022-05-01"}
    assert sent(assigner(), "assignment-enter", [], above | rows).status_code == 200
    shown = page(assigner(), "assignments", query=f"?{query}")
    assert set(re.findall(r"([甲乙丙])事项</a>", shown)) == expected


def test_each_number_of_the_board_leads_to_as_many_assignments(village: Village) -> None:  # noqa: ARG001
    assigned(f"{QINGHE}、{BAILU}")
    assigned(QINGHE, localdate() + timedelta(days=400))
    browser = assigner()
    board = page(browser, "dispatch-board", query="?year=2023")
    links = re.findall(r'<td class="number"[^>]*><a href="([^"]+)"[^>]*>(\d+)</a>', board)
    assert sorted(count for _, count in links) == ["1", "1", "1", "1", "2"]
    for url, count in links:
        assert f"共 {count} 项" in browser.get(url.replace("&amp;", "&")).content.decode()
    assert "云岭街道（示例）" in board, "a sub-district with nothing to do stands there too"
    assert "云岭街道（示例）" not in page(of_town(QINGHE), "dispatch-board")


def test_the_list_is_printed_and_taken_out(village: Village) -> None:  # noqa: ARG001
    assigned()
    printed = assigner().get(f"{reverse('assignments')}?print=pdf")
    assert printed.content.startswith(b"%PDF")
    assert "%E8%B0%83%E5%BA%A6%E6%B8%85%E5%8D%95" in printed["Content-Disposition"]


def test_a_correction_over_another_is_told_with_what_was_typed(village: Village) -> None:  # noqa: ARG001
    (row,) = assigned()
    first, second = assigner(), assigner()
    version = re.search(r'name="version" value="(\d+)"', page(first, "assignment-edit", row.pk))[1]  # type: ignore[index]
    sent(second, "assignment-edit", [row.pk], {"what": "先改的", "version": version})
    answer = sent(first, "assignment-edit", [row.pk], {"what": "后改的", "version": version})
    assert answer.status_code == 400
    assert "又被改过" in answer.content.decode()
    assert "后改的" in answer.content.decode()
    row.refresh_from_db()
    assert row.what == "先改的"


def test_a_record_is_taken_back_from_its_page(village: Village) -> None:  # noqa: ARG001
    (row,) = assigned()
    town = of_town(QINGHE)
    sent(town, "assignment-report", [row.pk, "progress"], {"on": localdate().isoformat(), "text": "入户 3 户"})
    event = row.events.get()
    assert reverse("assignment-event-void", args=[event.pk]) in page(town, "assignment", row.pk)
    assert sent(town, "assignment-event-void", [event.pk], {"reason": ""}).status_code == 400
    shown = sent(town, "assignment-event-void", [event.pk], {"reason": "填错了"}).content.decode()
    assert "填错了" in shown
    assert "未开始" in shown or "逾期" in shown


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", {"第二次", "第三次"}),
        ("q=腾地", {"第三次"}),
        ("q=示例主任", {"第二次"}),
        ("year=2022", {"第二次"}),
        ("from=2023-01-01", {"第三次"}),
        ("to=2023-01-01", {"第二次"}),
    ],
)
def test_the_meetings_are_filtered(query: str, expected: set[str], village: Village) -> None:  # noqa: ARG001
    day = date(2023, 12, 31)
    enter_meeting(SYSTEM, {"held_on": "2022-06-05", "title": "第二次调度会", "chaired_by": "示例主任"}, day)
    enter_meeting(SYSTEM, {"held_on": "2023-06-05", "title": "第三次调度会", "minutes": "加快腾地"}, day)
    shown = page(assigner(), "meetings", query=f"?{query}")
    assert set(re.findall(r"(第.次)调度会</a>", shown)) == expected


def test_picked_assignments_are_urged_at_once_and_what_cannot_be_is_told(village: Village) -> None:  # noqa: ARG001
    first, second = assigned(f"{QINGHE}、{BAILU}")
    browser, picked = assigner(), {"action": "urge", "row": [first.pk, second.pk]}
    sent(browser, "assignment-decide", [first.pk, "urged"], {})
    asked = sent(browser, "assignments", [], picked).content.decode()
    assert "所选 2 项" in asked
    assert not second.events.exists()
    told = sent(browser, "assignments", [], {**picked, "counted": "2", "text": "请抓紧"}).content.decode()
    assert "已催办 1 项" in told
    assert "一天只催办一次" in told
    assert (first.events.count(), second.events.get().text) == (1, "请抓紧")
    too_long = sent(browser, "assignments", [], {**picked, "text": "长" * 2001})
    assert too_long.status_code == 400
    assert of_town(QINGHE).post(reverse("assignments"), picked).status_code == 403
    of_town_that_may = browser_of("dispatch.edit", "register.view", of=Organisation.objects.get(name=QINGHE))
    assert of_town_that_may.post(reverse("assignments"), {**picked, "text": ""}).status_code == 403
