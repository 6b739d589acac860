"""Writes of compensation: signing determines, a changed fact supersedes, a withdrawn signing ends. Never deleted."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from antu.compensation.access import require_determination, require_review
from antu.compensation.documents.batch import MAKINGS, Paper
from antu.compensation.domain.comparison import facts_changes
from antu.compensation.domain.digests import DETERMINED, JOURNALED
from antu.compensation.domain.proving import line_values
from antu.compensation.models import Determination, DeterminationLine, DeterminationReview
from antu.compensation.selectors import PackChoice, choose_pack
from antu.compensation.selectors.reviews import review_problems
from antu.compensation.selectors.versions import standing_determinations
from antu.households.events import HouseholdsRecorded, RecordingRefused
from antu.households.models import Household, HouseholdEvent, HouseholdEventKind
from antu.households.selectors import facts_of, whole_households
from antu.kernel.errors import AntuError, BadInput, Problem
from antu.platform import journal
from antu.platform.actor import Actor
from antu.platform.bulk import add_rows, new_row
from antu.platform.exchange import MovedAmount
from antu.platform.jobs.queueing import queue_job
from antu.platform.models import Job
from antu.policy import Computation, Line, Pack, compute, read_facts
from antu.projects.models import Project

REASON_LENGTH_MAX = 300
WITHDRAWN: Final = "签约撤销，核定终止"
PRINT_JOB: Final = "papers"
#: What one file holds: more than an office prints in one go, and still a file that a PC opens.
PAPERS_MAX: Final = 2_000
#: What is printed while the person waits.
FEW_PAPERS: Final = 20


def order_papers(actor: Actor, paper: Paper, keys: Sequence[int], of: str) -> Job:
    """Have the papers of these households printed as one file; ``of`` says whose they are. Pressed twice, it is once.

    Raises Forbidden, and BadInput (``D-BATCH``) where they are too many for one file.
    """
    if len(keys) > PAPERS_MAX:
        what = f"一次最多打印 {PAPERS_MAX} 户，这里有 {len(keys)} 户；请先按镇街、村或状态筛选，再分批打印"
        raise BadInput(Problem("D-BATCH", what))
    args = {"paper": paper.value, "keys": list(keys), "of": of}
    once = hashlib.sha256(json.dumps(args).encode()).hexdigest()
    title = f"打印{MAKINGS[paper].title}：{of}"
    return queue_job(actor, PRINT_JOB, title, args, unique_key=f"{PRINT_JOB} {once[:32]}")


@transaction.atomic
def determine_recorded(event: HouseholdsRecorded) -> None:
    """Bring the determinations of recorded subjects up to date with their facts.

    A subject that has signed gets a determination by the newest version of the project's pack; one whose facts changed
    after signing a further version by the pack version it signed under; one whose signing was withdrawn loses its
    standing one. Unchanged facts change nothing. Raises Forbidden, or :class:`RecordingRefused` with every subject that
    its pack cannot compute.
    """
    require_determination(event.actor)
    project = Project.objects.get(pk=event.project_id)
    book = _Book(event, project, timezone.now())
    concerned = _concerned(event.household_ids)
    recorded = whole_households(project, pks=concerned).prefetch_related("determinations")
    for done, household in enumerate(recorded.select_for_update(of=("self",))):  # no two make the next version
        event.told(done, len(concerned), "核定已签约的户")
        book.bring_up_to_date(household)
    event.told(0, None, "写入核定结果")
    book.enter()


@transaction.atomic
def pass_review(actor: Actor, household: Household, today: date) -> DeterminationReview:
    """Record that the standing determination passed its review. Raises Forbidden, or BadInput (``D-REVIEW``)."""
    require_review(actor)
    standing = standing_determinations().select_for_update().filter(household=household).first()
    problems = review_problems(household, standing)
    if standing is None or problems:
        raise BadInput(problems)
    made = DeterminationReview.objects.create(determination=standing, reviewed_on=today, by_name=actor.name)
    journal.record(actor, "核定审核通过", household, {"核定": ["", str(standing)]})
    return made


def _concerned(households: Sequence[int]) -> list[int]:
    """Those that have signed, or have a determination from when they had: of the others there is nothing to say."""
    signed = HouseholdEvent.objects.standing().filter(household__in=households, kind=HouseholdEventKind.SIGNED)
    determined = Determination.objects.filter(household__in=households)
    rows = signed.values_list("household", flat=True).union(determined.values_list("household", flat=True))
    return sorted(rows)


@dataclass
class _Book:
    """The determinations of one event, entered together when no subject is refused."""

    event: HouseholdsRecorded
    project: Project
    now: datetime
    ended: list[Determination] = field(default_factory=list)
    made: list[tuple[Determination, Computation]] = field(default_factory=list)
    refused: dict[str, tuple[Problem, ...]] = field(default_factory=dict)

    @cached_property
    def choice(self) -> PackChoice:
        """The pack of the project's new determinations: chosen once an event, not once a subject."""
        return choose_pack(self.project, self.event.shelf)

    def bring_up_to_date(self, household: Household) -> None:
        """Decide what the subject's facts ask for; a refusal is kept for the end."""
        versions = list(household.determinations.all())
        standing = next((each for each in versions if each.is_standing), None)
        try:
            if household.signed_on:
                self._determine(household, household.signed_on, versions, standing)
            elif standing:
                self._end(standing, f"签约撤销（签约日已清空），{self.event.reason}")
                self._tell(household, WITHDRAWN, standing, None)
        except AntuError as refusal:
            self.refused[household.code] = refusal.problems

    def enter(self) -> None:
        """Write all of it with its journal; RecordingRefused when a subject could not be computed."""
        if self.refused:
            raise RecordingRefused(self.refused)
        for each in self.ended:
            each.save(update_fields=("is_standing", "ended_reason", "ended_at", "standing_sha256"))
        add_rows(determination for determination, _ in self.made)
        add_rows(
            _stored_line(determination, position, line)
            for determination, computation in self.made
            for position, line in enumerate(computation.lines, start=1)
        )
        entries = ((determination, _entry(determination)) for determination, _ in self.made)
        journal.record_each(self.event.actor, DETERMINED, entries, source=self.event.reason)
        superseded = {determination.supersedes_id for determination, _ in self.made}
        for each in self.ended:
            if each.pk not in superseded:
                change = {"is_standing": [True, False], "ended_reason": ["", each.ended_reason]}
                journal.record(self.event.actor, "终止核定", each, change, source=self.event.reason)

    def _determine(
        self, household: Household, day: date, versions: Sequence[Determination], standing: Determination | None
    ) -> None:
        pack = self._pack_of(standing)
        facts = read_facts(pack, facts_of(household, pack)).as_document()
        if standing and standing.signed_on == day and not facts_changes(standing.facts, facts):
            return
        if standing and standing.pack_sha256 != pack.sha256:
            raise _altered(pack)
        last = versions[-1] if versions else None
        determination = Determination(
            household=household,
            version=last.version + 1 if last else 1,
            supersedes=last,
            reason=self._reason(day, standing, pack),
            signed_on=day,
            facts=facts,
            determined_at=self.now,
            determined_by=self.event.actor.name,
        )
        computation = compute(pack, read_facts(pack, facts))
        _keep(determination, computation)
        self.made.append((determination, computation))
        if standing:
            self._end(standing, determination.reason)
            self._tell(household, f"第 {determination.version} 版核定", standing, determination)

    def _tell(self, household: Household, what: str, standing: Determination, after: Determination | None) -> None:
        now = after.payable_fen if after else None
        moved = MovedAmount(household.code, household.head_name, what, standing.payable_fen, now)
        self.event.moved.append(moved)

    def _pack_of(self, standing: Determination | None) -> Pack:
        """A changed rate never moves a signed subject: it stays with the version that it signed under."""
        if standing:
            return self.event.shelf.get(f"{standing.pack_id}@{standing.pack_version}")
        return self.choice.pack

    def _reason(self, day: date, standing: Determination | None, pack: Pack) -> str:
        if standing is None:
            words = f"{day} 签约，{self.event.reason}；{self.choice.why}"
        elif standing.signed_on != day:
            words = f"签约日由 {standing.signed_on} 更正为 {day}，{self.event.reason}；仍按 {pack.name}"
        else:
            words = f"签约后事实更正，{self.event.reason}；签约日和办法版本 {pack.name} 不变"
        return words[:REASON_LENGTH_MAX]

    def _end(self, standing: Determination, reason: str) -> None:
        standing.end(reason[:REASON_LENGTH_MAX], self.now)
        self.ended.append(standing)


def _altered(pack: Pack) -> BadInput:
    what = f"办法 {pack.name} 的文件与签约核定时不同；发布过的版本不能改，请恢复原文件，改动另立新版本"
    return BadInput(Problem("P-IMMUTABLE", what))


def _keep(determination: Determination, computation: Computation) -> None:
    pack = computation.pack
    determination.pack_id, determination.pack_version = pack.id, pack.version
    determination.pack_sha256, determination.pack_status = pack.sha256, pack.status
    determination.computation = computation.as_json(full=True)
    determination.is_draft, determination.payable_fen = computation.draft, computation.payable.fen
    determination.seal()


def _stored_line(determination: Determination, position: int, line: Line) -> DeterminationLine:
    columns = {"determination_id": determination.pk, "position": position, **line_values(line)}
    return new_row(DeterminationLine, **columns)


def _entry(determination: Determination) -> dict[str, list[Any]]:
    """What the journal keeps of a new version."""
    values = journal.snapshot(determination, JOURNALED)
    return {name: [None, values[name]] for name in JOURNALED}
