"""A worker process with kinds of work that tests steer by files: it is waited for, cancelled and killed.

Called as ``main(HOME, ["die-after"])``: with ``die-after`` it is killed when the first job's work has been committed,
before the queue hears of it.
"""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

from antu.platform.contributions import collected
from antu.platform.jobs.attempt import JobRun
from antu.platform.jobs.kinds import JobKind, JobOutcome
from antu.platform.models import Job, JournalEntry

STEPS = 3


def write_rows(run: JobRun) -> JobOutcome:
    """Writes three rows and a file, then waits while the file ``gate`` is there."""
    written = run.file("结果.txt")
    for step in range(1, STEPS + 1):
        JournalEntry.objects.create(
            actor_login=run.actor.login, actor_name=run.actor.name, action=f"{run.job_id}-{step}", object_key="1"
        )
        run.progress(step, STEPS, "写入")
    written.write_text("三行", encoding="utf-8")
    gate = Path(run.args.get("gate", "/nowhere"))
    while gate.exists():
        run.check_cancelled()
        time.sleep(0.02)
    return JobOutcome("写入 3 行", facts=(("行数", "3"),), file=written)


def kill_its_worker(run: JobRun) -> JobOutcome:
    """What takes all memory ends like this."""
    tries = Path(run.args["tries"])
    tries.write_text((tries.read_text() if tries.exists() else "") + "x")
    os.kill(os.getpid(), signal.SIGKILL)
    return JobOutcome("")


def break_down(run: JobRun) -> JobOutcome:
    """A mistake of ours, after something was written."""
    JournalEntry.objects.create(action=f"{run.job_id}-broken")
    return JobOutcome(str(1 // 0))


KINDS = (
    JobKind("test-write", "写入", write_rows, ("register.import",)),
    JobKind("test-kill", "中断", kill_its_worker),
    JobKind("test-break", "出错", break_down),
)


def offered() -> Callable[[], tuple[object, ...]]:
    """What rooms contribute, and these kinds with it: to stand for ``contributions._all_contributions``."""
    known = collected(object)
    return lambda: (*known, *KINDS)


def main(home: str, *how: str) -> None:
    from django.conf import settings  # noqa: PLC0415 - set up by now

    from antu.platform import contributions  # noqa: PLC0415
    from antu.platform.jobs import running, worker  # noqa: PLC0415

    settings.ANTU_HOME = Path(home)
    contributions._all_contributions = offered()  # type: ignore[assignment]  # noqa: SLF001 - this process is ours
    if how:
        run_job = running.run_job

        def run_and_die(job_id: int, is_stopping: Callable[[], bool]) -> None:
            run_job(job_id, is_stopping)
            if Job.objects.filter(pk=job_id, done_at__isnull=False).exists():  # else another looked after it just then
                os.kill(os.getpid(), signal.SIGKILL)

        vars(worker)["run_job"] = run_and_die
    worker.work(worker.Pace(heartbeat_s=0.1, stalled_s=0.5, rescue_s=0.1, grace_s=0.2))
