"""A person's uploads, and how far each has come."""

from __future__ import annotations

from typing import Final

from django.urls import reverse

from antu.households.selectors.imports import ImportKind, Step, Uploaded
from antu.households.tables.import_outcome import verdict
from antu.platform.display import Cell, Chip, Column, Kind, Tone
from antu.platform.jobs.states import JobState, state_of
from antu.platform.jobs.wording import state_chip
from antu.platform.listing import Empty, ListColumn, Listing
from antu.platform.models import Job
from antu.platform.wording import UNKNOWN, moment_text

KIND_WORDS: Final = {ImportKind.REGISTER: "台账", ImportKind.DISTRICT: "年度工作簿"}
_IMPORTED: Final = Chip("已导入", Tone.DONE)
_PAGES: Final = {Step.CHECK: "import-preview", Step.IMPORT: "import-result"}


def step_url(kind: ImportKind, step: Step, key: str, job: Job | None = None) -> str:
    """The page of a step of an upload; of this job, or of the newest."""
    path = reverse(_PAGES[step], args=[kind.value, key])
    return f"{path}?job={job.pk}" if job else path


def upload_url(upload: Uploaded) -> str:
    """The page of what was done last."""
    return step_url(upload.kind, _last_step(upload), upload.key)


def _last_step(upload: Uploaded) -> Step:
    return next(step for step, job in upload.jobs.items() if job is upload.newest)


def _state_cell(upload: Uploaded) -> Cell:
    step, job = _last_step(upload), upload.newest
    is_done = state_of(job) is JobState.DONE
    if step is Step.IMPORT:
        return Cell(chips=(_IMPORTED,)) if is_done else Cell("导入", chips=(state_chip(job),))
    chip = verdict(job.result["data"]) if is_done else state_chip(job)
    before = upload.jobs.get(Step.IMPORT)
    return Cell("检查", chips=(chip,), note="此前已导入" if before and before.done_at else "")


def _outcome_cell(upload: Uploaded) -> Cell:
    job = upload.newest
    return Cell(str(job.result.get("summary", "")) or job.problem or UNKNOWN)


UPLOADS: Final = Listing(
    "uploads",
    "我上传的工作簿",
    (
        ListColumn("name", Column("文件", kind=Kind.LONG), lambda each: Cell(each.name, url=upload_url(each))),
        ListColumn("kind", Column("工作簿", kind=Kind.MINOR), lambda each: Cell(KIND_WORDS[each.kind])),
        ListColumn("state", Column("办到哪一步"), _state_cell),
        ListColumn("outcome", Column("结果", kind=Kind.LONG), _outcome_cell),
        ListColumn("at", Column("时间"), lambda each: Cell(moment_text(each.newest.queued_at))),
    ),
    Empty("还没有上传过工作簿。"),
    counter="个工作簿",
    url_of=upload_url,
    is_picked=False,
    takes_additions=False,
    is_saved=False,
)
"""The last one used first."""
