"""The use case «计算概算»: the computed lines of a draft, at once for few households, else as a job."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from django.db import transaction
from django.utils import timezone

from antu.estimates.access import require_drafting
from antu.estimates.domain.asking import HAND, SAMPLE, Asked
from antu.estimates.domain.states import EstimateState
from antu.estimates.models import EstimatedHousehold, EstimateLine, EstimateVersion, LineSource
from antu.estimates.selectors import lines_of, total_of
from antu.estimates.selectors.computing import Computed, computed_lines, computed_subjects, subject_count
from antu.estimates.services.holding import COMPUTE_JOB, changes_of, held, unique_key
from antu.kernel.errors import BadInput, Problem
from antu.platform import journal
from antu.platform.actor import Actor
from antu.platform.jobs.queueing import queue_job
from antu.platform.models import Job
from antu.platform.progress import Tell, untold

#: What is computed while the person waits.
FEW_HOUSEHOLDS: Final = 200
NAMED: Final = 5


@transaction.atomic
def order_estimate(actor: Actor, version: EstimateVersion, asked: Asked, seen: int | None = None) -> Job | None:
    """Have the draft's lines computed: now, or by the job that is the answer. Raises as :func:`compute_estimate`."""
    require_drafting(actor, version.project)
    draft = held(version, EstimateState.DRAFT, seen)
    if asked.basis == HAND or subject_count(draft.project, asked) <= FEW_HOUSEHOLDS:
        compute_estimate(actor, draft, asked)
        return None
    args = {"version": draft.pk, "asked": asked.as_json()}
    return queue_job(actor, COMPUTE_JOB, f"计算{draft}", args, unique_key=unique_key(draft))


@transaction.atomic
def compute_estimate(actor: Actor, version: EstimateVersion, asked: Asked, *, tell: Tell = untold) -> EstimateVersion:
    """Compute the draft's lines anew; those entered by hand stay. The draft is held only while it is written.

    Raises Forbidden; BadInput as of :func:`held`, ``E-EMPTY`` where there is nobody to compute, ``E-SAMPLE`` where a
    household of the sample cannot be computed, ``P-NO-PACK`` where the project has no pack.
    """
    require_drafting(actor, version.project)
    computed = Computed() if asked.basis == HAND else computed_subjects(version.project, asked, tell)
    if asked.basis != HAND:
        _require_subjects(version, asked, computed)
    draft = held(version, EstimateState.DRAFT)
    before, cost = journal.snapshot(draft), total_of(lines_of(draft))
    draft.basis, draft.as_if_signed_on = asked.basis, asked.as_if_signed_on
    draft.household_total = asked.household_total
    draft.computed_at = None if asked.basis == HAND else timezone.now()
    draft.packs = [
        {"id": pack, "version": number, "status": status, "subjects": count}
        for (pack, number, status), count in sorted(computed.packs.items())
    ]
    draft.is_sample = draft.project.is_sample or any(each.household.is_sample for each in computed.subjects)
    draft.save()
    _keep_lines(draft, computed_lines(computed, asked))
    _keep_subjects(draft, computed.subjects)
    change = changes_of(draft, before)
    change["概算总额"] = [cost.grouped(), total_of(lines_of(draft)).grouped()]
    journal.record(actor, "编制概算：计算", draft, change)
    return draft


def _require_subjects(version: EstimateVersion, asked: Asked, computed: Computed) -> None:
    if not computed.subjects:
        what = f"「{version.project}」的台账里还没有户，没有可以计算的；请先登记台账，或选“只录入”"
        raise BadInput(Problem("E-EMPTY", what, {"column": "basis"}))
    if asked.basis != SAMPLE:
        return
    refused = [each for each in computed.subjects if each.problem and each.household_id in asked.sample]
    missing = len(asked.sample) - sum(each.household_id in asked.sample for each in computed.subjects)
    if refused:
        said = "；".join(f"{each.household}：{each.problem}" for each in refused[:NAMED])
        what = f"样本里有 {len(refused)} 户算不出，不能作样本；请更正台账或另选：{said}"
        raise BadInput(Problem("E-SAMPLE", what, {"column": "household"}))
    if missing:
        raise BadInput(Problem("E-SAMPLE", f"样本里有 {missing} 户已不在台账里；请另选", {"column": "household"}))


def _keep_lines(draft: EstimateVersion, lines: Sequence[EstimateLine]) -> None:
    """Make these the draft's computed lines; one that was known keeps its row."""
    known = {row.code: row for row in draft.lines.exclude(source=LineSource.HAND)}
    for position, line in enumerate(lines, start=1):
        row = known.pop(line.code, None)
        line.version, line.position = draft, position
        line.pk = row.pk if row else None
        line.save(force_update=row is not None, force_insert=row is None)
    draft.lines.filter(pk__in=[row.pk for row in known.values()]).update(is_voided=True)
    by_hand = draft.lines.standing().filter(source=LineSource.HAND).order_by("position", "id")
    for position, line in enumerate(by_hand, start=len(lines) + 1):
        EstimateLine.objects.filter(pk=line.pk).update(position=position)


def _keep_subjects(draft: EstimateVersion, subjects: Sequence[EstimatedHousehold]) -> None:
    draft.households.standing().update(is_voided=True)
    for each in subjects:
        each.version = draft
    EstimatedHousehold.objects.bulk_create(
        subjects,
        batch_size=1000,
        update_conflicts=True,
        unique_fields=("version", "household"),
        update_fields=("is_determined", "amount_fen", "problem", "is_voided"),
    )
