"""A person's uploads: the jobs that checked and imported them, and whether a check still says what would come of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from django.db.models import Q, QuerySet

from antu.kernel.errors import Forbidden, Problem
from antu.platform.actor import Actor
from antu.platform.attachments.services import FILE_ACTIONS
from antu.platform.jobs.selectors import is_within_reach
from antu.platform.journal_scope import entries_seen_by
from antu.platform.learned_names import ever_learned_names
from antu.platform.models import Job, JournalEntry, LearnedName

#: Uploads are listed from so many of the newest jobs.
JOBS_READ: Final = 400


class ImportKind(StrEnum):
    """Which of the two workbooks it is."""

    REGISTER = "register"
    DISTRICT = "district"

    @property
    def permission(self) -> str:
        """Who may import it."""
        return f"{self.value}.import"


class Step(StrEnum):
    """What a job does with an upload."""

    CHECK = "check"
    IMPORT = "import"

    def of(self, kind: ImportKind) -> str:
        """The key of the job's kind."""
        return f"{kind.value}-{self.value}"


#: Learned names, by which a workbook is read.
NAMES: Final = LearnedName._meta.label_lower
_STEPS: Final = {step.of(kind): (kind, step) for kind in ImportKind for step in Step}


def place_of(job: Job) -> tuple[ImportKind, Step]:
    """Which workbook the job is about, and what it does with it."""
    return _STEPS[job.kind]


def jobs_about(actor: Actor, kind: ImportKind, step: Step, key: str) -> QuerySet[Job]:
    """The actor's jobs of this step on this upload, newest first."""
    return Job.objects.of(actor).filter(kind=step.of(kind), args__upload=key)


def require_within_reach(actor: Actor, job: Job) -> None:
    """Let pass who sees now what the job saw of the records. Raises Forbidden (``J-REACH``)."""
    if not is_within_reach(actor, job):
        what = "这是按您当时单位的查看范围检查或导入的，范围已有变化，不能再打开；请按现在的范围重新上传"
        raise Forbidden(Problem("J-REACH", what))


def import_of_check(actor: Actor, kind: ImportKind, key: str, check: int) -> Job | None:
    """The import that this check was confirmed for, going on or done; not one that came to nothing."""
    confirmed = jobs_about(actor, kind, Step.IMPORT, key).filter(args__check=check)
    return confirmed.filter(failed_at=None, cancelled_at=None).first()


@dataclass(slots=True)
class Uploaded:
    """An upload with its newest job of each step."""

    kind: ImportKind
    key: str
    name: str
    jobs: dict[Step, Job] = field(default_factory=dict)

    @property
    def newest(self) -> Job:
        """What was done last."""
        return max(self.jobs.values(), key=lambda job: job.pk)


def uploads_of(actor: Actor) -> list[Uploaded]:
    """The actor's uploads, the last one used first; of kinds that the post may import."""
    kinds = [step.of(kind) for kind in ImportKind if actor.may(kind.permission) for step in Step]
    return list(_by_upload(Job.objects.of(actor).filter(kind__in=kinds)[:JOBS_READ]))


def _by_upload(jobs: QuerySet[Job]) -> Iterator[Uploaded]:
    found: dict[tuple[ImportKind, str], Uploaded] = {}
    for job in jobs:
        kind, step = place_of(job)
        key = str(job.args["upload"])
        upload = found.setdefault((kind, key), Uploaded(kind, key, str(job.args["name"])))
        upload.jobs.setdefault(step, job)
    yield from found.values()


def last_entry() -> int:
    """The newest journal entry: what is written later has a higher number."""
    newest = JournalEntry.objects.order_by("-id").values_list("id", flat=True).first()
    return newest or 0


def changed_since(actor: Actor, kind: ImportKind, entry: int) -> JournalEntry | None:
    """The newest change that the actor sees of what such a workbook is checked against, after the entry.

    None where all is as it was: what lies outside the actor's reach, no import of theirs touches.
    """
    own_names = JournalEntry.objects.filter(object_kind=NAMES, object_id__in=ever_learned_names(actor).values("pk"))
    seen = entries_seen_by(actor).exclude(object_kind=NAMES) | own_names
    later = seen.filter(id__gt=entry).exclude(change={}).exclude(action__in=FILE_ACTIONS)
    if kind is ImportKind.REGISTER:
        later = later.filter(
            Q(object_kind__startswith="households.") | Q(object_kind__startswith="projects.") | Q(object_kind=NAMES)
        )
    return later.order_by("-id").first()
