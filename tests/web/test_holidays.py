from __future__ import annotations

import csv
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoCaptureOnCommitCallbacks
from tests.web.people import browser_of

from antu.kernel.calendar import DayKind, WorkingDays
from antu.kernel.errors import BadInput, Forbidden
from antu.platform.actor import SYSTEM, Actor
from antu.platform.models import JournalEntry
from antu.regulations.domain.holidays import NoticeDay, YearNotice
from antu.regulations.models import HolidayNotice
from antu.regulations.selectors import working_days
from antu.regulations.services import EnteredNotice, enter_notice, mark_of

pytestmark = pytest.mark.django_db
EDIT = "/holidays/2027/edit/"
DAYS = {"2027-01-01": "放假", "2027-01-02": "放假", "2027-01-03": "放假", "2027-02-06": "上班"}


@pytest.fixture(autouse=True)
def home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setenv("ANTU_HOME", str(tmp_path))
    return tmp_path


def clerk() -> Client:
    return browser_of("register.view", "calendar.edit")


def typed(days: Mapping[str, str] = DAYS, **more: str) -> dict[str, str]:
    form = {"title": "国务院办公厅关于2027年部分节假日安排的通知", "document_no": "", "issued_on": "2026-11-04"}
    for number, (on, kind) in enumerate(days.items(), start=1):
        form |= {f"days-n{number}-on": on, f"days-n{number}-kind": kind, f"days-n{number}-name": "元旦"}
    return {**form, **more}


def test_a_year_is_entered_with_its_notice_and_limits_follow(home: Path) -> None:
    limit = "/holidays/?start=2026-12-25&amount=10&unit=工作日&kind=min"
    browser = clerk()
    assert "暂定" in browser.get(limit).content.decode()
    assert browser.post(EDIT, typed()).status_code == 302
    page = browser.get(limit).content.decode()
    assert "最后一日：2027-01-11（星期一）" in page
    assert "暂定：" not in page
    assert working_days().is_working_day(date(2027, 2, 6))
    shown = browser.get("/holidays/2027/").content.decode()
    assert "1月1日至1月3日" in shown
    assert "2026-11-04" in shown
    assert JournalEntry.objects.filter(action="登记节假日").count() == 1
    assert not (home / "holidays.csv").exists(), "nothing is written before the commit"


def test_the_command_line_s_table_is_written_on_commit(
    home: Path, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        clerk().post(EDIT, typed())
    with (home / "holidays.csv").open(encoding="utf-8") as table:
        assert WorkingDays.from_rows(csv.DictReader(table)) == working_days()


def test_what_is_wrong_stands_beside_its_cell_and_nothing_typed_is_lost() -> None:
    answer = clerk().post(EDIT, typed({"2027-02-09": "上班", "2026-05-01": "放假", "2027-13-01": "放假"}))
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "「2027-13-01」不是日期" in page
    answer = clerk().post(EDIT, typed({"2027-02-09": "上班", "2026-05-01": "放假", "2027-01-01": "放假"}))
    page = answer.content.decode()
    assert "本来就上班" in page
    assert "不在 2027 年内" in page
    assert 'value="2027-02-09"' in page
    assert 'aria-invalid="true"' in page
    assert not HolidayNotice.objects.exists()


def test_a_year_without_a_day_off_or_without_its_notice_is_refused() -> None:
    page = clerk().post(EDIT, typed({}, title="")).content.decode()
    assert "请填写通知名称" in page
    assert "没有放假的日子" in clerk().post(EDIT, typed({})).content.decode()
    assert not HolidayNotice.objects.exists()


def test_a_shipped_year_is_corrected_and_its_other_days_stay_as_they_are_shown() -> None:
    browser = clerk()
    page = browser.get("/holidays/2026/edit/").content.decode()
    assert 'value="2026-10-10"' in page
    form = {"title": "通知", "days-d0-on": "2026-01-01", "days-d0-kind": "放假", "days-d0-name": "元旦"}
    assert browser.post("/holidays/2026/edit/", form).status_code == 302
    assert working_days().is_working_day(date(2026, 10, 1)), "what the page no longer has is no holiday"
    assert working_days().is_working_day(date(2025, 10, 1)) is False


def test_who_comes_second_is_told_and_overwrites_nothing() -> None:
    browser = clerk()
    assert browser.post(EDIT, typed()).status_code == 302
    answer = browser.post(EDIT, typed({"2027-01-01": "放假"}, version="0123456789abcdef"))
    assert answer.status_code == 400
    assert "刚刚有人改过" in answer.content.decode()
    assert len(HolidayNotice.objects.get().days) == len(DAYS)


def test_saving_what_is_recorded_writes_nothing() -> None:
    notice = YearNotice(2027, "通知", (NoticeDay(date(2027, 1, 1), DayKind.HOLIDAY, "元旦"),))
    first = enter_notice(SYSTEM, EnteredNotice(notice, "", None, ""))
    enter_notice(SYSTEM, EnteredNotice(notice, "", None, mark_of(first)))
    assert JournalEntry.objects.count() == 1


def test_the_service_refuses_who_may_not_and_bad_days() -> None:
    notice = YearNotice(2027, "通知", (NoticeDay(date(2027, 1, 1), DayKind.HOLIDAY, "元旦"),))
    with pytest.raises(Forbidden):
        enter_notice(Actor("a", "某人", frozenset()), EnteredNotice(notice, "", None, ""))
    with pytest.raises(BadInput):
        enter_notice(SYSTEM, EnteredNotice(YearNotice(2027, "通知", ()), "", None, ""))


def test_a_limit_that_cannot_be_read_is_told_beside_its_field() -> None:
    answer = browser_of("report.view").get(f"{reverse('holidays')}?start=2023-02-30&amount=x&unit=工作日&kind=min")
    assert answer.status_code == 400
    assert "「2023-02-30」不是存在的日期" in answer.content.decode()


def test_the_page_reminds_of_the_next_year_from_november_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("antu.regulations.views.holidays.localdate", lambda: date(2026, 10, 31))
    assert "还没有登记" not in clerk().get("/holidays/").content.decode()
    monkeypatch.setattr("antu.regulations.views.holidays.localdate", lambda: date(2026, 11, 1))
    assert "2027年的安排还没有登记" in clerk().get("/holidays/").content.decode()
