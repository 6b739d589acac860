"""An uploaded workbook: its check, what would come of it, its import, what came of it. Each step is a job."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from django.http import FileResponse, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from antu.households.selectors.imports import (
    ImportKind,
    Step,
    changed_since,
    import_of_check,
    jobs_about,
    require_within_reach,
)
from antu.households.services.importing import queue_check, queue_import
from antu.households.tables.import_outcome import (
    LEFT_OUT,
    MOVED,
    UNCHANGED,
    asked_moved,
    asked_rows,
    change_words,
    changed_rows,
    figures,
    moved_words,
    problem_words,
    sheet_problems,
    sheet_table,
    unmatched_words,
    verdict,
)
from antu.households.tables.uploads import step_url
from antu.households.views.uploaded import IMPORTS, PERMISSIONS, own_upload
from antu.kernel.errors import BadInput, Problem
from antu.platform.display import HOME, Action, Chip, Crumb, Head, Tone
from antu.platform.exchange.kept import KeptOutcome
from antu.platform.handbook.linking import with_rules_linked
from antu.platform.jobs.states import JobState, state_of
from antu.platform.jobs.views import job_context, mark_shown
from antu.platform.jobs.waiting import settled
from antu.platform.jobs.wording import state_chip
from antu.platform.links import url_of
from antu.platform.listing import answered, list_context
from antu.platform.models import Job
from antu.platform.pages import actor_of, page
from antu.platform.panels import draw, draw_table
from antu.platform.uploads import Upload
from antu.platform.wording import moment_text

IMPORTED: Final = Chip("已导入", Tone.DONE)
TAKEN: Final = Chip("已按这次检查导入", Tone.DONE)
TAKING: Final = Chip("正在按这次检查导入", Tone.GOING)
MEANWHILE: Final = {
    Step.CHECK: "检查不写入任何内容。可以离开这一页，稍后从「导入」页回来看结果。",
    Step.IMPORT: "全部办完才写入，取消就一点不写。可以离开这一页，稍后从「导入」页回来看结果。",
}
#: Digits of a job's number, at most.
NUMBER_MAX: Final = 18
WORDS: Final = {Step.CHECK: "检查", Step.IMPORT: "导入"}


@page(*PERMISSIONS, methods=("GET", "HEAD", "POST"))
def preview(request: HttpRequest, kind: str, key: str) -> HttpResponseBase:
    """What would come of the workbook; it is checked again or imported from here."""
    shown = _shown(request, kind, key, Step.CHECK)
    if request.method == "POST":
        return _step_taken(request, shown)
    if shown.job is None or state_of(shown.job) is not JobState.DONE:
        return _unfinished(request, shown)
    counts = shown.job.result["data"]
    taken = import_of_check(actor_of(request), shown.kind, key, shown.job.pk)
    stale = None if taken else changed_since(actor_of(request), shown.kind, counts["seen"])
    notices: tuple[str, ...] = ()
    if stale:
        what = f"{moment_text(stale.at)} {stale.actor_name} {stale.action}"
        notices = (f"检查之后记录有变动（{what}），下面的结果可能已经不准；请重新检查后再导入。",)
    chip = verdict(counts) if taken is None else TAKEN if taken.ended_at else TAKING
    context = {
        "result_url": shown.address(Step.IMPORT, taken) if taken else "",
        "taken": chip.text,
        "is_unchanged": verdict(counts) == UNCHANGED,
        "is_left_out": verdict(counts) == LEFT_OUT,
        "changes": change_words(counts),
        "may_confirm": not taken and changed_rows(counts) > 0,
        "is_stale": stale is not None,
        "earlier_url": "" if taken else _earlier(request, shown),
    }
    return _outcome_page(request, shown, Head(shown.upload.name, chips=(chip,), notices=notices), context)


@page(*PERMISSIONS)
def result(request: HttpRequest, kind: str, key: str) -> HttpResponseBase:
    """What came of the confirmed import."""
    shown = _shown(request, kind, key, Step.IMPORT)
    if shown.job is None:
        return redirect(shown.address(Step.CHECK))
    if state_of(shown.job) is not JobState.DONE:
        return _unfinished(request, shown)
    project = shown.job.result["data"]["project"]
    to = url_of("projects.Project", project) if project else reverse("projects")
    actions = (Action("查看项目", to, is_primary=True), Action("再导入一个", reverse("imports")))
    return _outcome_page(request, shown, Head(shown.upload.name, chips=(IMPORTED,), actions=actions), {})


@page(*PERMISSIONS)
def problems(request: HttpRequest, kind: str, key: str) -> FileResponse:
    """The workbook with the problems marked that the job in the URL found, else the last job that is done."""
    steps = [_shown(request, kind, key, step) for step in Step]
    found = {each.job.pk: each for each in steps if each.job and each.job.done_at}
    done = found.get(_number(request.GET.get("job"))) or found.get(max(found, default=0))
    marked = done.kept.marked if done else None
    if done is None or marked is None:
        raise BadInput(Problem("U-MARKED", "还没有标出问题的工作簿；请先检查，检查出错误或提醒后再下载"))
    name = f"{done.upload.path.stem}-已标出问题.xlsx"
    response = FileResponse(marked.open("rb"), as_attachment=True, filename=name)
    response["Cache-Control"] = "private, no-store"
    return response


@dataclass(frozen=True, slots=True)
class _Shown:
    """The actor's upload, and the job of this step that is looked at: the newest, or the one in the URL."""

    kind: ImportKind
    upload: Upload
    step: Step
    job: Job | None

    @property
    def kept(self) -> KeptOutcome:
        """What the job found."""
        assert self.job  # noqa: S101 - asked of a job that is done
        return KeptOutcome(self.upload.outcome_folder(self.job.pk))

    def address(self, step: Step, job: Job | None = None) -> str:
        """The page of a step of this upload."""
        return step_url(self.kind, step, self.upload.key, job)

    @property
    def names_address(self) -> str:
        """Where it is said what its unknown names mean."""
        return reverse("import-names", args=[self.kind, self.upload.key])


def _shown(request: HttpRequest, kind: str, key: str, step: Step) -> _Shown:
    of, upload = own_upload(request, kind, key)
    actor = actor_of(request)
    jobs = jobs_about(actor, of, step, key)
    job = jobs.filter(pk=_number(request.GET.get("job"))).first() or jobs.first()
    if job and job.done_at:
        require_within_reach(actor, job)
    return _Shown(of, upload, step, settled(job) if job and request.method != "POST" else job)


def _number(given: str | None) -> int:
    """The number of a job that a request names; 0, which is none, for what is no such number."""
    return int(given) if given and given.isdecimal() and len(given) <= NUMBER_MAX else 0


def _step_taken(request: HttpRequest, shown: _Shown) -> HttpResponseBase:
    actor, check = actor_of(request), _number(request.POST.get("check"))
    done = jobs_about(actor, shown.kind, Step.CHECK, shown.upload.key).exclude(done_at=None)
    if done.filter(pk=check).exists():
        return redirect(shown.address(Step.IMPORT, queue_import(actor, shown.kind, shown.upload, check)))
    return redirect(shown.address(Step.CHECK, queue_check(actor, shown.kind, shown.upload)))


def _earlier(request: HttpRequest, shown: _Shown) -> str:
    """What came of the last import of this upload that was done; empty where none was."""
    done = jobs_about(actor_of(request), shown.kind, Step.IMPORT, shown.upload.key).exclude(done_at=None).first()
    return shown.address(Step.IMPORT, done) if done else ""


def _unfinished(request: HttpRequest, shown: _Shown) -> HttpResponseBase:
    """A step that goes on, was not begun, or came to nothing."""
    job, word = shown.job, WORDS[shown.step]
    crumbs = (HOME, IMPORTS, Crumb(word))
    if job and job.ended_at is None:
        actions = (Action(f"取消{word}", reverse("job-cancel", args=[job.pk])),)
        head = Head(f"{word}：{shown.upload.name}", crumbs, subtitle=MEANWHILE[shown.step], actions=actions)
        return render(request, "antu/job.html", {"head": head, **job_context(request, job), "links": ()})
    if job:
        mark_shown(request, job)
    context = {
        "head": Head(shown.upload.name, crumbs, chips=(state_chip(job),) if job else ()),
        "word": word,
        "problems": list(map(with_rules_linked, job.problem.splitlines())) if job else (),
        "check_url": shown.address(Step.CHECK),
        "earlier_url": _earlier(request, shown),
        "is_check": shown.step is Step.CHECK,
        "names_url": shown.names_address if job and job.failed_at and shown.kind is ImportKind.DISTRICT else "",
    }
    return render(request, "households/import_stopped.html", context)


def _outcome_page(request: HttpRequest, shown: _Shown, head: Head, context: dict[str, Any]) -> HttpResponseBase:
    job, kept = shown.job, shown.kept
    assert job  # noqa: S101 - only what is done is shown
    mark_shown(request, job)
    counts = job.result["data"]
    rows, moved = asked_rows(request, counts, kept.rows()), asked_moved(request, kept.moved())
    for each in (rows, moved):
        if answer := answered(each):
            return answer
    told = (f"{moment_text(job.ended_at)} {WORDS[shown.step]}", problem_words(counts), moved_words(counts, shown.step))
    head = Head(
        head.title,
        (HOME, IMPORTS, Crumb("导入结果" if shown.step is Step.IMPORT else "检查结果")),
        subtitle="；".join(words for words in told if words),
        chips=head.chips,
        actions=head.actions,
        notices=head.notices,
        figures=figures(counts, request.path, f"job={job.pk}"),
    )
    of_sheets = sheet_problems(kept.sheet_problems())
    panels = [draw_table(request, "sheet-problems", "整张表的问题", of_sheets)] if of_sheets.rows else []
    if moved.found:
        panels.append(draw(request, moved.anchor, MOVED.title, "antu/listing.html", list_context(moved)))
    panels.append(draw(request, rows.anchor, "逐行结果", "antu/listing.html", list_context(rows)))
    panels.append(draw_table(request, "sheets", "各表行数", sheet_table(counts)))
    marked = f"{reverse('import-problems', args=[shown.kind, shown.upload.key])}?job={job.pk}" if kept.marked else ""
    unmatched = unmatched_words(counts) if shown.step is Step.CHECK else ""
    naming = {"unmatched": unmatched, "names_url": shown.names_address, "used_names": counts.get("used_names", ())}
    context |= naming
    shared = {"head": head, "panels": panels, "marked_url": marked, "job": job, "is_check": shown.step is Step.CHECK}
    shared["is_partly"] = bool(counts["errors"])
    return render(request, "households/import_outcome.html", {**shared, **context})
