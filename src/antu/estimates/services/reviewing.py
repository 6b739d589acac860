"""The use cases «送审», «退回» and «批准». Nobody reviews what he himself submitted; what is reviewed is frozen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone

from antu.estimates.access import require_drafting, require_review
from antu.estimates.domain.review import Approval, GivenOpinion, Submitted, problems_of_approval, problems_of_opinion
from antu.estimates.domain.states import EstimateState
from antu.estimates.models import EstimateOpinion, EstimateVersion
from antu.estimates.selectors import in_force, lines_of, total_of, versions_of
from antu.estimates.services.holding import changes_of, computing_job, held
from antu.kernel.errors import BadInput, Problem
from antu.kernel.money import Money
from antu.platform import journal
from antu.platform.actor import Actor


@transaction.atomic
def submit_estimate(actor: Actor, version: EstimateVersion, seen: int | None = None) -> EstimateVersion:
    """Hand the draft in for review: from now on only its review changes it.

    Raises Forbidden, or BadInput: as of :func:`held`, ``E-EMPTY`` where it costs nothing, ``E-RUNNING`` while it is
    being computed.
    """
    require_drafting(actor, version.project)
    draft = held(version, EstimateState.DRAFT, seen)
    lines = lines_of(draft)
    if total_of(lines) <= Money(0):
        what = f"{draft}还没有金额；请先计算，或录入明细"
        raise BadInput(Problem("E-EMPTY", what))
    if computing_job(draft):
        raise BadInput(Problem("E-RUNNING", f"{draft}正在后台计算；请等计算完再送审，或先取消那个任务"))
    before = journal.snapshot(draft)
    draft.submitted_at, draft.submitted_by, draft.submitted_login = timezone.now(), actor.name, actor.login
    draft.save(update_fields=("submitted_at", "submitted_by", "submitted_login"))
    change = changes_of(draft, before)
    journal.record(actor, "编制概算：送审", draft, change | {"送审金额": [None, total_of(lines).grouped()]})
    return draft


@transaction.atomic
def send_back_estimate(
    actor: Actor, version: EstimateVersion, opinion: GivenOpinion, *, today: date, seen: int | None = None
) -> EstimateVersion:
    """End the review without approval, with why; the next version begins as a copy of this one.

    Raises Forbidden, or BadInput: as of :func:`held`, ``E-SELF``, else every problem of the opinion by ``column``.
    """
    submitted = _under_review(actor, version, seen)
    if problems := list(problems_of_opinion(opinion, today)):
        raise BadInput(problems)
    _keep(submitted, (opinion,))
    before = journal.snapshot(submitted)
    submitted.sent_back_on, submitted.reviewed_by = today, actor.name
    submitted.save(update_fields=("sent_back_on", "reviewed_by"))
    change = changes_of(submitted, before)
    journal.record(actor, "评审概算：退回", submitted, change | {"意见": [None, opinion.opinion]})
    return submitted


@transaction.atomic
def approve_estimate(
    actor: Actor, version: EstimateVersion, approval: Approval, *, today: date, seen: int | None = None
) -> EstimateVersion:
    """Approve an amount after the opinions of its reviewers; what was submitted and what they adjust add to it exactly.

    Raises Forbidden, or BadInput: as of :func:`held`, ``E-SELF``, else every problem of the approval by ``column``, of
    an opinion also by ``row``.
    """
    submitted = _under_review(actor, version, seen)
    lines = lines_of(submitted)
    last = in_force(versions_of(submitted.project))
    waiting = Submitted({line.pk: (str(line), line.amount) for line in lines}, last.approved_on if last else None)
    problems = problems_of_approval(approval, waiting, today)
    if problems or approval.amount is None:
        raise BadInput(problems)
    _keep(submitted, approval.opinions)
    before = journal.snapshot(submitted)
    submitted.approved_on, submitted.approved_fen = approval.on, approval.amount.fen
    submitted.document_no, submitted.reviewed_by = approval.document_no, actor.name
    submitted.save(update_fields=("approved_on", "approved_fen", "document_no", "reviewed_by", "search_keys"))
    change = changes_of(submitted, before)
    change |= {"送审金额": [None, waiting.total.grouped()], "评审意见": [0, len(approval.opinions)]}
    journal.record(actor, "评审概算：批准", submitted, change, source=approval.document_no)
    return submitted


def _under_review(actor: Actor, version: EstimateVersion, seen: int | None) -> EstimateVersion:
    require_review(actor, version.project)
    submitted = held(version, EstimateState.SUBMITTED, seen)
    if submitted.submitted_login == actor.login:
        what = f"{submitted}是{actor.name}自己送审的；送审和评审要由两个人办，请由另一位有“评审概算”权限的同志办理"
        raise BadInput(Problem("E-SELF", what))
    return submitted


def _keep(version: EstimateVersion, opinions: Sequence[GivenOpinion]) -> None:
    EstimateOpinion.objects.bulk_create(
        EstimateOpinion(
            version=version,
            line_id=each.line,
            organisation=each.organisation,
            person=each.person,
            on=each.on,
            opinion=each.opinion,
            adjusted_fen=each.adjusted.fen if each.adjusted else None,
            is_sample=version.is_sample,
        )
        for each in opinions
        if each.on
    )
