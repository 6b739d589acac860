"""Writes of what hangs on clauses: explanations in plain words, links by hand."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from antu.kernel.errors import BadInput, Problem
from antu.library.access import require_editing
from antu.library.domain.citations import citations_of
from antu.library.models import ClauseExplanation, LegalClause, LinkedClause
from antu.library.services.columns import (
    EXPLANATION_MAX,
    LongText,
    read_reason,
    refuse_later_writes,
    refuse_voided,
    wrong,
)
from antu.platform import journal
from antu.platform.actor import Actor
from antu.platform.voiding import void_row

EXPLANATION = LongText("content", "解释", EXPLANATION_MAX)


@transaction.atomic
def explain_clause(actor: Actor, pk: int, words: str, today: date, seen: int | None = None) -> ClauseExplanation:
    """Write, or write anew, what a clause means in plain words. Raises Forbidden, or BadInput (``K-CHANGED``).

    Written anew it is of the clause as it is worded now; what it said before is in the journal.
    """
    require_editing(actor)
    clause = LegalClause.objects.select_for_update(of=("self",)).select_related("text").get(pk=pk)
    refuse_voided(clause)
    known = ClauseExplanation.objects.standing().filter(clause=clause).first()
    if known:
        refuse_later_writes(known, seen)
    said = EXPLANATION.read({"content": words})
    explanation = known or ClauseExplanation(clause=clause, is_sample=clause.is_sample)
    before = journal.snapshot(explanation) if known else {}
    explanation.content, explanation.written_on, explanation.written_by = said, today, actor.name
    explanation.of_version = max(clause.reworded_in, explanation.of_version)
    if change := journal.difference(before, journal.snapshot(explanation)):
        explanation.save()
        journal.record(actor, "改写政策解释" if known else "撰写政策解释", explanation, change)
    return explanation


@transaction.atomic
def void_explanation(actor: Actor, pk: int, reason: str) -> None:
    """Take an explanation back. Raises Forbidden or BadInput."""
    require_editing(actor)
    held = ClauseExplanation.objects.select_for_update(of=("self",)).select_related("clause__text").get(pk=pk)
    refuse_voided(held)
    void_row(actor, held, "作废政策解释", read_reason(reason))


@transaction.atomic
def link_citation(actor: Actor, pack_id: str, citation: str, clause: LegalClause | None) -> LinkedClause:
    """Say which clause a pack means by its words. Raises Forbidden, or BadInput (``K-LINK``)."""
    require_editing(actor)
    if clause is None:
        raise BadInput(wrong("clause", "R-REQUIRED", "请选条款"))
    refuse_voided(clause)
    if not pack_id or not citations_of(citation):
        raise BadInput(Problem("K-LINK", f"「{citation}」不是补偿办法里引用的条款；请从“引用核对”里打开"))
    known = LinkedClause.objects.standing().filter(pack_id=pack_id, citation=citation).first()
    if known:
        what = f"{pack_id} 的「{citation}」已由{known.linked_by}链接到{known.clause}；要改，请先作废那个链接"
        raise BadInput(Problem("K-LINK", what))
    linked = LinkedClause.objects.create(
        pack_id=pack_id, citation=citation, clause=clause, linked_by=actor.name, is_sample=clause.is_sample
    )
    journal.record(actor, "链接引用条款", linked, journal.difference({}, journal.snapshot(linked)))
    return linked


@transaction.atomic
def void_link(actor: Actor, pk: int, reason: str) -> None:
    """Take a link back. Raises Forbidden or BadInput."""
    require_editing(actor)
    held = LinkedClause.objects.select_for_update(of=("self",)).select_related("clause__text").get(pk=pk)
    refuse_voided(held)
    void_row(actor, held, "作废引用链接", read_reason(reason))
