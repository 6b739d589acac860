"""Pages of jobs: one's own, one of them while it runs and when it has ended, its cancellation, its file."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from antu.kernel.errors import BadInput, Forbidden, Problem
from antu.platform.confirming import Confirmation, ask
from antu.platform.display import HOME, Action, Cell, Crumb, Fact, Head
from antu.platform.entry import EntryForm
from antu.platform.handbook.linking import with_rules_linked
from antu.platform.jobs.kinds import known_kind
from antu.platform.jobs.queueing import cancel_job
from antu.platform.jobs.rescuing import FILE_DAYS
from antu.platform.jobs.selectors import is_within_reach, jobs_of, mark_read
from antu.platform.jobs.states import JobState, state_of
from antu.platform.jobs.store import job_folder
from antu.platform.jobs.wording import job_facts, job_list, job_url, progress_text, remaining, state_chip
from antu.platform.listing import list_page
from antu.platform.models import Job
from antu.platform.pages import actor_of, page

CONFIRMS = ("GET", "HEAD", "POST")


@page()
def jobs(request: HttpRequest) -> HttpResponseBase:
    """One's own jobs."""
    head = Head("任务", (HOME, Crumb("任务")), subtitle="较慢的工作在后台办理，可以离开页面去做别的。")
    return list_page(job_list(request), head)


@page()
def job(request: HttpRequest, pk: int) -> HttpResponse:
    """One job: how far it is, or what came of it."""
    shown = _own(request, pk)
    mark_shown(request, shown)
    return render(request, "antu/job.html", {"head": _head(request, shown), **job_context(request, shown)})


def mark_shown(request: HttpRequest, shown: Job) -> None:
    """The page of this request tells how the job ended: it is no news any more."""
    if mark_read(shown):
        vars(request.user)["open_jobs"] = max(getattr(request.user, "open_jobs", 0) - 1, 0)  # counted before this page


@page()
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """The part of the page that changes while it runs; the page asks for it every second."""
    return render(request, "antu/job_state.html", job_context(request, _own(request, pk)))


@page(methods=CONFIRMS)
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Cancel, after asking once more."""
    asked = _own(request, pk)
    if asked.ended_at is not None:
        messages.info(request, "任务已经结束，不用取消。")
        return redirect("job", pk=pk)
    if request.method != "POST":
        return ask(request, _question(asked))
    cancel_job(actor_of(request), asked)
    messages.success(request, "已取消。正在办理的部分会停下并全部撤回。")
    return redirect("job", pk=pk)


@page()
def file(request: HttpRequest, pk: int) -> FileResponse:
    """The file that it made, for as long as its owner may still have it."""
    made = _own(request, pk)
    if kind := known_kind(made.kind):
        kind.require(actor_of(request), made.args)
    if made.file_name and not is_within_reach(actor_of(request), made):
        what = "这个文件按您当时单位的查看范围做成，范围已有变化，不能再下载；请按现在的范围重新办理一次"
        raise Forbidden(Problem("J-REACH", what))
    path = job_folder(made.pk) / made.file_name
    if kind is None or not made.file_name or not path.is_file():
        raise BadInput(Problem("J-FILE", f"结果文件已不在服务器上（只保留 {FILE_DAYS} 天）；请重新办理一次"))
    response = FileResponse(path.open("rb"), as_attachment=True, filename=made.file_name)
    response["Cache-Control"] = "private, no-store"
    return response


def _own(request: HttpRequest, pk: int) -> Job:
    return get_object_or_404(jobs_of(actor_of(request)), pk=pk)


def _head(request: HttpRequest, shown: Job) -> Head:
    crumbs = (HOME, Crumb("任务", reverse("jobs")), Crumb(shown.title))
    if shown.ended_at is None:
        actions: tuple[Action, ...] = (Action("取消任务", reverse("job-cancel", args=[shown.pk])),)
    elif _has_file(request, shown):
        actions = (Action(f"下载{shown.file_name}", reverse("job-file", args=[shown.pk]), is_primary=True),)
    else:
        actions = ()
    kind = known_kind(shown.kind)
    subtitle = kind.title if kind and not shown.title.startswith(kind.title) else ""
    return Head(shown.title, crumbs, subtitle=subtitle, actions=actions)


def _has_file(request: HttpRequest, shown: Job) -> bool:
    kind, actor = known_kind(shown.kind), actor_of(request)
    is_for = kind is not None and kind.is_for(actor, shown.args)
    return bool(shown.file_name) and is_for and is_within_reach(actor, shown)


def job_context(request: HttpRequest, shown: Job) -> dict[str, Any]:
    """What ``antu/job.html`` and its changing part draw; a room may show its own jobs on a page of its own."""
    state, result, kind = state_of(shown), shown.result, known_kind(shown.kind)
    own_page = (kind.own_page(shown),) if kind and kind.own_page else ()
    facts = [Fact(str(label), Cell(str(text))) for label, text in result.get("facts", ())]
    return {
        "job": shown,
        "chip": state_chip(shown),
        "is_open": shown.ended_at is None,
        "is_queued": state is JobState.QUEUED,
        "progress": progress_text(shown),
        "remaining": remaining(shown),
        "summary": result.get("summary", ""),
        "problems": list(map(with_rules_linked, shown.problem.splitlines())),
        "facts": [*facts, *job_facts(shown)],
        "links": (*own_page, *result.get("links", ())),
        "cleared": shown.file_cleared_at is not None,
        "file_days": FILE_DAYS,
        "has_file": _has_file(request, shown),
        "progress_url": reverse("job-progress", args=[shown.pk]),
    }


def _question(asked: Job) -> Confirmation:
    crumbs = (HOME, Crumb("任务", reverse("jobs")), Crumb(asked.title, job_url(asked)), Crumb("取消"))
    form = EntryForm(submit_label="取消任务", cancel_url=job_url(asked), key="confirm")
    effects = ("正在办理的部分会停下，已写入的内容全部撤回，如同没有提交过。", "需要时可以重新提交。")
    return Confirmation(Head(f"取消任务：{asked.title}", crumbs), tuple(job_facts(asked)), effects, form)
