"""Queue a job, and cancel one. A job and its place in the queue are written in one transaction, the caller's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.db import IntegrityError, transaction
from django.utils import timezone
from procrastinate.contrib.django import app

from antu.platform.actor import Actor
from antu.platform.jobs.holding import hold_until_commit
from antu.platform.jobs.kinds import job_kind
from antu.platform.jobs.store import clear_folder
from antu.platform.models import Job

#: The one task of the queue: it runs the job of this number.
TASK: Final = "antu.job"
QUEUE: Final = "antu"
TITLE_MAX: Final = 200


def queue_job(
    actor: Actor, kind_key: str, title: str, args: Mapping[str, Any] | None = None, *, unique_key: str = ""
) -> Job:
    """Have the kind's work done, as this actor, once the caller's transaction has committed; the job to look at.

    ``args`` is JSON. With a ``unique_key``, the actor's job under it that has not ended yet is the answer, so that a
    button pressed twice does it once. Raises Forbidden when the actor may not.
    """
    kind = job_kind(kind_key)
    kind.require(actor, args or {})
    person = {"actor_login": actor.login, "actor_name": actor.name}
    try:
        with transaction.atomic():
            job = Job.objects.create(
                kind=kind.key, title=title[:TITLE_MAX], args=dict(args or {}), unique_key=unique_key, **person
            )
            enqueue(job.pk)
    except IntegrityError:
        known = Job.objects.of(actor).open().filter(unique_key=unique_key).first() if unique_key else None
        if known is None:
            raise
        return known
    return job


def enqueue(job_id: int) -> None:
    """Give the job a place in the queue; workers hear of it when the transaction commits."""
    app.configure_task(TASK, allow_unknown=True, queue=QUEUE).defer(job=job_id)


@transaction.atomic
def cancel_job(actor: Actor, job: Job) -> bool:
    """End a job that nobody runs, or ask the one that runs to end; False when it had ended, or is another's."""
    open_job = Job.objects.of(actor).open().filter(pk=job.pk)
    now = timezone.now()
    if not hold_until_commit(job.pk):
        return bool(open_job.update(cancel_requested_at=now))
    is_cancelled = bool(open_job.update(cancel_requested_at=now, cancelled_at=now))
    if is_cancelled:
        clear_folder(job.pk)  # a worker that died may have left half a file
    return is_cancelled
