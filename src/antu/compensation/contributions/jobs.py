"""Long work of this room: papers of many households."""

from __future__ import annotations

from typing import Final

from django.utils import timezone

from antu.compensation.documents.batch import MAKINGS, Paper, print_batch
from antu.compensation.services import PRINT_JOB
from antu.platform.jobs.attempt import JobRun
from antu.platform.jobs.kinds import JobKind, JobOutcome

#: Whom the result names; the paper has them all.
NAMED: Final = 20


def run_print(run: JobRun) -> JobOutcome:
    """The papers of the households that were chosen, as one PDF, and who could not be printed."""
    paper = Paper(run.args["paper"])
    title = MAKINGS[paper].title
    batch = print_batch(run.actor, paper, run.args["keys"], timezone.now(), run.progress)
    path = run.file(f"{title}-{run.args['of']}.pdf")
    path.write_bytes(batch.pdf)
    said = f"已打印 {batch.count} 户的{title}"
    if not batch.left_out:
        return JobOutcome(said, file=path)
    more = (("其余", f"另有 {len(batch.left_out) - NAMED} 户，见最后一页"),) if len(batch.left_out) > NAMED else ()
    return JobOutcome(f"{said}；{len(batch.left_out)} 户没有打印", (*batch.left_out[:NAMED], *more), file=path)


JOBS: tuple[object, ...] = (JobKind(PRINT_JOB, "批量打印", run_print, ("register.view",)),)
