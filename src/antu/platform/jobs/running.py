"""Run one job: its work in one transaction whose commit also ends the job, so that it counts once or not at all."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import asdict
from typing import Any, Final, Protocol, cast

from django.contrib.auth import get_user_model
from django.db import InterfaceError, OperationalError, connection, transaction
from django.db.models import F
from django.utils import timezone

from antu.kernel.errors import AntuError, DoesNotHold, Forbidden, Problem
from antu.platform.actor import SYSTEM, Actor
from antu.platform.jobs.attempt import Cancelled, JobRun, Stopping
from antu.platform.jobs.holding import held
from antu.platform.jobs.kinds import JobOutcome, job_kind
from antu.platform.jobs.notes import JobNotes, side_notes
from antu.platform.jobs.queueing import enqueue
from antu.platform.jobs.store import clear_folder
from antu.platform.models import Job

#: Work whose worker died so often is what kills it, such as by taking all memory.
ATTEMPTS_MAX: Final = 3
BROKEN: Final = Problem(
    "J-BROKEN", "程序出错，这个任务没有写入任何内容。请把任务编号和时间告诉系统管理员，服务器日志里有出错原因"
)
DIED: Final = Problem(
    "J-DIED",
    f"办理这个任务的进程连续 {ATTEMPTS_MAX} 次中途退出，没有再试，也没有写入任何内容。"
    "请先试较小的文件或范围；仍不行，请告诉系统管理员检查内存和磁盘",
)
_LOG: Final = logging.getLogger(__name__)


class EndedElsewhere(Exception):
    """The job ended while it ran; what this run wrote is rolled back."""


class _Person(Protocol):
    is_active: bool

    def as_actor(self) -> Actor: ...


def run_job(job_id: int, is_stopping: Callable[[], bool]) -> None:
    """Do the job unless it has ended or another worker is at it; comes back with the job ended, or queued again."""
    with held(job_id) as is_ours:
        job = Job.objects.open().filter(pk=job_id).first() if is_ours else None
        if job is None:
            return
        with side_notes(job_id) as notes:
            _attempt(job, notes, is_stopping)


def _attempt(job: Job, notes: JobNotes, is_stopping: Callable[[], bool]) -> None:
    notes.begin()
    try:
        with transaction.atomic():
            _end(job, done_at=timezone.now(), **_outcome(job, notes, is_stopping))
    except Cancelled:
        _end_without_work(job, cancelled_at=timezone.now())
    except Stopping:
        _queue_again(job)
    except EndedElsewhere:
        return
    except AntuError as fault:
        _end_without_work(job, failed_at=timezone.now(), problem=fault.words)
    except Exception as fault:
        if isinstance(fault, OperationalError | InterfaceError) and not connection.is_usable():
            raise  # the database is gone: the job stays open, and is found when it is back
        _LOG.exception("Job %s (%s) broke", job.pk, job.kind)
        _end_without_work(job, failed_at=timezone.now(), problem=BROKEN.words)


def _outcome(job: Job, notes: JobNotes, is_stopping: Callable[[], bool]) -> dict[str, Any]:
    if job.attempts >= ATTEMPTS_MAX:
        raise DoesNotHold(DIED)
    kind, actor = job_kind(job.kind), actor_named(job.actor_login)
    kind.require(actor, job.args)
    clear_folder(job.pk)
    run = JobRun(job.pk, actor, job.args, notes, is_stopping)
    run.check_cancelled()
    return _kept(kind.run(run), actor)


def actor_named(login: str) -> Actor:
    """Who queued the job, with what the post and the organisation allow now. Raises Forbidden (``J-ACCOUNT``)."""
    person = cast(_Person | None, get_user_model().objects.filter(username=login).first())
    if person is not None and person.is_active:
        return person.as_actor()
    if person is None and login == SYSTEM.login:
        return SYSTEM
    raise Forbidden(Problem("J-ACCOUNT", f"提交任务的账号「{login}」已停用，任务没有办理。请由在用的账号重新提交"))


def _kept(outcome: JobOutcome, actor: Actor) -> dict[str, Any]:
    if outcome.file is not None:
        outcome.file.chmod(0o600)
    result = {**outcome.as_json(), "reach": asdict(actor.reach)}
    return {"result": result, "file_name": outcome.file.name if outcome.file else ""}


def _end(job: Job, **columns: Any) -> None:
    """End the job, in the transaction that is open; raises when it has ended already."""
    if not Job.objects.open().filter(pk=job.pk).update(**columns):
        raise EndedElsewhere


def _end_without_work(job: Job, **columns: Any) -> None:
    clear_folder(job.pk)
    Job.objects.open().filter(pk=job.pk).update(**columns)


def _queue_again(job: Job) -> None:
    """The worker stops in order, which is no attempt that failed."""
    with transaction.atomic():
        Job.objects.open().filter(pk=job.pk).update(**Job.NOT_STARTED, attempts=F("attempts") - 1)
        enqueue(job.pk)
