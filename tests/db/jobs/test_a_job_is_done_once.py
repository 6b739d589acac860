"""Whatever is killed and whenever: a job's work is done once, or not at all."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest
from tests.db.jobs.conftest import Staff
from tests.web.people import person_who_may

from antu.platform.actor import SYSTEM, Actor
from antu.platform.jobs.queueing import cancel_job, queue_job
from antu.platform.jobs.states import JobState, state_of
from antu.platform.jobs.store import job_folder
from antu.platform.models import Job, JournalEntry

pytestmark = pytest.mark.django_db(transaction=True)

ONCE = 3


def written(job: Job) -> int:
    return JournalEntry.objects.filter(action__startswith=f"{job.pk}-").count()


def gate(home: Path) -> Path:
    path = home / "gate"
    path.touch()
    return path


def queued(home: Path, actor: Actor = SYSTEM) -> Job:
    return queue_job(actor, "test-write", "写三行", {"gate": str(gate(home))})


def is_in_the_middle(job: Job) -> bool:
    return job.done == ONCE


def ended(job: Job) -> bool:
    return job.ended_at is not None


def test_it_is_shown_while_it_runs_and_kept_when_it_is_done(staff: Staff) -> None:
    job = queued(staff.home)
    assert state_of(job) is JobState.QUEUED
    staff.start()
    staff.wait(job, is_in_the_middle)
    assert (job.total, job.note, state_of(job)) == (ONCE, "写入", JobState.RUNNING)
    assert written(job) == 0, "what it writes is not seen before it is whole"
    gate(staff.home).unlink()
    staff.wait(job, ended)
    assert (state_of(job), written(job)) == (JobState.DONE, ONCE)
    assert job.result["summary"] == "写入 3 行"
    kept = job_folder(job.pk) / job.file_name
    assert kept.read_text(encoding="utf-8") == "三行"
    assert kept.stat().st_mode & 0o077 == 0


def test_a_worker_killed_in_the_middle_leaves_nothing_and_another_does_it_once(staff: Staff) -> None:
    job = queued(staff.home)
    first = staff.start()
    staff.wait(job, is_in_the_middle)
    first.kill()
    first.join()
    assert written(job) == 0
    gate(staff.home).unlink()
    staff.start()
    staff.wait(job, ended)
    assert (state_of(job), job.attempts, written(job)) == (JobState.DONE, 2, ONCE)


def test_a_worker_that_lives_finds_the_work_of_one_that_was_killed(staff: Staff) -> None:
    job = queued(staff.home)
    workers = [staff.start()]
    staff.wait(job, is_in_the_middle)
    staff.start()
    workers[0].kill()
    staff.wait(job, lambda job: job.attempts == 2)
    gate(staff.home).unlink()
    staff.wait(job, ended)
    assert (state_of(job), written(job)) == (JobState.DONE, ONCE)


def test_a_worker_killed_after_the_commit_does_not_do_it_again(staff: Staff) -> None:
    job = queue_job(SYSTEM, "test-write", "写三行")
    first = staff.start("die-after")
    assert staff.exit_status_of(first) == -signal.SIGKILL
    staff.start()
    other = queue_job(SYSTEM, "test-write", "另一个")
    staff.wait(other, ended)
    job.refresh_from_db()
    assert (state_of(job), job.attempts, written(job)) == (JobState.DONE, 1, ONCE)


def test_a_worker_stopped_in_order_hands_its_work_on(staff: Staff) -> None:
    job = queued(staff.home)
    first = staff.start()
    staff.wait(job, is_in_the_middle)
    first.terminate()
    assert staff.exit_status_of(first) == 0
    job.refresh_from_db()
    assert (state_of(job), job.attempts, written(job)) == (JobState.QUEUED, 0, 0)
    gate(staff.home).unlink()
    staff.start()
    staff.wait(job, ended)
    assert (job.attempts, written(job)) == (1, ONCE)


def test_work_that_kills_every_worker_is_given_up(staff: Staff) -> None:
    tries = staff.home / "tries"
    job = queue_job(SYSTEM, "test-kill", "吃完内存", {"tries": str(tries)})
    for _ in range(3):
        assert staff.exit_status_of(staff.start()) == -signal.SIGKILL
    staff.start()
    staff.wait(job, ended)
    assert state_of(job) is JobState.FAILED
    assert "J-DIED" in job.problem
    assert tries.read_text() == "xxx"


def test_cancelling_in_the_middle_leaves_nothing(staff: Staff) -> None:
    job = queued(staff.home)
    staff.start()
    staff.wait(job, is_in_the_middle)
    assert cancel_job(SYSTEM, job)
    staff.wait(job, ended)
    assert (state_of(job), written(job)) == (JobState.CANCELLED, 0)
    assert not job_folder(job.pk).exists()


def test_a_job_that_waits_is_cancelled_at_once_and_never_begun(staff: Staff) -> None:
    job = queued(staff.home)
    assert cancel_job(SYSTEM, job)
    job.refresh_from_db()
    assert state_of(job) is JobState.CANCELLED
    gate(staff.home).unlink()
    staff.start()
    other = queue_job(SYSTEM, "test-write", "另一个")
    staff.wait(other, ended)
    assert written(job) == 0
    assert not cancel_job(SYSTEM, other)


def test_a_mistake_of_ours_is_told_without_its_details_and_undone(staff: Staff) -> None:
    job = queue_job(SYSTEM, "test-break", "出错")
    staff.start()
    staff.wait(job, ended)
    assert (state_of(job), written(job)) == (JobState.FAILED, 0)
    assert "J-BROKEN" in job.problem
    assert "ZeroDivision" not in job.problem


def test_a_post_that_was_withdrawn_meanwhile_is_refused(staff: Staff) -> None:
    person = person_who_may("register.import")
    job = queue_job(person.as_actor(), "test-write", "写三行")
    assert person.post is not None
    person.post.permissions = ["register.view"]
    person.post.save()
    staff.start()
    staff.wait(job, ended)
    assert (state_of(job), written(job)) == (JobState.FAILED, 0)
    assert "A-FORBIDDEN" in job.problem


def test_an_account_that_was_stopped_meanwhile_is_refused(staff: Staff) -> None:
    person = person_who_may("register.import")
    job = queue_job(person.as_actor(), "test-write", "写三行")
    person.is_active = False
    person.save()
    staff.start()
    staff.wait(job, ended)
    assert "J-ACCOUNT" in job.problem


def test_two_workers_do_each_job_once(staff: Staff) -> None:
    staff.start()
    staff.start()
    jobs = [queue_job(SYSTEM, "test-write", f"第 {number} 个") for number in range(12)]
    for job in jobs:
        staff.wait(job, ended)
    assert [written(job) for job in jobs] == [ONCE] * 12
