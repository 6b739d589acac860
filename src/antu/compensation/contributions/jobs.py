"""Long work of this room: papers of many households, and the proof of all determinations, every night too."""

from __future__ import annotations

from typing import Final

from django.urls import reverse
from django.utils import timezone

from antu.compensation.access import PROVE
from antu.compensation.documents.batch import MAKINGS, Paper, print_batch
from antu.compensation.services import PRINT_JOB, PROVE_JOB, order_proof_of_the_night, prove_determinations
from antu.platform.jobs.attempt import JobRun
from antu.platform.jobs.kinds import JobKind, JobOutcome
from antu.platform.jobs.rounds import Round

#: Whom the result names; the paper has them all.
NAMED: Final = 20
#: How often a worker looks whether tonight's proof is due.
LOOKED_FOR_S: Final = 600


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


def run_proof(run: JobRun) -> JobOutcome:
    """Every stored determination, proven."""
    proof = prove_determinations(run.actor, told=run.progress)
    found = proof.findings.count()
    facts = [("复算", f"{proof.determination_count} 个核定，{proof.line_count} 行明细")]
    facts.append(("未定户", f"{proof.pending.count()} 条计价差异"))
    said = f"核定复算：{f'不符 {found} 处' if found else '全部相符'}"
    return JobOutcome(said, tuple(facts), (("核定复算", reverse("proof")),))


JOBS: tuple[object, ...] = (
    JobKind(PRINT_JOB, "批量打印", run_print, ("register.view",)),
    JobKind(PROVE_JOB, "核定复算", run_proof, (PROVE,)),
    Round("proof", LOOKED_FOR_S, order_proof_of_the_night),
)
