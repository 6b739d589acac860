"""Long work of this room."""

from __future__ import annotations

from antu.households.services import export_register
from antu.households.services.register_export import EXPORT_JOB
from antu.platform.jobs.attempt import JobRun
from antu.platform.jobs.kinds import JobKind, JobOutcome
from antu.platform.links import record_url
from antu.projects.models import Project
from antu.regulations.selectors import pack_shelf


def run_register_export(run: JobRun) -> JobOutcome:
    """The project's register as the workbook that imports unchanged; the journal keeps who took it."""
    project = Project.objects.get(pk=run.args["project"])
    path = run.file(f"{project.name.replace('/', '_')}-台账.xlsx")
    count = export_register(run.actor, project, path, shelf=pack_shelf(), told=run.progress)
    return JobOutcome(f"已导出 {count} 户", links=(("回到项目", record_url(project)),), file=path)


JOBS: tuple[object, ...] = (JobKind(EXPORT_JOB, "导出台账", run_register_export, ("register.view", "personal.view")),)
