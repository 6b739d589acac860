"""What is queued with a transaction goes with it; a button pressed twice queues once; who may not is refused."""

from __future__ import annotations

import pytest
from django.db import transaction
from procrastinate.contrib.django.models import ProcrastinateJob
from tests.web.people import person_who_may

from antu.kernel.errors import Forbidden
from antu.platform.actor import SYSTEM
from antu.platform.jobs.queueing import cancel_job, queue_job
from antu.platform.models import Job

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kinds")]


def places(job: Job) -> int:
    return ProcrastinateJob.objects.filter(args__job=job.pk).count()


def test_a_transaction_that_is_undone_queues_nothing() -> None:
    with transaction.atomic():
        job = queue_job(SYSTEM, "test-write", "写三行")
        assert places(job) == 1
        transaction.set_rollback(True)
    assert not Job.objects.exists()
    assert places(job) == 0


def test_a_button_pressed_twice_queues_once_until_the_job_has_ended() -> None:
    first = queue_job(SYSTEM, "test-write", "写三行", unique_key="export-1")
    assert queue_job(SYSTEM, "test-write", "写三行", unique_key="export-1") == first
    assert places(first) == 1
    other = person_who_may("register.import").as_actor()
    assert queue_job(other, "test-write", "写三行", unique_key="export-1") != first
    cancel_job(SYSTEM, first)
    assert queue_job(SYSTEM, "test-write", "写三行", unique_key="export-1") != first


def test_who_may_not_is_refused_before_anything_is_queued() -> None:
    with pytest.raises(Forbidden):
        queue_job(person_who_may("register.view").as_actor(), "test-write", "写三行")
    assert not Job.objects.exists()


def test_nobody_cancels_the_job_of_another() -> None:
    job = queue_job(SYSTEM, "test-write", "写三行")
    assert not cancel_job(person_who_may("register.import").as_actor(), job)
    job.refresh_from_db()
    assert job.cancel_requested_at is None
