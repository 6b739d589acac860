"""Long work of this room: two packs over a whole register."""

from __future__ import annotations

from antu.platform.jobs.attempt import JobRun
from antu.platform.jobs.kinds import JobKind, JobOutcome
from antu.platform.links import record_url
from antu.platform.wording import with_sign
from antu.simulation.access import SIMULATE
from antu.simulation.domain.asking import Asked
from antu.simulation.selectors import simulations_seen
from antu.simulation.services import SIMULATE_JOB, WORKBOOK_JOB, simulate
from antu.simulation.tables.results import counted_words
from antu.simulation.tables.taken_out import write_workbook


def run_simulation(run: JobRun) -> JobOutcome:
    """The comparison, household by household; cancelled at any moment, nothing of it is kept."""

    def tell(done: int, total: int) -> None:
        run.progress(done, total, "逐户测算")

    made = simulate(run.actor, Asked.from_json(run.args), tell=tell).simulation
    counted = [("计入", f"{counted_words(made.result)}，两边都按同样的户")]
    if scaled := made.scaled:
        counted.append(("推算", f"到 {scaled['households']} 户，样本 {scaled['sample']} 户"))
    if made.result["refused_households"]:
        counted.append(("没有计入", f"{made.result['refused_households']} 户，原因见结果页"))
    said = f"政策测算：{made}，增减 {with_sign(made.difference)} 元"
    return JobOutcome(said, tuple(counted), (("打开测算结果", record_url(made)),))


def run_workbook(run: JobRun) -> JobOutcome:
    """A whole result as a workbook."""
    shown = simulations_seen(run.actor).get(pk=run.args["simulation"])

    def tell(done: int, total: int) -> None:
        run.progress(done, total, "写入各户")

    path = write_workbook(run.actor, shown, run.file(f"政策测算-{shown.pk}.xlsx"), tell)
    return JobOutcome(f"已导出：{shown}", file=path)


JOBS: tuple[object, ...] = (
    JobKind(SIMULATE_JOB, "政策测算", run_simulation, (SIMULATE, "register.view")),
    JobKind(WORKBOOK_JOB, "导出政策测算", run_workbook, (SIMULATE,)),
)
