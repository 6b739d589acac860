"""Long work of this room: computing a whole register."""

from __future__ import annotations

from antu.estimates.domain.asking import Asked
from antu.estimates.models import EstimateVersion
from antu.estimates.selectors import counted_subjects, lines_of, total_of
from antu.estimates.services import compute_estimate
from antu.estimates.services.holding import COMPUTE_JOB
from antu.platform.jobs.attempt import JobRun
from antu.platform.jobs.kinds import JobKind, JobOutcome
from antu.platform.links import record_url


def run_computing(run: JobRun) -> JobOutcome:
    """The computed lines of a draft, household by household."""
    version = EstimateVersion.objects.select_related("project").get(pk=run.args["version"])

    def tell(done: int, total: int) -> None:
        run.progress(done, total, "逐户计算")

    computed = compute_estimate(run.actor, version, Asked.from_json(run.args["asked"]), tell=tell)
    counted = counted_subjects(computed)
    facts = [("计入", f"{counted.determined + counted.estimated} 户")]
    if counted.left_out:
        facts.append(("没有计入", f"{counted.left_out} 户算不出，原因见概算页“计入的户”"))
    total = total_of(lines_of(computed)).grouped()
    return JobOutcome(f"已计算：{computed}，总额 {total} 元", tuple(facts), ((str(computed), record_url(computed)),))


JOBS: tuple[object, ...] = (JobKind(COMPUTE_JOB, "计算概算", run_computing, ("project.edit",)),)
