from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from tests.files import photograph
from tests.web.people import browser_of, person_who_may, signed_in
from tests.web.village import Village

from antu.following.models import WeeklyEntry
from antu.following.services import enter_week
from antu.kernel.errors import BadInput
from antu.organisations.models import Organisation
from antu.planning.models import KeyProject
from antu.platform.actor import SYSTEM
from antu.platform.models import JournalEntry
from antu.projects.services import enter_event

TODAY = date(2024, 1, 31)
WEEK = {"week_on": "2023-06-07", "progress": "签约 3 户\n腾地 1 户", "problems": "资金未到位", "next_step": "入户"}


def clerk() -> Client:
    return browser_of("project.edit", "plan.edit", "register.view")


def key_of(village: Village) -> KeyProject:
    return KeyProject.objects.create(year=2023, project=village.tutorial, level="市级", leader="示例领导")


def sent(browser: Client, name: str, pk: int, form: dict[str, Any]) -> HttpResponse:
    answer: Any = browser.post(reverse(name, args=[pk]), form, follow=True)
    return answer  # type: ignore[no-any-return]


def wrong_fields(answer: HttpResponse, key: str) -> set[str]:
    return set(re.findall(rf'id="{key}-(\w+)-error"', answer.content.decode()))


def test_a_project_is_made_a_key_project_once_a_year(village: Village) -> None:
    browser, pk = clerk(), village.tutorial.pk
    sent(browser, "project-follow", pk, {"year": "2023", "level": "市级", "leader": "甲"})
    sent(browser, "project-follow", pk, {"year": "2023年", "level": "市级", "leader": "乙"})
    assert KeyProject.objects.get(project=pk).leader == "乙"
    assert wrong_fields(sent(browser, "project-follow", pk, {"year": "明年"}), "key-form") == {"year"}
    assert JournalEntry.objects.filter(object_kind="planning.keyproject", action__contains="重点项目").count() == 2


def test_a_week_is_reported_with_its_photographs_and_shown_newest_first(village: Village) -> None:
    browser, key = clerk(), key_of(village)
    sent(browser, "week-enter", key.pk, WEEK)
    page = sent(browser, "week-enter", key.pk, {**WEEK, "week_on": "2023.6.12", "progress": "签约 5 户"})
    assert "照片可以在本页下面添加" in page.content.decode()
    entry = WeeklyEntry.objects.get(progress="签约 5 户")
    assert entry.week_on == date(2023, 6, 12)
    upload = reverse("file-upload", args=["following.weeklyentry", entry.pk])
    picture = SimpleUploadedFile("现场.jpg", photograph(), "image/jpeg")
    assert browser.post(upload, {"files": picture}, follow=True).status_code == 200
    shown = browser.get(reverse("project", args=[village.tutorial.pk])).content.decode()
    weeks = shown[shown.index('id="weeks"') :]
    assert weeks.index("签约 5 户") < weeks.index("签约 3 户")
    assert f"{reverse('record', args=['following.WeeklyEntry', entry.pk])}#files" in weeks


def test_a_week_is_refused_beside_its_field(village: Village) -> None:
    browser, key = clerk(), key_of(village)
    sent(browser, "week-enter", key.pk, WEEK)
    for form, fields in (
        ({}, {"week_on", "progress"}),
        ({**WEEK, "week_on": "2023-06-11"}, {"week_on"}),
        ({**WEEK, "week_on": "2024-01-03"}, {"week_on"}),
        ({**WEEK, "week_on": "2999-01-03"}, {"week_on"}),
        ({**WEEK, "week_on": "2023-06-12", "problems": "长" * 1001}, {"problems"}),
    ):
        answer = sent(browser, "week-enter", key.pk, form)
        assert answer.status_code == 400
        assert wrong_fields(answer, "week-form") == fields
    assert WeeklyEntry.objects.count() == 1


def test_a_withdrawn_report_stays_to_be_seen_and_its_week_is_open_again(village: Village) -> None:
    browser, key = clerk(), key_of(village)
    entry = enter_week(SYSTEM, key, WEEK, TODAY)
    with pytest.raises(BadInput):
        enter_week(SYSTEM, key, WEEK, TODAY)
    assert sent(browser, "week-void", entry.pk, {"reason": ""}).status_code == 400
    assert "报错了项目" in sent(browser, "week-void", entry.pk, {"reason": "报错了项目"}).content.decode()
    assert sent(browser, "week-void", entry.pk, {"reason": "再来"}).status_code == 400
    assert enter_week(SYSTEM, key, WEEK, TODAY).pk != entry.pk


def test_the_list_tells_who_has_not_reported_in_the_week(village: Village) -> None:
    key = key_of(village)
    enter_week(SYSTEM, key, WEEK, TODAY)
    browser = browser_of("report.view")
    address = f"{reverse('key-projects')}?year=2023&week=2023-06-05"
    reported = browser.get(f"{address}&reported=yes").content.decode()
    missing = browser.get(f"{address}&reported=no").content.decode()
    assert village.tutorial.name in reported
    assert "签约 3 户" in reported
    assert village.tutorial.name not in missing
    assert KeyProject.objects.filter(year=2023).exclude(pk=key.pk).first().project.name in missing  # type: ignore[union-attr]
    later = browser.get(f"{reverse('key-projects')}?year=2023&reported=no").content.decode()
    assert "2023-06-05 至 06-11" in later  # the last report, in a week without one


def test_of_a_completed_project_no_report_is_awaited(village: Village) -> None:
    key = key_of(village)
    texts = {"kind": "done", "on": "2023-06-08", "area": "3", "area_unit": "mu"}
    enter_event(SYSTEM, village.tutorial, texts, TODAY)
    browser, address = browser_of("report.view"), f"{reverse('key-projects')}?year=2023&reported=no&week="
    assert key.project.name in browser.get(f"{address}2023-05-29").content.decode()
    assert key.project.name not in browser.get(f"{address}2023-06-05").content.decode()


def test_a_town_sees_the_weeks_of_its_own_projects(village: Village) -> None:
    key = key_of(village)
    enter_week(SYSTEM, key, WEEK, TODAY)
    own = Organisation.objects.get(name=village.tutorial.towns[0])
    other = Organisation.objects.create(name="别的镇", kind="town")
    for town, is_seen in ((own, True), (other, False)):
        browser = signed_in(person_who_may("register.view", of=town))
        page = browser.get(f"{reverse('key-projects')}?year=2023&week=2023-06-05").content.decode()
        assert ("签约 3 户" in page) == is_seen
