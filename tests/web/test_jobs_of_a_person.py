"""A person's jobs: what the pages say while one waits, runs and has ended; nobody else sees it."""

from __future__ import annotations

import re
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.web.people import browser_of, person_who_may, signed_in

from antu.organisations.models import Organisation, User
from antu.platform.jobs.queueing import queue_job
from antu.platform.jobs.rescuing import clear_old_files
from antu.platform.jobs.store import job_folder, result_path
from antu.platform.models import Job

pytestmark = pytest.mark.django_db

EXPORTS = ("register.view", "personal.view")


@pytest.fixture(autouse=True)
def _home(settings: Any, tmp_path: Path) -> None:
    settings.ANTU_HOME = tmp_path


@pytest.fixture
def person() -> User:
    return person_who_may(*EXPORTS)


@pytest.fixture
def browser(person: User) -> Client:
    return signed_in(person)


@pytest.fixture
def job(person: User) -> Job:
    return queue_job(person.as_actor(), "register-export", "导出台账：示例", {"project": 1})


def say(job: Job, **columns: Any) -> None:
    Job.objects.filter(pk=job.pk).update(**columns)


def page(browser: Client, name: str, *args: Any) -> str:
    answer = browser.get(reverse(name, args=args))
    assert answer.status_code == 200
    return answer.content.decode()


def counted(browser: Client) -> str:
    shown = re.search(r">任务<span[^>]*>(\d+)</span>", page(browser, "home"))
    return shown[1] if shown else ""


def done(job: Job, name: str = "台账.xlsx") -> None:
    result_path(job.pk, name).write_bytes(b"workbook")
    result = {"summary": "已导出 3 户", "reach": asdict(User.objects.get(username=job.actor_login).as_actor().reach)}
    say(job, started_at=job.queued_at, done_at=timezone.now(), file_name=name, result=result)


def open_jobs(person: User) -> int:
    return int(vars(User.objects.get(pk=person.pk))["open_jobs"])


def test_every_page_counts_the_jobs_that_go_on_or_wait_to_be_read(browser: Client, job: Job, person: User) -> None:
    assert counted(browser) == "1"
    done(job)
    assert counted(browser) == "1"
    assert open_jobs(person) == 1
    assert ">任务</a>" in page(browser, "job", job.pk), "this page is the one that reads it"
    assert counted(browser) == ""
    assert open_jobs(person) == 0


def test_a_job_that_waits_says_so_and_can_be_cancelled_without_script(browser: Client, job: Job) -> None:
    text = page(browser, "job", job.pk)
    assert "排队中" in text
    assert "<noscript><meta" in text
    path = reverse("job-cancel", args=[job.pk])
    assert path in text
    assert "全部撤回" in browser.get(path).content.decode()
    assert browser.post(path)["Location"] == reverse("job", args=[job.pk])
    assert "已取消" in page(browser, "job", job.pk)
    assert browser.post(path).status_code == 302, "cancelled twice, it is still cancelled"


def test_a_job_that_runs_says_how_far_it_is_and_what_remains(browser: Client, job: Job) -> None:
    begun = timezone.now() - timedelta(seconds=60)
    say(job, started_at=begun, counted_from=begun, done=100, total=300, note="读取各户")
    text = page(browser, "job-progress", job.pk)
    assert "读取各户，已办 100 / 300，约还需" in text
    assert 'value="100" max="300"' in text
    assert "已办 100 / 300" in page(browser, "jobs")


def test_what_was_not_done_says_why(browser: Client, job: Job) -> None:
    say(job, started_at=job.queued_at, failed_at=timezone.now(), problem="项目没有补偿办法（R-PACK）")
    text = page(browser, "job", job.pk)
    assert "没有办成" in text
    assert "项目没有补偿办法" in text
    assert "http-equiv" not in text


def test_the_file_is_its_owner_s_for_as_long_as_the_post_allows_it(browser: Client, job: Job, person: User) -> None:
    done(job)
    path = reverse("job-file", args=[job.pk])
    assert path in page(browser, "job", job.pk)
    answer: Any = browser.get(path)
    assert b"".join(answer.streaming_content) == b"workbook"
    assert browser_of(*EXPORTS).get(path).status_code == 404
    assert person.post is not None
    person.post.permissions = ["register.view"]
    person.post.save()
    assert browser.get(path).status_code == 403
    assert path not in page(browser, "job", job.pk)


def test_the_file_closes_when_its_owner_moves_to_another_organisation(browser: Client, job: Job, person: User) -> None:
    done(job)
    person.organisation = Organisation.objects.create(name="别处镇", kind="town")
    person.save()
    answer = browser.get(reverse("job-file", args=[job.pk]))
    assert answer.status_code == 403
    assert "重新办理一次" in answer.content.decode()
    assert reverse("job-file", args=[job.pk]) not in page(browser, "job", job.pk)


def test_a_cancelled_job_leaves_nothing_on_disk(browser: Client, job: Job) -> None:
    result_path(job.pk, "台账.xlsx").write_bytes(b"half a workbook")
    browser.post(reverse("job-cancel", args=[job.pk]))
    assert not job_folder(job.pk).exists()


def test_what_an_ended_job_does_not_hand_out_is_cleared(job: Job) -> None:
    result_path(job.pk, "台账.xlsx").write_bytes(b"half a workbook")
    clear_old_files()
    assert job_folder(job.pk).exists(), "it may be running"
    say(job, failed_at=timezone.now())
    clear_old_files()
    assert not job_folder(job.pk).exists()


@pytest.mark.parametrize("name", ["长" * 90 + "-台账.xlsx", "𠮷" * 90 + "-台账.xlsx", '一/期:"东"-台账.xlsx'])
def test_any_name_of_a_project_names_a_file(job: Job, name: str) -> None:
    path = result_path(job.pk, name)
    assert path.read_bytes() == b""
    assert path.name.endswith("-台账.xlsx")
    assert not set('/:"') & set(path.name)


def test_an_old_file_is_cleared_and_the_page_says_so(browser: Client, job: Job) -> None:
    done(job)
    say(job, done_at=timezone.now() - timedelta(days=15))
    assert clear_old_files() == 1
    assert "已清除" in page(browser, "job", job.pk)
    assert browser.get(reverse("job-file", args=[job.pk])).status_code == 400


def test_a_list_of_nothing_says_what_comes_here(browser: Client) -> None:
    assert "还没有任务" in page(browser, "jobs")


def test_a_job_of_a_kind_that_is_offered_no_longer_is_still_told(browser: Client, job: Job) -> None:
    done(job)
    say(job, kind="gone")
    assert "已导出 3 户" in page(browser, "job", job.pk)
    assert browser.get(reverse("job-file", args=[job.pk])).status_code == 400


def test_the_list_is_filtered_by_state_kind_and_words(browser: Client, job: Job, person: User) -> None:
    other = queue_job(person.as_actor(), "register-export", "导出台账：别处", {"project": 2})
    for code, column in (("queued", ""), ("running", "started_at"), ("cancelling", "cancel_requested_at")):
        say(other, **{column: timezone.now()} if column else {})
        listed = browser.get(f"{reverse('jobs')}?state={code}").content.decode()
        assert other.title in listed
        assert (job.title in listed) is (code == "queued")
    for code, column in (("done", "done_at"), ("failed", "failed_at"), ("cancelled", "cancelled_at")):
        say(other, **dict.fromkeys(("done_at", "failed_at", "cancelled_at")) | {column: timezone.now()})
        listed = browser.get(f"{reverse('jobs')}?state={code}").content.decode()
        assert other.title in listed
        assert job.title not in listed
    assert "没有符合条件的记录" in browser.get(f"{reverse('jobs')}?kind=register-export&q=无此名称").content.decode()
    listed = browser.get(f"{reverse('jobs')}?kind=register-export&q=示例").content.decode()
    assert job.title in listed
    assert other.title not in listed
