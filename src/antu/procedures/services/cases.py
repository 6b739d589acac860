"""Cases: begun, tried in a sandbox, decided step by step, sent back, countersigned, withdrawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import IntegrityError, connection, models, transaction
from django.db.models import Max
from django.utils import timezone

from antu.inbox.models import Todo
from antu.inbox.selectors import Seat
from antu.inbox.services import close_todos
from antu.kernel.errors import BadInput, Forbidden, Problem
from antu.kernel.text import comparable
from antu.platform import journal
from antu.platform.actor import Actor, require
from antu.platform.models import require_seen
from antu.platform.procedure_kinds import ProcedureKind
from antu.procedures.access import EDIT, require_keeping
from antu.procedures.domain.drawing import AGREED, DECISION, REFUSED, Act, Decision, Node
from antu.procedures.models import CaseOpinion, CaseStep, ProcedureCase, ProcedureDrawing
from antu.procedures.selectors.cases import (
    bar_for,
    done_among,
    earlier_steps,
    latest_case,
    open_among,
    open_case,
    open_steps,
    steps_of,
)
from antu.procedures.selectors.drawings import kind_of, published, runnable
from antu.procedures.selectors.facts import answers_typed, kept
from antu.procedures.services.moving import LATE, TODO, answers_of, fall_away, go_on, held_case, held_step

_LOCK = 0x70726F63
OPINION_MAX = 1000


@dataclass(frozen=True, slots=True)
class Word:
    """What is said at a step: the decision, the opinion, and the answers to what it asks, as typed."""

    decision: Decision = Decision.AGREE
    opinion: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)


@transaction.atomic
def start_case(actor: Actor, key: str, subject: models.Model, today: date) -> ProcedureCase:
    """Begin the procedure for a row. Raises Forbidden, or BadInput (``B-START``) saying what stands against it."""
    kind = kind_of(key)
    require(actor, kind.permission)
    require_seen(actor, subject)
    drawing = published(key)
    if drawing is None:
        raise BadInput(Problem("B-START", f"「{kind.title}」还没有发布的流程图；请由有“维护流程”权限的人上传并发布"))
    if known := open_case(key, subject):
        raise BadInput(Problem("B-START", f"{kind.words(subject)}正在办理（{known.number}），不能再发起一次"))
    if problems := [*kind.problems_of(actor, subject), *_not_renewed(kind, subject)]:
        raise BadInput(problems)
    towns, owner = kind.whose(subject)
    case = _begun(
        actor,
        drawing,
        today,
        about=(kind.about or kind.words)(subject)[:300],
        subject_kind=subject._meta.label_lower,
        subject_id=subject.pk,
        towns=list(towns),
        town_forms=[comparable(town) for town in towns],
        owner=owner,
        owner_form=comparable(owner),
    )
    go_on(actor, case, (), today)
    return case


def _not_renewed(kind: ProcedureKind, subject: models.Model) -> list[Problem]:
    """What was sent back or refused is not handed in again by another case as it was."""
    former = latest_case(kind.key, subject)
    if not kind.renewal or former is None:
        return []
    version, steps = kind.version_of(subject), steps_of(former)
    sent_back = any(each.sent_back_to and each.version == version for each in steps)
    refused = former.outcome == "refused" and any(each.version == version for each in done_among(steps))
    words = f"{kind.words(subject)}：{kind.renewal}"
    return [Problem("B-RENEW", words)] if sent_back or refused else []


@transaction.atomic
def try_drawing(actor: Actor, drawing: ProcedureDrawing, texts: Mapping[str, str], today: date) -> ProcedureCase:
    """Begin a sandbox case of a drawing with facts typed for it. Raises Forbidden or BadInput (``B-ANSWER``)."""
    require_keeping(actor)
    kind = kind_of(drawing.key)
    facts = answers_typed(kind.facts, texts)
    case = _begun(actor, drawing, today, about=f"试办：{kind.title}", is_sandbox=True, facts=kept(facts))
    go_on(actor, case, (), today)
    return case


def _begun(actor: Actor, drawing: ProcedureDrawing, today: date, **values: Any) -> ProcedureCase:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", (_LOCK, today.year))
    last = ProcedureCase.objects.filter(number__startswith=f"{today.year}-").aggregate(last=Max("number"))["last"]
    number = int(last.partition("-")[2]) + 1 if last else 1
    try:
        case = ProcedureCase.objects.create(
            drawing=drawing,
            key=drawing.key,
            number=f"{today.year}-{number:06}",
            started_by_login=actor.login,
            started_by_name=actor.name,
            **values,
        )
    except IntegrityError as error:
        raise BadInput(Problem("B-START", "这件事刚刚由别人发起了；请刷新页面看办件")) from error
    journal.record(actor, "发起流程" if not case.is_sandbox else "试办流程图", case)
    return case


@transaction.atomic
def complete_step(actor: Actor, pk: int, word: Word, today: date) -> ProcedureCase:
    """Do an open step: hand in, decide, or give one's opinion where several countersign.

    Raises Forbidden (``B-BARRED``) with the reason, or BadInput: ``B-STEP`` where somebody was first, ``B-ANSWER``.
    """
    step, steps = held_step(pk)
    case, node = step.case, runnable(step.case.drawing).drawing.steps[step.step]
    seat, done = _seat(actor, step, steps, today), done_among(steps)
    _check_word(node, word)
    kind = kind_of(case.key)
    version = _version(kind, case)
    if not case.is_sandbox:
        _check_version(kind, step, done, version)
        _check_subject(actor, kind, node, case)
    answers = answers_typed([column for column in kind.asked if column.name in node.rules.asks], word.answers)
    counts = _counted(actor, step, node, word, seat) if node.rules.countersign else _alone(word)
    if not counts:
        return case
    facts = {**_facts(kind, case), **kept(answers_of(case, done)), **kept(answers), **counts}
    step.facts, step.version = facts, version
    step.position = max((each.position or 0 for each in steps), default=0) + 1
    _close(actor, step, seat, decision=counts[DECISION], opinion=word.opinion.strip())
    journal.record(actor, f"办理：{step.name}", case, _change(step, seat))
    go_on(actor, case, steps_of(case) if node.rules.countersign else steps, today)
    return case


@transaction.atomic
def send_back(actor: Actor, pk: int, to_step: int, opinion: str, today: date) -> ProcedureCase:
    """Send a case back to a step that was done before, with the reason; what came after that step is done anew.

    Raises Forbidden (``B-BARRED``) or BadInput (``B-BACK``, ``B-STEP``).
    """
    step, steps = held_step(pk)
    case, seat = step.case, _seat(actor, step, steps, today)
    said = opinion.strip()
    if not said or len(said) > OPINION_MAX:
        raise BadInput(Problem("B-BACK", f"请写明退回的意见，不超过 {OPINION_MAX} 个字", {"column": "opinion"}))
    target = next((each for each in earlier_steps(step, steps) if each.pk == to_step), None)
    if target is None:
        raise BadInput(Problem("B-BACK", "只能退回到已经办过的前面的环节；请重新选择", {"column": "to"}))
    drawing = runnable(case.drawing).drawing
    step.version = _version(kind_of(case.key), case)
    handed = next((each.version for each in reversed(done_among(steps))), "")
    step.sent_back_to = target.step
    _close(actor, step, seat, decision="back", opinion=said)
    behind = drawing.reached_from(target.step) | {target.step}
    now = timezone.now()
    for each in done_among(steps):
        if each.step in behind and (each.position or 0) >= (target.position or 0):
            each.superseded_at = now
            each.save(update_fields=("superseded_at",))
    for each in open_among(steps):
        if each.step in behind:
            fall_away(each)
    journal.record(actor, f"退回到「{target.name}」", case, _change(step, seat))
    go_on(actor, case, steps, today)
    if kind_of(case.key).renewal:
        case.steps.filter(closed_at=None, step=target.step).update(renewed_from=handed)
    return case


@transaction.atomic
def withdraw_case(actor: Actor, case: ProcedureCase, reason: str) -> ProcedureCase:
    """Take a case back: who began it, or who keeps procedures. Raises Forbidden or BadInput (``B-WITHDRAW``)."""
    held = held_case(case.pk)
    if held.started_by_login != actor.login and not (actor.may(EDIT) and actor.reach.everything):
        what = f"{held.number}由{held.started_by_name}发起，只能由发起人，或有“维护流程”权限的人撤回"
        raise Forbidden(Problem("B-WITHDRAW", what))
    if held.ended_at:
        raise BadInput(Problem("B-WITHDRAW", f"{held.number}已经结束，不能撤回"))
    said = reason.strip()
    if not said or len(said) > OPINION_MAX:
        raise BadInput(Problem("B-WITHDRAW", "请写明撤回的原因", {"column": "reason"}))
    for step in open_steps(held):
        fall_away(step)
    held.ended_at, held.outcome, held.end_name = timezone.now(), ProcedureCase.WITHDRAWN, "发起人撤回"
    held.save(update_fields=("ended_at", "outcome", "end_name"))
    journal.record(actor, "撤回办件", held, {"end_name": ["", held.end_name]}, source=said)
    return held


def _seat(actor: Actor, step: CaseStep, steps: Sequence[CaseStep], today: date) -> Seat | None:
    """At which seat the actor does the step; none in a sandbox, where one person plays every post."""
    if step.case.is_sandbox:
        require_keeping(actor)
        return None
    bar = bar_for(actor, step, steps, today)
    if bar.seat is None:
        raise Forbidden(Problem("B-BARRED", bar.words))
    return bar.seat


def _check_word(node: Node, word: Word) -> None:
    said = word.opinion.strip()
    if len(said) > OPINION_MAX:
        raise BadInput(Problem("B-ANSWER", f"意见最多 {OPINION_MAX} 个字", {"column": "opinion"}))
    if word.decision is Decision.REFUSE and node.rules.act is Act.HANDLE:
        raise BadInput(Problem("B-ANSWER", f"「{node.name}」是办理环节，没有不同意；不能办的请退回"))
    if word.decision is Decision.REFUSE and not said:
        raise BadInput(Problem("B-ANSWER", "不同意要写明意见", {"column": "opinion"}))


def _check_subject(actor: Actor, kind: ProcedureKind, node: Node, case: ProcedureCase) -> None:
    """What is handed in, also again, must still be something that can be."""
    if node.id in runnable(case.drawing).drawing.first_steps and (
        problems := list(kind.problems_of(actor, case.subject))
    ):
        raise BadInput(problems)


def _check_version(kind: ProcedureKind, step: CaseStep, done: Sequence[CaseStep], version: str) -> None:
    """What is decided must be what was handed in; what was sent back must have become another."""
    case = step.case
    if step.renewed_from and step.renewed_from == version:
        raise BadInput(Problem("B-RENEW", f"{case.about}：{kind.renewal}"))
    if step.step not in runnable(case.drawing).drawing.first_steps:
        handed = [each.version for each in done]
        if handed and handed[-1] != version:
            what = f"{case.about}在送审以后又有改动，与前面各环节看到的不是同一份；请退回到送审的环节重新送审"
            raise BadInput(Problem("B-RENEW", what))


def _version(kind: ProcedureKind, case: ProcedureCase) -> str:
    return "" if case.is_sandbox else kind.version_of(case.subject)


def _facts(kind: ProcedureKind, case: ProcedureCase) -> dict[str, Any]:
    return dict(case.facts) if case.is_sandbox else kept(kind.facts_of(case.subject))


def _alone(word: Word) -> dict[str, str]:
    agrees = word.decision is Decision.AGREE
    return {DECISION: word.decision.value, AGREED: str(int(agrees)), REFUSED: str(int(not agrees))}


def _counted(actor: Actor, step: CaseStep, node: Node, word: Word, seat: Seat | None) -> dict[str, str]:
    """Keep one opinion of several; the counts when it settles the step, else nothing: it stays open for the others."""
    signed = {each.post for each in step.opinions.all()}
    code = seat.post.code if seat else next(post for post in step.posts if post not in signed)
    names = {own: name for name, own in step.case.drawing.posts.items()}
    given = CaseOpinion.objects.create(
        step=step,
        post=code,
        post_name=names.get(code, code),
        by_login=actor.login,
        by_name=actor.name,
        for_login=seat.principal if seat else "",
        decision=word.decision.value,
        opinion=word.opinion.strip(),
    )
    opinions = [*step.opinions.all(), given]
    agreed = sum(each.decision == Decision.AGREE for each in opinions)
    refused = len(opinions) - agreed
    counts = {AGREED: str(agreed), REFUSED: str(refused)}
    if agreed >= node.rules.quorum:
        return {DECISION: Decision.AGREE.value, **counts}
    if refused > len(step.posts) - node.rules.quorum:
        return {DECISION: Decision.REFUSE.value, **counts}
    journal.record(
        actor, f"会签：{step.name}", step.case, {"会签": ["", f"{names.get(code, code)} {word.decision.words}"]}
    )
    _one_fewer(actor, step, code, seat)
    return {}


def _one_fewer(actor: Actor, step: CaseStep, code: str, seat: Seat | None) -> None:
    """The post that has signed waits no longer, and who signed does not sign for another one."""
    waiting = Todo.objects.open().filter(kind=TODO, object_id=step.pk)
    now = timezone.now()
    waiting.filter(post__code=code).update(
        closed_at=now, closed_by_login=actor.login, closed_by_name=actor.name, outcome="已会签"
    )
    signers = {actor.login, seat.principal if seat else ""} - {""}
    for todo in waiting.filter(closed_at=None):
        todo.excluded = sorted({*todo.excluded, *signers})
        todo.save(update_fields=("excluded",))


def _close(actor: Actor, step: CaseStep, seat: Seat | None, *, decision: str, opinion: str) -> None:
    step.closed_at = timezone.now()
    step.done_by_login, step.done_by_name = actor.login, actor.name
    step.for_login = seat.principal if seat else ""
    step.decision, step.opinion = decision, opinion
    step.save()
    node = runnable(step.case.drawing).drawing.steps[step.step]
    said_in_words = "提交" if node.rules.act is Act.HANDLE and decision != "back" else _OUTCOMES[decision]
    waiting = Todo.objects.open().filter(kind=TODO, object_id=step.pk)
    if seat and len(step.posts) > 1:
        mine = waiting.filter(post=seat.post)
        said = {"closed_by_login": actor.login, "closed_by_name": actor.name, "outcome": said_in_words}
        mine.update(closed_at=step.closed_at, **said)
        close_todos(TODO, [step.pk], outcome="不用再会签")
    else:
        close_todos(TODO, [step.pk], by=actor, outcome=said_in_words)
    if step.escalated_at:
        close_todos(LATE, [step.pk], outcome="已经办理")


_OUTCOMES = {Decision.AGREE.value: "同意", Decision.REFUSE.value: "不同意", "back": "退回"}


def _change(step: CaseStep, seat: Seat | None) -> dict[str, Any]:
    said = {"决定": ["", _OUTCOMES.get(step.decision, step.decision)], "意见": ["", step.opinion]}
    return {**said, "代谁办理": ["", seat.principal]} if seat and seat.principal else said
