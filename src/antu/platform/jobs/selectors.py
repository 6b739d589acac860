"""Reads of jobs: everybody sees their own."""

from __future__ import annotations

from dataclasses import asdict
from typing import Final

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from antu.platform.actor import Actor
from antu.platform.jobs.states import JobState
from antu.platform.models import Job

_OPEN: Final = Q(ended_at=None)
#: The moments of each state, as ``state_of`` reads them.
_STATES: Final = {
    JobState.QUEUED: _OPEN & Q(cancel_requested_at=None, started_at=None),
    JobState.RUNNING: _OPEN & Q(cancel_requested_at=None, started_at__isnull=False),
    JobState.CANCELLING: _OPEN & Q(cancel_requested_at__isnull=False),
    JobState.DONE: Q(done_at__isnull=False),
    JobState.FAILED: Q(done_at=None, failed_at__isnull=False),
    JobState.CANCELLED: Q(done_at=None, failed_at=None, cancelled_at__isnull=False),
}


def in_state(jobs: QuerySet[Job], state: JobState) -> QuerySet[Job]:
    """Those that stand there."""
    return jobs.filter(_STATES[state])


def kinds_of(jobs: QuerySet[Job]) -> list[str]:
    """The keys of the kinds that there are."""
    return sorted(jobs.order_by().values_list("kind", flat=True).distinct())


def jobs_of(actor: Actor) -> QuerySet[Job]:
    """The actor's own, newest first."""
    return Job.objects.of(actor)


def is_within_reach(actor: Actor, job: Job) -> bool:
    """Whether the actor sees now what the job's file was made of; a file of before this was kept, nobody does."""
    return bool(job.result.get("reach") == asdict(actor.reach))


def open_jobs_of(login_column: str) -> Coalesce:
    """How many of a person's jobs go on, or have ended and were not looked at since.

    An expression for a query of people whose login stands in this column: no query of its own.
    """
    theirs = Job.objects.filter(actor_login=OuterRef(login_column), read_at=None).order_by()
    return Coalesce(Subquery(theirs.values("actor_login").annotate(number=Count("pk")).values("number")), 0)


def mark_read(job: Job) -> bool:
    """The one who queued it has seen how it ended; whether that is news."""
    if job.ended_at is None or job.read_at is not None:
        return False
    return bool(Job.objects.filter(pk=job.pk, read_at=None).update(read_at=timezone.now()))
