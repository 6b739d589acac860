"""A worker: fetches jobs one after another, looks after those that died, until it is told to stop."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Final

from asgiref.sync import sync_to_async
from django.db import DatabaseError, close_old_connections
from procrastinate.contrib.django import app
from procrastinate.contrib.django.db_cleanup import DjangoApp
from procrastinate.job_context import JobContext

from antu.platform.jobs.queueing import QUEUE, TASK
from antu.platform.jobs.rescuing import clear_old_files, rescue_jobs
from antu.platform.jobs.rounds import make_rounds
from antu.platform.jobs.running import run_job
from antu.platform.remembering import add_changes_together

HOUR_S: Final = 3600.0
#: Places in the queue that are done with say nothing that the job itself does not say.
PLACE_HOURS: Final = 24


@dataclass(frozen=True, slots=True)
class Pace:
    """How often a worker shows that it lives, and looks for others that don't; in seconds."""

    heartbeat_s: float = 5.0
    stalled_s: float = 15.0
    rescue_s: float = 3.0
    #: Work that is stopped in order gets so long to end by itself before it is rolled back and queued again.
    grace_s: float = 2.0


def work(pace: Pace | None = None) -> None:
    """Work until SIGTERM or SIGINT; raises when the database is lost, for whoever starts it again."""
    asyncio.run(_work(pace or Pace()))


async def _work(pace: Pace) -> None:
    connector = app.connector.get_worker_connector()  # type: ignore[attr-defined]
    queue = DjangoApp(connector=connector)
    queue.task(name=TASK, queue=QUEUE, pass_context=True)(_run)
    async with queue.open_async():
        await _rescue(pace)
        tidying = asyncio.create_task(_tidy(queue, pace))
        try:
            await queue.run_worker_async(
                queues=[QUEUE],
                update_heartbeat_interval=pace.heartbeat_s,
                stalled_worker_timeout=pace.stalled_s,
                shutdown_graceful_timeout=pace.grace_s,
            )
        finally:
            tidying.cancel()
            with suppress(asyncio.CancelledError):
                await tidying


def _run(context: JobContext, job: int) -> None:
    run_job(job, context.should_abort)


async def _tidy(queue: DjangoApp, pace: Pace) -> None:
    cleared_at = -HOUR_S
    rounds: dict[str, float] = {}
    while True:
        await asyncio.sleep(pace.rescue_s)
        with suppress(DatabaseError):  # the database is restarting: the next round asks again
            await _rescue(pace)
            await _beside(add_changes_together)
            await _beside(lambda: make_rounds(rounds))
            if time.monotonic() - cleared_at > HOUR_S:
                cleared_at = time.monotonic()
                await _beside(clear_old_files)
                ended: dict[str, Any] = dict.fromkeys(("include_failed", "include_cancelled", "include_aborted"), True)
                await queue.job_manager.delete_old_jobs(nb_hours=PLACE_HOURS, queue=QUEUE, **ended)


async def _rescue(pace: Pace) -> None:
    await _beside(lambda: rescue_jobs(pace.stalled_s))


async def _beside(question: Callable[[], int]) -> None:
    """Ask in a thread of its own, and leave no connection behind."""

    def ask() -> None:
        close_old_connections()
        try:
            question()
        finally:
            close_old_connections()

    await sync_to_async(ask, thread_sensitive=False)()
