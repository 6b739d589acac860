"""How a job reads on screen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from antu.platform.display import Cell, Chip, Column, Fact, Kind, Share, Tone
from antu.platform.jobs.kinds import known_kind
from antu.platform.jobs.selectors import in_state, jobs_of, kinds_of
from antu.platform.jobs.states import CODES, JobState, remaining_seconds, remaining_text, state_of, took_text
from antu.platform.listing import AskedList, Empty, ListColumn, Listing, by, choice_filter, text_filter
from antu.platform.models import Job
from antu.platform.pages import actor_of
from antu.platform.wording import UNKNOWN, moment_text

TONES: Final[Mapping[JobState, Tone]] = {
    JobState.QUEUED: Tone.PLAIN,
    JobState.RUNNING: Tone.GOING,
    JobState.CANCELLING: Tone.DUE,
    JobState.DONE: Tone.DONE,
    JobState.FAILED: Tone.STOPPED,
    JobState.CANCELLED: Tone.PLAIN,
}


def state_chip(job: Job) -> Chip:
    """The state as a word in its colour."""
    state = state_of(job)
    return Chip(state.value, TONES[state])


def job_url(job: Job) -> str:
    """The job's page."""
    return reverse("job", args=[job.pk])


def progress_text(job: Job) -> str:
    """How far it is: ``已办 120 / 400``, or what is counted so far; empty before anything is."""
    if job.total:
        return f"已办 {job.done} / {job.total}"
    return f"已办 {job.done}" if job.done else ""


def remaining(job: Job) -> str:
    """What remains, in words; empty while nobody can tell."""
    if state_of(job) is not JobState.RUNNING or job.counted_from is None:
        return ""
    elapsed = (timezone.now() - job.counted_from).total_seconds()
    return remaining_text(remaining_seconds(job.done, job.total, elapsed))


def took(job: Job) -> str:
    """How long it ran, or has run."""
    if job.started_at is None:
        return UNKNOWN
    return took_text(((job.ended_at or timezone.now()) - job.started_at).total_seconds())


def job_facts(job: Job) -> list[Fact]:
    """When it was queued and run."""
    moments = {"任务编号": str(job.pk), "提交": moment_text(job.queued_at), "开始": moment_text(job.started_at)}
    ends = {"结束": moment_text(job.ended_at), "用时": took(job)} if job.ended_at else {}
    return [Fact(label, Cell(text)) for label, text in (moments | ends).items()]


def _title_cell(job: Job) -> Cell:
    unread = (Chip("未看", Tone.DUE),) if job.ended_at and job.read_at is None else ()
    return Cell(job.title, url=job_url(job), chips=unread)


def _progress_cell(job: Job) -> Cell:
    if job.ended_at is not None:
        return Cell(str(job.result.get("summary", "")) or job.problem)
    share = Share(min(job.done, job.total), job.total, progress_text(job), Tone.GOING) if job.total else None
    return Cell(progress_text(job), note=remaining(job), share=share)


JOBS: Final = Listing(
    "jobs",
    "任务",
    (
        ListColumn("title", Column("任务", kind=Kind.LONG), _title_cell),
        ListColumn("state", Column("状态"), lambda job: Cell(chips=(state_chip(job),))),
        ListColumn("progress", Column("进度与结果", kind=Kind.LONG), _progress_cell),
        ListColumn("queued", Column("提交"), lambda job: Cell(moment_text(job.queued_at)), by("id")),
        ListColumn("took", Column("用时", kind=Kind.MINOR), lambda job: Cell(took(job))),
    ),
    Empty("还没有任务。导入、导出等较慢的工作会在后台办理，进度和结果列在这里。"),
    counter="个任务",
    url_of=job_url,
    is_picked=False,
    takes_additions=False,
)
"""A person's jobs, newest first."""


def job_list(request: HttpRequest) -> AskedList:
    """One's own jobs as the URL asks for them."""
    found = jobs_of(actor_of(request))
    kinds = [(key, _kind_title(key)) for key in kinds_of(found)]
    filters = [
        choice_filter(request, "state", "状态", [(code, state.value) for code, state in CODES.items()]),
        *([choice_filter(request, "kind", "类别", kinds)] if kinds else []),
        text_filter(request, "q", "任务名称"),
    ]
    wanted = {each.name: each.value for each in filters if each.value}
    if state := wanted.get("state"):
        found = in_state(found, CODES[state])
    if kind := wanted.get("kind"):
        found = found.filter(kind=kind)
    if words := wanted.get("q"):
        found = found.filter(title__icontains=words)
    return AskedList(request, JOBS, filters, found)


def _kind_title(key: str) -> str:
    kind = known_kind(key)
    return kind.title if kind else key
