"""Long work of this room."""

from __future__ import annotations

from django.utils import timezone

from antu.households.selectors.imports import ImportKind, Step, last_entry, place_of
from antu.households.services import Occasion, export_register
from antu.households.services.importing import TITLES, layouts_of, run_import
from antu.households.services.register_export import EXPORT_JOB
from antu.households.tables.import_outcome import counted, summary
from antu.households.tables.uploads import step_url
from antu.platform.exchange import ImportMode
from antu.platform.exchange.kept import KeptOutcome
from antu.platform.jobs.attempt import JobRun
from antu.platform.jobs.kinds import JobKind, JobOutcome
from antu.platform.learned_names import taught_names
from antu.platform.links import record_url
from antu.platform.models import Job
from antu.platform.uploads import kept_upload
from antu.platform.workbook import TaughtNames
from antu.projects.models import Project
from antu.regulations.selectors import pack_shelf

_LABELS = {Step.CHECK: "看检查结果", Step.IMPORT: "看导入结果"}


def run_register_export(run: JobRun) -> JobOutcome:
    """The project's register as the workbook that imports unchanged; the journal keeps who took it."""
    project = Project.objects.get(pk=run.args["project"])
    path = run.file(f"{project.name}-台账.xlsx")
    count = export_register(run.actor, project, path, shelf=pack_shelf(), told=run.progress)
    return JobOutcome(f"已导出 {count} 户", links=(("回到项目", record_url(project)),), file=path)


def _import_job(kind: ImportKind, step: Step) -> JobKind:
    def run_step(run: JobRun) -> JobOutcome:
        seen, occasion = last_entry(), Occasion(timezone.localdate(), pack_shelf())
        upload = kept_upload(run.actor, run.args["upload"])
        names = _names(run, kind)
        mode = ImportMode(dry_run=step is Step.CHECK, told=run.progress, names=names)
        kept = KeptOutcome(upload.outcome_folder(run.job_id))
        try:
            outcome = run_import(run.actor, kind, upload, occasion, mode)
            kept.write(outcome)
            kept.mark(upload.path, outcome, layouts_of(kind, occasion.shelf, names), mode.told)
            run.check_cancelled()
        except BaseException:
            kept.clear()
            raise
        return JobOutcome(summary(outcome, step), data={**counted(outcome), "seen": seen, "names": names.as_json()})

    return JobKind(step.of(kind), TITLES[kind, step], run_step, (kind.permission,), own_page=_own_page)


def _names(run: JobRun, kind: ImportKind) -> TaughtNames:
    """What the actor's organisation taught; an import goes by what its check went by, whatever was taught since."""
    check = Job.objects.of(run.actor).filter(pk=run.args.get("check", 0)).first()
    kept = check.result["data"].get("names") if check else None
    return TaughtNames.from_json(kept) if kept else taught_names(run.actor, kind)


def _own_page(job: Job) -> tuple[str, str]:
    kind, step = place_of(job)
    return _LABELS[step], step_url(kind, step, job.args["upload"], job)


IMPORTS = tuple(_import_job(kind, step) for kind in ImportKind for step in Step)
JOBS: tuple[object, ...] = (
    JobKind(EXPORT_JOB, "导出台账", run_register_export, ("register.view", "personal.view")),
    *IMPORTS,
)
