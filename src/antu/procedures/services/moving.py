"""How a case goes on: the log is walked along its drawing, and what is open is made to agree with it.

Everything here happens in the caller's transaction, under the lock of the case: a step and what follows from it are
written together or not at all.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from django.utils import timezone

from antu.inbox.services import Addressee, Matter, Subject, close_todos, open_todo
from antu.kernel.errors import BadInput, Problem
from antu.organisations.models import Post, User
from antu.platform import journal
from antu.platform.actor import Actor
from antu.platform.procedure_kinds import Ending, Said
from antu.policy.schema import Value
from antu.procedures.domain.drawing import Act, Decision, Node
from antu.procedures.models import CaseStep, ProcedureCase
from antu.procedures.selectors.cases import barred_logins, done_among, log_of, open_among, steps_of
from antu.procedures.selectors.drawings import kind_of, runnable
from antu.procedures.selectors.facts import read_kept
from antu.regulations.selectors import working_days

TODO = "procedure"
#: The to-do of the post that hears of a late step.
LATE = "procedure-late"


def held_case(pk: int) -> ProcedureCase:
    """The case, locked: of two hands at one case the second comes after the first, and sees what it did."""
    return ProcedureCase.objects.select_for_update(of=("self",)).select_related("drawing").get(pk=pk)


def held_step(pk: int) -> tuple[CaseStep, list[CaseStep]]:
    """An open step among all of its case, under its lock. Raises BadInput (``B-STEP``) saying who did it before."""
    case = held_case(CaseStep.objects.values_list("case_id", flat=True).get(pk=pk))
    steps = steps_of(case)
    step = next(each for each in steps if each.pk == pk)
    if step.is_open:
        return step, steps
    if step.done_by_name and step.decision:
        at = timezone.localtime(step.closed_at)
        what = f"「{step.name}」已由{step.done_by_name}于 {at:%Y-%m-%d %H:%M} 办理，没有再办一次；请看办件现在的情况"
    else:
        what = f"「{step.name}」已经不用办了（前面的环节被退回，或办件已经结束）；请看办件现在的情况"
    raise BadInput(Problem("B-STEP", what))


def go_on(actor: Actor, case: ProcedureCase, steps: Sequence[CaseStep], today: date) -> None:
    """Open what the log leads to, close what it no longer does, and end the case where it came to an end."""
    ready = runnable(case.drawing)
    done = done_among(steps)
    standing = ready.runner.standing(log_of(case, done))
    still = {each.step: each for each in open_among(steps)}
    for name, step in still.items():
        if name not in standing.open:
            fall_away(step)
    for name in standing.open:
        if name not in still:
            _open(case, ready.drawing.steps[name], done, today)
    if standing.end:
        _end(actor, case, ready.drawing.nodes[standing.end], done)


def fall_away(step: CaseStep) -> None:
    """A step that waits no longer: something before it is done anew, or the case has ended."""
    step.closed_at = step.superseded_at = timezone.now()
    step.save(update_fields=("closed_at", "superseded_at"))
    close_todos(TODO, [step.pk], outcome="不用再办")
    close_todos(LATE, [step.pk], outcome="不用再办")


def _open(case: ProcedureCase, node: Node, done: Sequence[CaseStep], today: date) -> CaseStep:
    due_on, is_provisional = due_of(node, today)
    codes = [case.drawing.posts[post] for post in node.posts]
    step = CaseStep.objects.create(
        case=case,
        step=node.id,
        name=node.name,
        posts=codes,
        opened_at=timezone.now(),
        due_on=due_on,
        is_provisional=is_provisional,
    )
    if not case.is_sandbox:
        barred = barred_logins(case, node, done)
        for post in Post.objects.filter(code__in=codes):
            open_todo(matter_of(step, node), subject_of(case), Addressee(post=post, excluded=tuple(barred)))
    return step


def due_of(node: Node, today: date) -> tuple[date | None, bool]:
    """The last day of a step's own limit, and whether it may still move because a year's holidays are not announced."""
    if not node.rules.amount:
        return None, False
    counted = working_days().deadline(today, node.rules.amount, node.rules.unit, maximum=True)
    return counted.rolled or counted.last_day, counted.provisional


def matter_of(step: CaseStep, node: Node) -> Matter:
    """What waits at a step."""
    kind = kind_of(step.case.key)
    return Matter(TODO, step.pk, f"{kind.title}：{step.name}", step.due_on, node.rules.is_bulk)


def subject_of(case: ProcedureCase) -> Subject:
    """What a to-do of the case is about."""
    return Subject(f"{case.number} {case.about}", tuple(case.towns), case.owner)


def _end(actor: Actor, case: ProcedureCase, node: Node, done: Sequence[CaseStep]) -> None:
    case.ended_at, case.outcome, case.end_name = timezone.now(), node.outcome, node.name
    case.save(update_fields=("ended_at", "outcome", "end_name"))
    kind = kind_of(case.key)
    if not case.is_sandbox:
        kind.outcomes[node.outcome].apply(actor, case.subject, _ending(case, done))
    journal.record(actor, "办件结束", case, {"end_name": ["", node.name]})


def answers_of(case: ProcedureCase, done: Sequence[CaseStep]) -> dict[str, Value]:
    """What the steps asked, the latest answer of each."""
    asked = {column.name for column in kind_of(case.key).asked}
    found: dict[str, Value] = {}
    for step in done:
        facts = read_kept(case.key, step.facts)
        found |= {name: value for name, value in facts.items() if name in asked}
    return found


def _ending(case: ProcedureCase, done: Sequence[CaseStep]) -> Ending:
    """What the case came to, for the room that writes it."""
    starter = User.objects.filter(username=case.started_by_login, is_active=True).first()
    gone = Actor(case.started_by_login, case.started_by_name, frozenset())
    said = tuple(word for step in done for word in _said(case, step))
    return Ending(answers_of(case, done), said, starter.as_actor() if starter else gone)


def _said(case: ProcedureCase, step: CaseStep) -> Iterator[Said]:
    """What was said at a step: by each who countersigned it, or by the one who did it."""
    opinions = list(step.opinions.all())
    for each in opinions:
        words = Decision(each.decision).words
        yield Said(each.post_name, each.by_name, timezone.localtime(each.at).date(), words, each.opinion, decides=True)
    if not opinions and step.closed_at:
        node = runnable(case.drawing).drawing.steps[step.step]
        day, words = timezone.localtime(step.closed_at).date(), Decision(step.decision).words
        decides = node.rules.act is Act.DECIDE
        yield Said("、".join(node.posts), step.done_by_name, day, words, step.opinion, decides=decides)
