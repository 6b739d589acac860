from __future__ import annotations

import re
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from tests.web.people import browser_of, person_who_may, signed_in
from tests.web.village import Village
from tests.world import DEMO, TODAY

from antu.compensation.models import Determination
from antu.households.services import import_register
from antu.organisations.models import Organisation
from antu.platform.actor import SYSTEM
from antu.platform.exchange import import_district
from antu.platform.models import JournalEntry
from antu.projects.models import Project, ProjectEvent
from antu.projects.selectors import ProjectState, project_on
from antu.projects.services import enter_event, recorded_texts
from antu.regulations.selectors import pack_shelf

NEW = {
    "name": "滨河路二期",
    "code": "sf2024-001",
    "land": "集体",
    "towns": "石桥镇、东湖街道",
    "area": "138.2390",
    "area_unit": "mu",
    "estimate_fen": "12,345,678.90",
    "pack_id": "hunan-demo-2023",
    "notice_on": "2024.3.1",
    "sign_start_on": "2024-05-01",
    "due_buildings": "41",
    "due_lawful_m2": "5203.55",
    "due_payable_fen": "9,000,000.01",
}


def clerk(*further: str) -> Client:
    return browser_of("project.edit", "register.view", *further)


def sent(browser: Client, form: dict[str, str], project: Project | None = None) -> HttpResponse:
    address = reverse("project-edit", args=[project.pk]) if project else reverse("project-enter")
    answer: Any = browser.post(address, form)
    return answer  # type: ignore[no-any-return]


def wrong_fields(answer: HttpResponse, key: str = "project-form") -> set[str]:
    return set(re.findall(rf'id="{key}-(\w+)-error"', answer.content.decode()))


def opened_form(browser: Client, project: Project) -> dict[str, str]:
    page = browser.get(reverse("project-edit", args=[project.pk])).content.decode()
    version = re.search(r'name="version" value="(\d+)"', page)
    assert version
    return {**recorded_texts(Project.objects.get(pk=project.pk)), "version": version[1]}


def test_a_project_is_entered_whole_and_exact(village: Village) -> None:  # noqa: ARG001
    assert sent(clerk(), NEW).status_code == 302
    project = Project.objects.get(code="SF2024-001")
    assert project.towns == ["石桥镇", "东湖街道"]
    assert (project.estimate_fen, project.due_payable_fen) == (1_234_567_890, 900_000_001)
    assert str(project.area) == "138.2390"
    assert project.notice_on == date(2024, 3, 1)
    assert {"name", "area", "pack_id"} <= set(project.given_by_page)
    assert JournalEntry.objects.filter(action="登记项目", object_id=project.pk).count() == 1


def test_every_problem_stands_beside_its_field_and_nothing_is_lost(village: Village) -> None:
    wrong = {
        **NEW,
        "name": village.tutorial.name,
        "code": village.remaining.code,
        "land": "国有",
        "area": "1.005",
        "area_unit": "m2",
        "notice_on": "2024-06-01",
        "due_buildings": "4.5",
        "note": "留着的备注",
    }
    answer = sent(clerk(), wrong)
    assert answer.status_code == 400
    assert wrong_fields(answer) == {"name", "code", "area", "sign_start_on", "due_buildings", "pack_id"}
    page = answer.content.decode()
    assert village.tutorial.code in page
    assert "留着的备注" in page
    assert wrong_fields(sent(clerk(), {"area": "0", "pack_id": "nowhere"})) == {"name", "land", "area", "pack_id"}
    assert wrong_fields(sent(clerk(), {**NEW, "area_unit": ""})) == {"area_unit"}


def test_a_former_name_of_another_project_is_taken_too(village: Village) -> None:
    Project.objects.filter(pk=village.remaining.pk).update(former_name="大数据老二期")
    assert wrong_fields(sent(clerk(), {**NEW, "name": "大数据老 二期"})) == {"name"}
    assert wrong_fields(sent(clerk(), {**NEW, "former_name": village.tutorial.name})) == {"former_name"}


def test_two_people_at_one_project_lose_nothing(village: Village) -> None:
    project = Project.objects.get(pk=village.tutorial.pk)
    first, second = clerk(), clerk()
    base = opened_form(first, project)
    assert sent(second, {**base, "owner": "城投公司", "category": "工业"}, project).status_code == 302
    answer = sent(first, {**base, "category": "基础设施", "location": "二组"}, project)
    assert answer.status_code == 409
    assert wrong_fields(answer) == {"category"}
    page = answer.content.decode()
    assert 'value="城投公司"' in page
    assert 'value="基础设施"' in page
    project.refresh_from_db()
    assert (project.owner, project.location) == ("城投公司", base["location"])
    version = re.search(r'name="version" value="(\d+)"', page)
    assert version
    joined = {**base, "owner": "城投公司", "category": "基础设施", "location": "二组", "version": version[1]}
    assert sent(first, joined, project).status_code == 302
    project.refresh_from_db()
    assert (project.owner, project.category, project.location) == ("城投公司", "基础设施", "二组")


def test_saving_without_a_change_writes_nothing(village: Village) -> None:
    browser, before = clerk(), JournalEntry.objects.count()
    assert sent(browser, opened_form(browser, village.tutorial), village.tutorial).status_code == 302
    assert JournalEntry.objects.count() == before


def test_a_changed_day_determines_signed_households_anew_and_asks_why(village: Village) -> None:
    browser, project = clerk(), village.tutorial
    form = {**opened_form(browser, project), "sign_start_on": "2023-05-09"}
    assert wrong_fields(sent(browser, form, project)) == {"edit_reason"}
    before = Determination.objects.filter(household__project=project).count()
    assert sent(browser, {**form, "edit_reason": "公告更正"}, project).status_code == 302
    made = Determination.objects.filter(household__project=project, is_standing=True, version=2)
    assert Determination.objects.filter(household__project=project).count() > before
    assert all("公告更正" in each.reason for each in made)


def test_what_a_page_gave_stays_when_files_say_otherwise(village: Village) -> None:
    browser = clerk()
    in_register, in_workbook = (Project.objects.get(name=name) for name in (village.remaining.name, "示例一号路"))
    for project in (in_register, in_workbook):
        changed = {**opened_form(browser, project), "owner": "页面更正的业主", "towns": ""}
        assert sent(browser, changed, project).status_code == 302
    outcome = import_district(SYSTEM, DEMO / "district-2023.xlsx")
    import_register(SYSTEM, DEMO / "registers" / "dashuju-2-remaining.xlsx", today=TODAY, shelf=pack_shelf())
    for project in (in_register, in_workbook):
        project.refresh_from_db()
        assert (project.owner, project.towns) == ("页面更正的业主", [])
    assert [each.rule for each in outcome.warnings] == ["W-PAGE"] * 2
    assert "业主单位以页面登记的「页面更正的业主」为准" in outcome.warnings[0].message + outcome.warnings[1].message


def test_a_town_enters_and_corrects_projects_in_its_town_alone(village: Village) -> None:
    town = Organisation.objects.create(name="石桥镇", kind="town")
    browser = signed_in(person_who_may("project.edit", "register.view", of=town))
    assert wrong_fields(sent(browser, NEW)) == {"towns"}
    assert sent(browser, {**NEW, "towns": "石桥镇"}).status_code == 302
    taken = sent(browser, {**NEW, "towns": "石桥镇", "name": "另一个", "code": village.remaining.code})
    assert wrong_fields(taken) == {"code"}
    assert village.remaining.name not in taken.content.decode()
    shared = Project.objects.create(name="两镇项目", land="collective", towns=["石桥镇", "东湖街道"])
    assert browser.get(reverse("project-edit", args=[shared.pk])).status_code == 403
    assert "更正项目" not in browser.get(reverse("project", args=[shared.pk])).content.decode()


def new_project(**given: Any) -> Project:
    return Project.objects.create(name="滨河路三期", land="collective", area="100", area_unit="mu", **given)


def entered(browser: Client, project: Project, **texts: str) -> HttpResponse:
    answer: Any = browser.post(reverse("project-event-enter", args=[project.pk]), texts, follow=True)
    return answer  # type: ignore[no-any-return]


def test_the_state_follows_from_events_and_past_days_keep_theirs(village: Village) -> None:  # noqa: ARG001
    browser, project = clerk(), new_project()
    entered(browser, project, kind="启动", on="2023-02-01")
    entered(browser, project, kind="部分完成", on="2023-03-01", area="60.5", area_unit="mu")
    page = entered(browser, project, kind="部分完成", on="2023-04-01", area="60", area_unit="mu").content.decode()
    assert "部分完成的面积合计 120.5 亩，大于征收面积 100 亩" in page
    page = entered(browser, project, kind="暂停", on="2023-05-01", reason="业主单位无资金保障").content.decode()
    assert "2023-05-01 起" in page
    assert "120.5 亩" in page
    states = {day: project_on(project, day).state for day in (date(2023, 2, 5), date(2023, 4, 5), date(2023, 5, 5))}
    assert list(states.values()) == [ProjectState.IN_PROGRESS, ProjectState.PARTLY_DONE, ProjectState.PAUSED]


def test_an_event_that_cannot_be_is_refused_beside_its_field(village: Village) -> None:  # noqa: ARG001
    browser, project = clerk(), new_project()
    for texts, fields in (
        ({}, {"kind", "on"}),
        ({"kind": "恢复", "on": "2023-02-01"}, {"on"}),
        ({"kind": "暂停", "on": "2023-02-01"}, {"reason"}),
        ({"kind": "完成", "on": "2023-02-01"}, {"area"}),
        ({"kind": "完成", "on": "2999-02-01", "area": "3"}, {"on"}),
        ({"kind": "启动", "on": "2023-02-01", "area": "3", "area_unit": "mu"}, {"area"}),
        ({"kind": "完成", "on": "2023-02-01", "area": "3", "area_unit": ""}, {"area_unit"}),
    ):
        answer = entered(browser, project, **texts)
        assert answer.status_code == 400
        assert fields <= wrong_fields(answer, "event-form"), texts
    assert not project.events.exists()


def test_an_event_is_withdrawn_with_its_reason_and_no_workbook_brings_it_back(village: Village) -> None:
    browser = clerk()
    event = ProjectEvent.objects.filter(kind="done").exclude(project=village.tutorial).earliest("pk")
    address = reverse("project-event-void", args=[event.pk])
    assert browser.post(address, {"reason": " "}).status_code == 400
    page = browser.post(address, {"reason": "登记错了项目"}, follow=True).content.decode()
    assert "登记错了项目" in page
    assert "已作废 1 个事件" in page
    import_district(SYSTEM, DEMO / "district-2023.xlsx")
    event.refresh_from_db()
    assert event.is_voided
    assert event.void_reason == "登记错了项目"
    assert browser.post(address, {"reason": "再来"}).status_code == 400
    texts = {"kind": "done", "on": event.on.isoformat(), "area": "1", "area_unit": "mu"}
    assert enter_event(SYSTEM, event.project, texts, TODAY).event.pk == event.pk
    event.refresh_from_db()
    assert not event.is_voided
    assert JournalEntry.objects.filter(object_kind="projects.projectevent", object_id=event.pk).count() >= 3
