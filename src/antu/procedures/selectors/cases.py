"""Cases: of which subject, where they stand, who may do what is open, and why somebody may not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import models
from django.db.models import QuerySet

from antu.inbox.selectors import Seat, delegations_on, seats_of
from antu.kernel.text import comparable
from antu.organisations.models import User, reach_of
from antu.platform.actor import Actor, Reach
from antu.platform.procedure_kinds import procedure_kind
from antu.procedures.domain.drawing import Act, Drawing, Node
from antu.procedures.domain.engine import Done
from antu.procedures.models import OPEN, CaseStep, ProcedureCase
from antu.procedures.selectors.drawings import runnable
from antu.procedures.selectors.facts import read_kept


def cases_about(subject: models.Model) -> QuerySet[ProcedureCase]:
    """Every case of this row, the latest first."""
    own = ProcedureCase.objects.filter(subject_kind=subject._meta.label_lower, subject_id=subject.pk, is_sandbox=False)
    return own.select_related("drawing").order_by("-id")


def latest_case(key: str, subject: models.Model) -> ProcedureCase | None:
    """The last case of this row by this procedure: where one is open, it is that."""
    return cases_about(subject).filter(key=key).first()


def open_case(key: str, subject: models.Model) -> ProcedureCase | None:
    """The case by which this row is being decided now."""
    return cases_about(subject).filter(OPEN, key=key).first()


def why_held(row: models.Model) -> str:
    """Why the row may not be changed now: it is being decided, and does not stand at the beginning. Empty: it may."""
    for case in cases_about(row).filter(OPEN):
        first = runnable(case.drawing).drawing.first_steps
        if not any(each.step in first for each in open_steps(case)):
            return f"{row}正在审批（{case.number}），不能修改；要改，请由审批的环节退回到第一个环节，或由发起人撤回办件"
    return ""


def why_kept(row: models.Model) -> str:
    """Why the row may not be withdrawn now: a case about it runs. Empty: it may."""
    running = cases_about(row).filter(OPEN).first()
    return f"{row}正在审批（{running.number}）；请发起人先撤回办件" if running else ""


def authors_of(case: ProcedureCase) -> set[str]:
    """Who wrote what is decided."""
    kind = procedure_kind(case.key)
    return set(kind.authors_of(case.subject)) if kind and not case.is_sandbox else set()


def steps_of(case: ProcedureCase) -> list[CaseStep]:
    """Every step that was ever open in a case, in the order of arrival, each with its opinions. Two queries."""
    steps = list(case.steps.prefetch_related("opinions").order_by("id"))
    for step in steps:
        step.case = case
    return steps


def open_among(steps: Iterable[CaseStep]) -> list[CaseStep]:
    """The steps that wait."""
    return [step for step in steps if step.is_open]


def done_among(steps: Iterable[CaseStep]) -> list[CaseStep]:
    """The log: the steps done and not taken back, in the order in which they were done."""
    done = (step for step in steps if step.position is not None and step.superseded_at is None)
    return sorted(done, key=lambda step: step.position or 0)


def open_steps(case: ProcedureCase) -> list[CaseStep]:
    """The steps of a case that wait, in the order of their arrival."""
    return list(case.steps.filter(closed_at=None).order_by("id"))


def log_of(case: ProcedureCase, done: Iterable[CaseStep]) -> list[Done]:
    """The log as the drawing is walked along it."""
    return [Done(each.step, read_kept(case.key, each.facts)) for each in done]


@dataclass(frozen=True, slots=True)
class Bar:
    """Why somebody may not do a step: the words, or empty."""

    words: str = ""
    seat: Seat | None = None


def barred_logins(case: ProcedureCase, node: Node, done: Sequence[CaseStep]) -> set[str]:
    """Who may not do a step: whoever did one directly before it; where it decides, who asks for it and who wrote it.

    The hand that brings an outcome about which stands apart is neither of these.
    """
    drawing = runnable(case.drawing).drawing
    neighbours = drawing.before(node.id)
    barred = {login for each in done if each.step in neighbours for login in hands_of(each)}
    if node.rules.act is Act.DECIDE:
        asked = {login for each in done if each.step in drawing.first_steps for login in hands_of(each)}
        barred |= asked | authors_of(case) | {case.started_by_login}
    if _is_apart(case, drawing, node):
        barred |= authors_of(case) | {case.started_by_login}
    return barred - {""}


def _is_apart(case: ProcedureCase, drawing: Drawing, node: Node) -> bool:
    """Whether the step may end the case by an outcome that neither its starter nor an author brings about."""
    kind = procedure_kind(case.key)
    ends = [drawing.nodes[end] for end in drawing.ends_after(node.id)]
    return kind is not None and any(kind.outcomes[end.outcome].is_apart for end in ends if end.outcome in kind.outcomes)


def hands_of(step: CaseStep) -> set[str]:
    """Everybody in whose name a step was done, its countersigners among them."""
    return ({step.done_by_login, step.for_login} | signers_of(step)) - {""}


def signers_of(step: CaseStep) -> set[str]:
    """Everybody in whose name a step has been countersigned."""
    return {login for each in step.opinions.all() for login in (each.by_login, each.for_login)} - {""}


def bar_for(actor: Actor, step: CaseStep, steps: Sequence[CaseStep], today: date) -> Bar:
    """At which seat the actor may do the step; or why not: another post's, a neighbour's, the own request."""
    case, drawing = step.case, runnable(step.case.drawing).drawing
    node = drawing.steps[step.step]
    seats = [
        seat for seat in seats_of(actor.login, today) if seat.post.code in step.posts and reaches(seat.reach, case)
    ]
    if not seats:
        return Bar(f"「{step.name}」由{posts_words(node)}办理，{actor.name}不在这个岗位，也没有代办的授权")
    opinions = list(step.opinions.all())
    signed, signers = {each.post for each in opinions}, signers_of(step)
    waiting = [seat for seat in seats if seat.post.code not in signed]
    if not waiting:
        return Bar(f"您的岗位已经会签过「{step.name}」")
    done = done_among(steps)
    barred = barred_logins(case, node, done)
    for seat in waiting:
        if not {seat.login, seat.principal} & (barred | signers):
            return Bar(seat=seat)
    return Bar(_why_barred(drawing, node, done, waiting[0], signers))


def _why_barred(drawing: Drawing, node: Node, done: Sequence[CaseStep], seat: Seat, signers: set[str]) -> str:
    me = {seat.login, seat.principal} - {""}
    if me & signers:
        return f"您已经会签过「{node.name}」；一个人只会签一次，请由这个岗位的其他人办理"
    neighbours = drawing.before(node.id)
    name = next((each.name for each in done if each.step in neighbours and hands_of(each) & me), "")
    if name:
        what = f"您{'或您代办的人' if seat.principal else ''}办理了前一环节「{name}」"
        return f"{what}；相邻的两个环节不能由同一个人办理，请由这个岗位的其他人办理，或授权他人代办"
    return f"这件事是您提出或编写的，「{node.name}」不能由您办；请由这个岗位的其他人办理，或授权他人代办"


def posts_words(node: Node) -> str:
    """The posts of a step as the drawing names them."""
    return "、".join(node.posts)


def reaches(reach: Reach, case: ProcedureCase) -> bool:
    """Whether a reach sees the case's subject."""
    if reach.town:
        return comparable(reach.town) in case.town_forms
    if reach.owner:
        return comparable(reach.owner) == case.owner_form
    return reach.everything


def who_can(step: CaseStep, steps: Sequence[CaseStep], today: date) -> list[str]:
    """The names of those who may do an open step now; empty where it would stay lying."""
    case, drawing = step.case, runnable(step.case.drawing).drawing
    barred = barred_logins(case, drawing.steps[step.step], done_among(steps))
    barred |= signers_of(step)
    waiting = set(step.posts) - {each.post for each in step.opinions.all()}
    holders = User.objects.filter(is_active=True, post__code__in=waiting).select_related("organisation__parent")
    given = delegations_on(today).filter(principal__in=holders).select_related("deputy")
    own = {each.username for each in holders}
    deputies: dict[int, list[User]] = {}
    for each in given:
        deputies.setdefault(each.principal_id, []).append(each.deputy)
    names = []
    for holder in (each for each in holders if reaches(reach_of(each.organisation), case)):
        if holder.username in barred:
            continue
        names.append(str(holder))
        names += [f"{each}（代{holder}）" for each in deputies.get(holder.pk, ()) if each.username not in barred | own]
    return names


def earlier_steps(step: CaseStep, steps: Sequence[CaseStep]) -> list[CaseStep]:
    """The steps that this one may be sent back to: done, and before it in the drawing; the nearest first.

    What must be renewed when it is sent back goes to where it was handed in.
    """
    drawing = runnable(step.case.drawing).drawing
    kind = procedure_kind(step.case.key)
    before = {each for each in drawing.leading_to(step.step) if drawing.is_before(each, step.step)}
    if kind and kind.renewal:
        before &= drawing.first_steps
    latest = {each.step: each for each in done_among(steps) if each.step in before}
    return sorted(latest.values(), key=lambda each: each.position or 0, reverse=True)
