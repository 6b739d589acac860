"""The use case «核定复算»: every stored determination proven, what differs kept as findings that wait for somebody."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from functools import partial
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from antu.compensation.access import PROVE, require_proof
from antu.compensation.domain.proving import Difference
from antu.compensation.models import Determination, PendingPricing, ProofFinding, ProofRun
from antu.compensation.selectors.batches import DUCKDB, EXPLAIN, engine_named
from antu.compensation.selectors.journaled import unlike_the_journal
from antu.compensation.selectors.pending import Pending, pending_pricings
from antu.compensation.selectors.proving import Proof, Proven, differing, differing_by_project
from antu.inbox.models import Todo
from antu.inbox.services import Addressee, Matter, Subject, close_todos, open_todo
from antu.organisations.models import Post
from antu.platform import journal
from antu.platform.actor import SYSTEM, Actor
from antu.platform.bulk import add_as_they_come, new_row
from antu.platform.jobs.queueing import queue_job
from antu.platform.models import Job
from antu.platform.progress import Told, to_nobody
from antu.policy import PackShelf
from antu.projects.models import Project
from antu.regulations.selectors import pack_shelf

PROVE_JOB: Final = "prove"
#: The key of the to-dos of its findings, one a project.
TODO: Final = "proof"
#: The hours in which nobody waits for the database.
NIGHT: Final = range(1, 5)


def order_proof(actor: Actor) -> Job:
    """Have all determinations proven by a worker; pressed twice, it is once. Raises Forbidden."""
    require_proof(actor)
    return queue_job(actor, PROVE_JOB, "复算全部核定", unique_key=PROVE_JOB)


def order_proof_of_the_night(now: datetime | None = None) -> int:
    """Queue tonight's proof in the hours of the night, once a night whoever asks; how many were queued."""
    moment = timezone.localtime(now)
    key = f"{PROVE_JOB} {moment.date()}"
    if moment.hour not in NIGHT or Job.objects.filter(unique_key=key).exists():
        return 0
    if not Determination.objects.exists():
        return 0
    queue_job(SYSTEM, PROVE_JOB, f"每夜复算全部核定（{moment.date()}）", unique_key=key)
    return 1


@transaction.atomic
def prove_determinations(actor: Actor, *, told: Told = to_nobody, shelf: PackShelf | None = None) -> ProofRun:
    """Prove every stored determination with both engines, keep what differs, and let it wait for who may act.

    Beside it stands who is unsigned and would be priced differently by another pack, as of the latest proof alone: it
    is no record, and a district's would be a book every night. No determination is touched. Raises Forbidden.
    """
    require_proof(actor)
    shelf = shelf or pack_shelf()
    begun = timezone.now()
    run = ProofRun.objects.create(
        started_at=begun, ended_at=begun, by_login=actor.login, by_name=actor.name, determination_count=0, line_count=0
    )
    with engine_named(DUCKDB) as engine:
        proof = Proof(shelf, engine)
        add_as_they_come(_findings(run, proof.proven(partial(_tell, told, "逐个复算核定"))))
        told(0, None, "与核定的日志比对")
        add_as_they_come(_found(run, each.difference, **each.about()) for each in unlike_the_journal())
        PendingPricing.objects.exclude(run=run).delete()
        others = pending_pricings(shelf, engine, timezone.localdate(), partial(_tell, told, "按另一办法测算未定的户"))
        add_as_they_come(_pending(run, each) for each in others)
    run.engines, run.unfit, run.ended_at = [EXPLAIN, DUCKDB], proof.unfit, timezone.now()
    run.save()
    _let_wait(differing_by_project(Project.objects.values_list("pk", flat=True)))
    change = {"复算的核定": [None, run.determination_count], "不符的核定": [None, differing(run.findings.all())]}
    journal.record(actor, "核定复算", run, change)
    return run


def _tell(told: Told, note: str, done: int, total: int) -> None:
    told(done, total, note)


def _findings(run: ProofRun, proven: Iterable[Proven]) -> Iterator[ProofFinding]:
    """The findings to keep; meanwhile the run counts what was proven."""
    for each in proven:
        run.determination_count += 1
        run.line_count += each.line_count
        about = {"determination_id": each.determination.pk, "household_id": each.determination.household_id}
        yield from (_found(run, difference, **about) for difference in each.differences)


def _found(run: ProofRun, found: Difference, **about: Any) -> ProofFinding:
    return new_row(
        ProofFinding,
        run_id=run.pk,
        **about,
        position=found.position,
        code=found.code,
        row=found.row,
        label=found.label,
        column=found.column[:200],
        stored=found.stored,
        explain=found.explain,
        batch=found.batch,
        stored_line=dict(found.stored_line),
        computed_line=dict(found.computed_line),
    )


def _pending(run: ProofRun, each: Pending) -> PendingPricing:
    columns = {"run_id": run.pk, "household_id": each.household.pk, "signed_on": each.signed_on}
    columns |= {"pack": each.pack, "other_pack": each.other_pack, "reason": each.reason}
    columns["payable_fen"] = each.payable.fen if each.payable is not None else None
    columns["other_fen"] = each.other.fen if each.other is not None else None
    return new_row(PendingPricing, **columns)


def _let_wait(found: Mapping[int, int]) -> None:
    """One to-do a project with findings, for each post that proves; those of projects without any are closed."""
    open_todos = Todo.objects.open().filter(kind=TODO)
    done = set(open_todos.values_list("object_id", flat=True)) - set(found)
    close_todos(TODO, done, outcome="复算已经相符")
    posts = list(Post.objects.filter(permissions__contains=[PROVE]).order_by("code"))
    projects = Project.objects.in_bulk(list(found))
    for project, count in found.items():
        title = f"核对 {count} 个复算不符的核定"
        known = set(open_todos.filter(object_id=project, title=title).values_list("post", flat=True))
        if known == {post.pk for post in posts}:
            continue
        close_todos(TODO, [project], outcome="有新的复算结果")
        for post in posts:
            matter = Matter(TODO, project, title)
            subject = Subject(str(projects[project]), tuple(projects[project].towns), projects[project].owner)
            open_todo(matter, subject, Addressee(post=post))
