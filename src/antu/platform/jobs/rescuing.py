"""Find jobs whose worker died, and what has been kept long enough."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from antu.platform.jobs.holding import hold_until_commit
from antu.platform.jobs.queueing import TASK, enqueue
from antu.platform.jobs.store import clear_folder, jobs_with_folders
from antu.platform.models import Job

#: A result is fetched the same day, or after a weekend and a week's leave; it can be made again at any time.
FILE_DAYS: Final = 14


def rescue_jobs(stalled_s: float) -> int:
    """Queue again every job that nobody runs and nobody is about to; how many.

    Nobody runs it when its lock is free. About to is a worker that has fetched it and whose heart has beaten within
    ``stalled_s``.
    """
    keys = Job.objects.open().values_list("pk", flat=True)
    return sum(_rescue(key, stalled_s) for key in list(keys))


@transaction.atomic
def _rescue(job_id: int, stalled_s: float) -> bool:
    if not hold_until_commit(job_id):
        return False
    job = Job.objects.open().filter(pk=job_id).first()
    if job is None:
        return False
    places = list(
        ProcrastinateJob.objects.filter(task_name=TASK, args__job=job_id, status__in=("todo", "doing")).select_related(
            "worker"
        )
    )
    if any(place.status == "todo" for place in places):
        return False
    alive_since = timezone.now() - timedelta(seconds=stalled_s)
    if job.started_at is None and any(place.worker and place.worker.last_heartbeat > alive_since for place in places):
        return False
    Job.objects.filter(pk=job_id).update(**Job.NOT_STARTED)
    if places:
        app.job_manager.retry_job_by_id(places[0].pk, retry_at=timezone.now())
    else:
        enqueue(job_id)
    return True


def clear_old_files() -> int:
    """Remove files of jobs that ended long ago; the jobs stay, and say so. What no job hands out goes at once."""
    for left in Job.objects.filter(pk__in=list(jobs_with_folders()), ended_at__isnull=False, file_name=""):
        clear_folder(left.pk)
    limit = timezone.now() - timedelta(days=FILE_DAYS)
    old = Job.objects.filter(ended_at__lt=limit).exclude(file_name="")
    for job in old:
        clear_folder(job.pk)
    return old.update(file_name="", file_cleared_at=timezone.now())
