"""What happens to an assignment: progress, reported done, confirmed or sent back, postponed, urged, cancelled."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from django.db import transaction

from antu.dispatch.access import may_assign, require_assigning
from antu.dispatch.domain.course import Deed, contradictions, next_deeds
from antu.dispatch.models import Assignment, AssignmentEvent
from antu.dispatch.selectors import DatedAssignment, helps_with, own_line, reports_for
from antu.dispatch.services.texts import LongText, read_reason, wrong
from antu.dispatch.services.todos import hand_on
from antu.kernel.errors import BadInput, Forbidden, Problem
from antu.platform import journal
from antu.platform.actor import Actor, require
from antu.platform.exchange import day, text
from antu.platform.models import require_seen
from antu.platform.voiding import void_row
from antu.platform.workbook import Column
from antu.platform.workbook.texts import read_texts

ON: Final = day("日期", "on", required=True)
_DUE: Final = (
    day("新期限", "due_on", required=True),
    replace(text("同意人", "agreed_by", required=True), length_max=100),
)


@dataclass(frozen=True, slots=True)
class DeedForm:
    """What is typed of a deed: its columns, and the text that says more."""

    columns: tuple[Column, ...]
    text: LongText


DEED_FORMS: Final[Mapping[Deed, DeedForm]] = {
    Deed.PROGRESS: DeedForm((ON,), LongText("text", "进展情况", is_required=True)),
    Deed.DONE: DeedForm((ON,), LongText("text", "完成情况和交付的成果", is_required=True)),
    Deed.CONFIRMED: DeedForm((ON,), LongText("text", "确认意见")),
    Deed.SENT_BACK: DeedForm((ON,), LongText("text", "退回意见", is_required=True)),
    Deed.POSTPONED: DeedForm((ON, *_DUE), LongText("text", "延期原因", is_required=True)),
    Deed.URGED: DeedForm((), LongText("text", "催办要求")),
    Deed.CANCELLED: DeedForm((ON,), LongText("text", "取消原因", is_required=True)),
}
#: What the responsible organisation does itself; everything else is done by who assigns.
OWN_DEEDS: Final = frozenset({Deed.PROGRESS, Deed.DONE})


def deeds_of(actor: Actor, assignment: Assignment) -> frozenset[Deed]:
    """What the actor's organisation may do with the assignment, whatever its state.

    Who assigns also writes down what a responsible organisation without an account tells; somebody else confirms it.
    """
    if may_assign(actor):
        return frozenset(Deed)
    line = own_line(actor.login)
    if not actor.may("register.view") or not helps_with(line, assignment):
        return frozenset()
    return OWN_DEEDS if reports_for(line, assignment) else frozenset({Deed.PROGRESS})


def open_deeds(actor: Actor, shown: DatedAssignment, today: date) -> frozenset[Deed]:
    """What the actor may do with the assignment now."""
    if shown.assignment.is_voided:
        return frozenset()
    possible = next_deeds(shown.assignment.due_on, [each.happened() for each in shown.events], today)
    if shown.reported_by == actor.login:
        possible -= {Deed.CONFIRMED}
    return possible & deeds_of(actor, shown.assignment)


def require_deed(actor: Actor, assignment: Assignment, deed: Deed) -> None:
    """Let pass whose deed it is, or raise Forbidden with the way out."""
    if deed not in OWN_DEEDS:
        require_assigning(actor)
    require_seen(actor, assignment)
    if not may_assign(actor):
        require(actor, "register.view")
    if deed not in deeds_of(actor, assignment):
        who = "责任单位" if deed is Deed.DONE else "责任单位或配合单位"
        what = f"「{assignment}」由{assignment.lead}负责，{actor.name}不是{who}的人，不能“{deed.word}”；请由{who}办理"
        raise Forbidden(Problem("M-NOT-OURS", what))


@transaction.atomic
def enter_event(
    actor: Actor, assignment: Assignment, deed: Deed, texts: Mapping[str, str], today: date
) -> AssignmentEvent:
    """Write down what happened. Raises Forbidden, or BadInput with every problem beside its field.

    ``M-STATE``: it cannot happen now. ``M-OWN-REPORT``: nobody confirms what they reported done themselves.
    """
    require_deed(actor, assignment, deed)
    held = _held(assignment)
    values, problems = read_texts(DEED_FORMS[deed].columns, texts)
    said, more = DEED_FORMS[deed].text.read(texts)
    kept: dict[str, Any] = {"on": today, **values, "text": said}
    event = AssignmentEvent(assignment=held, deed=deed.value, by_login=actor.login, by_name=actor.name)
    event.is_sample = held.is_sample
    for name, value in kept.items():
        setattr(event, name, value)
    problems += more
    if "on" in kept and ("due_on" in values or deed is not Deed.POSTPONED):
        problems += _against(held, event, today)
    if problems:
        raise BadInput(problems)
    event.save()
    journal.record(actor, f"交办：{deed.word}", event, journal.difference({}, journal.snapshot(event)))
    hand_on(held, deed.word, by=None if deed is Deed.CANCELLED else actor)
    return event


def urge(actor: Actor, assignment: Assignment, today: date) -> AssignmentEvent:
    """Remind the responsible organisation, at most once a day."""
    return enter_event(actor, assignment, Deed.URGED, {}, today)


@transaction.atomic
def urge_each(actor: Actor, assignments: Sequence[Assignment], said: str, today: date) -> tuple[int, list[str]]:
    """Remind several at once; how many, and why not the others, such as those reminded today already."""
    require_assigning(actor)
    _, problems = DEED_FORMS[Deed.URGED].text.read({"text": said})
    if problems:
        raise BadInput(problems)
    left_out = []
    for assignment in assignments:
        try:
            with transaction.atomic():
                enter_event(actor, assignment, Deed.URGED, {"text": said}, today)
        except BadInput as error:
            left_out.append(f"{assignment}：{error.problems[0].message}")
    return len(assignments) - len(left_out), left_out


@transaction.atomic
def void_event(actor: Actor, event: AssignmentEvent, reason: str) -> None:
    """Take back what was written down wrongly: by who wrote it or who assigns; nothing later may rest on it."""
    if event.by_login != actor.login:
        require_assigning(actor)
    require_seen(actor, event)
    held = _held(event.assignment)
    locked = AssignmentEvent.objects.select_for_update().get(pk=event.pk)
    said = read_reason(reason)
    if locked.is_voided:
        raise BadInput(Problem("M-VOIDED", "这条办理记录已经作废，不用再办"))
    others = [each.happened() for each in held.events.standing().exclude(pk=locked.pk)]
    if alone := contradictions(held.given_on, held.due_on, others):
        what = f"后面的办理记录依据这一条，不能作废（{'；'.join(alone)}）；请先作废后面的记录"
        raise BadInput(Problem("M-STATE", what))
    void_row(actor, locked, "作废办理记录", said)
    hand_on(held, "作废办理记录")


def _held(assignment: Assignment) -> Assignment:
    """The assignment, locked: two deeds of one assignment come one after the other."""
    held = Assignment.objects.select_for_update(of=("self",)).select_related("meeting", "lead").get(pk=assignment.pk)
    if held.is_voided:
        raise BadInput(Problem("M-VOIDED", f"「{held}」已作废，不能登记办理情况"))
    return held


def _against(held: Assignment, event: AssignmentEvent, today: date) -> list[Problem]:
    """What stands against the event among those already there."""
    deed = Deed(event.deed)
    place = "due_on" if deed is Deed.POSTPONED else "on" if DEED_FORMS[deed].columns else "text"
    if event.on > today:
        return [wrong("on", "P-FUTURE", f"日期 {event.on} 还没有到；请按发生的那一天填写")]
    standing = list(held.events.standing())
    new = replace(event.happened(), number=max((each.pk for each in standing), default=0) + 1)
    found = contradictions(held.given_on, held.due_on, [*(each.happened() for each in standing), new])
    if found:
        return [wrong(place, "M-STATE", f"{'；'.join(found)}。请核对日期和现在的状态")]
    reported = [each for each in standing if each.deed == Deed.DONE.value and each.on <= event.on]
    if deed is Deed.CONFIRMED and reported and reported[-1].by_login == event.by_login:
        what = f"完成是{event.by_name}自己报告的，不能由本人确认；请由交办的其他同志确认"
        return [wrong("text", "M-OWN-REPORT", what)]
    return []
