"""The register of a project as the workbook that imports unchanged: asked for here, made as a job."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from antu.households.access import require_export
from antu.households.models import Household
from antu.households.services.register_export import EXPORT_JOB
from antu.platform.confirming import Confirmation, ask
from antu.platform.display import HOME, Cell, Crumb, Fact, Head
from antu.platform.entry import EntryForm
from antu.platform.jobs.queueing import queue_job
from antu.platform.links import record_url
from antu.platform.pages import actor_of, page
from antu.projects.models import Project


@page("personal.view", methods=("GET", "HEAD", "POST"))
def register_workbook(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what leaves the system, then have the workbook made; the journal keeps who took it."""
    actor = actor_of(request)
    project = get_object_or_404(Project.objects.standing().seen_by(actor), pk=pk)
    require_export(actor)
    if request.method != "POST":
        count = Household.objects.standing().seen_by(actor).filter(project=project).count()
        return ask(request, _question(project, count))
    title, once = f"导出台账：{project.name}", f"{EXPORT_JOB} {project.pk}"
    job = queue_job(actor, EXPORT_JOB, title, {"project": project.pk}, unique_key=once)
    return redirect("job", pk=job.pk)


def _question(project: Project, count: int) -> Confirmation:
    crumbs = (HOME, Crumb(project.name, record_url(project)), Crumb("导出台账"))
    facts = (Fact("项目", Cell(project.name)), Fact("户数", Cell(f"{count} 户（您看得到的）")))
    effects = (
        "工作簿里的身份证号、银行账号和电话是完整的，请按规定保管，用完删除。",
        "导出人、时间和户数记入日志。",
        "在后台办理，办好后在任务页下载。",
    )
    form = EntryForm(submit_label="开始导出", cancel_url=record_url(project), key="confirm")
    return Confirmation(Head(f"导出台账：{project.name}", crumbs), facts, effects, form, voids=False)
