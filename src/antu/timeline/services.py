"""Writes of the statutory timeline: a step with its evidence, what changes a limit, and what takes either back."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from antu.kernel.calendar import Unit
from antu.kernel.errors import BadInput, Problem
from antu.platform import journal
from antu.platform.actor import Actor
from antu.platform.voiding import void_row
from antu.projects.models import Project
from antu.timeline.access import require_entry
from antu.timeline.domain.course import order_problems
from antu.timeline.models import CalendarFeed, LimitChange, LimitChangeKind, ProjectStep
from antu.timeline.selectors import course_of, gate_problems, secret_hash, steps_recorded

RULE: Final = "T-STEP"
REASON_MAX: Final = 200
EXTENSION_MAX: Final = 366
#: Nobody guesses so many.
SECRET_BYTES: Final = 32


@dataclass(frozen=True, slots=True)
class EnteredStep:
    """A step as its document has it."""

    code: str
    on: date
    until_on: date | None = None
    document_no: str = ""
    issuer: str = ""
    places: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class EnteredChange:
    """A pause from day to day (both included), or an extension by so much; its reason and document."""

    code: str
    reason: str
    document_no: str = ""
    from_on: date | None = None
    until_on: date | None = None
    amount: int | None = None
    unit: str = ""

    @property
    def kind(self) -> LimitChangeKind:
        """Which of the two it is."""
        return LimitChangeKind.PAUSE if self.from_on else LimitChangeKind.EXTENSION


@transaction.atomic
def enter_step(actor: Actor, project: Project, entered: EnteredStep, today: date) -> ProjectStep:
    """Record that a step was done. Raises Forbidden, or BadInput (``T-STEP``) naming what it must wait for and the law.

    Of two people who do it at once, the second is told.
    """
    held = _held(actor, project)
    course = course_of(held)
    if entered.code not in course.steps:
        raise BadInput(Problem(RULE, f"「{entered.code}」不是本项目的法定环节；请从项目页的「法定程序」进入"))
    asked = course.steps[entered.code]
    if known := steps_recorded(held).filter(code=entered.code).first():
        what = f"「{asked.title}」已经登记过（{known.on}）；要更正，请先作废原来的登记"
        raise BadInput(Problem(RULE, what, {"column": "on"}))
    found = order_problems(course, entered.code, entered.on, entered.until_on, today)
    problems = [Problem(RULE, message, {"column": column}) for column, message in found]
    problems += gate_problems(actor, held, entered.code)
    if problems:
        raise BadInput(problems)
    step = ProjectStep.objects.create(
        project=held,
        code=entered.code,
        title=asked.title,
        on=entered.on,
        until_on=entered.until_on,
        document_no=entered.document_no,
        issuer=entered.issuer,
        places=list(entered.places),
        note=entered.note,
        is_sample=held.is_sample,
    )
    journal.record(actor, "登记法定环节", step, journal.difference({}, journal.snapshot(step)))
    return step


@transaction.atomic
def void_step(actor: Actor, step: ProjectStep, reason: str) -> None:
    """Take a step back, with the reason. Raises BadInput when a later step rests on it, or without a reason."""
    held = _held(actor, step.project)
    course = course_of(held)
    rests = [asked.title for code, asked in course.steps.items() if step.code in asked.after and code in course.done]
    if rests and not course.steps[step.code].is_optional:
        what = f"后面的环节已经登记（{'、'.join(rests)}），不能作废「{step.title}」；请先作废它们"
        raise BadInput(Problem(RULE, what))
    _void(actor, step, reason, "作废法定环节")


@transaction.atomic
def change_limit(actor: Actor, project: Project, entered: EnteredChange) -> LimitChange:
    """Pause or extend the maximum of a step. Raises Forbidden or BadInput (``T-LIMIT``)."""
    held = _held(actor, project)
    course = course_of(held)
    asked = course.steps.get(entered.code)
    if asked is None or not asked.maximums:
        raise BadInput(Problem("T-LIMIT", "这个环节没有最长时限，不用延长或中止"))
    if problems := list(_wrong_change(entered)):
        raise BadInput(problems)
    values: dict[str, Any] = {
        name: getattr(entered, name)
        for name in ("code", "kind", "reason", "document_no", "from_on", "until_on", "amount", "unit")
    }
    change = LimitChange.objects.create(project=held, **values)
    journal.record(actor, "登记期限变动", change, journal.difference({}, journal.snapshot(change)))
    return change


@transaction.atomic
def void_change(actor: Actor, change: LimitChange, reason: str) -> None:
    """Take a pause or an extension back, with the reason."""
    _held(actor, change.project)
    _void(actor, change, reason, "作废期限变动")


@transaction.atomic
def start_feed(actor: Actor) -> str:
    """Make the address of one's own calendar feed anew; its secret, told this once. An earlier address ends."""
    end_feed(actor)
    secret = secrets.token_urlsafe(SECRET_BYTES)
    feed = CalendarFeed.objects.create(owner_login=actor.login, secret_sha256=secret_hash(secret))
    journal.record(actor, "生成日历订阅", feed)
    return secret


@transaction.atomic
def end_feed(actor: Actor) -> None:
    """End one's own calendar feed, where there is one."""
    for feed in CalendarFeed.objects.select_for_update().filter(owner_login=actor.login, ended_at=None):
        feed.ended_at = timezone.now()
        feed.save(update_fields=("ended_at",))
        journal.record(actor, "停用日历订阅", feed)


def _wrong_change(entered: EnteredChange) -> list[Problem]:
    problems = []
    if not entered.reason:
        problems.append(("reason", "请写明原因"))
    if entered.from_on is None and entered.amount is None:
        problems.append(("amount", "请填写延长多少，或中止的起止日期"))
    if entered.from_on and entered.amount is not None:
        problems.append(("amount", "延长和中止请分两次登记"))
    if entered.from_on and (entered.until_on is None or entered.until_on < entered.from_on):
        problems.append(("until_on", "请填写中止到哪一天，不早于中止开始的一天"))
    if entered.amount is not None and not 1 <= entered.amount <= EXTENSION_MAX:
        problems.append(("amount", f"延长应为 1 至 {EXTENSION_MAX}"))
    if entered.amount is not None and entered.unit not in {*Unit}:
        problems.append(("unit", f"单位「{entered.unit}」不认识；只能是 {'、'.join(Unit)}"))
    return [Problem("T-LIMIT", message, {"column": column}) for column, message in problems]


def _held(actor: Actor, project: Project) -> Project:
    """The project, locked, for who may enter its steps: two people's writes of one project come one after the other."""
    held = Project.objects.select_for_update().get(pk=project.pk)
    require_entry(actor, held)
    if held.is_voided:
        raise BadInput(Problem(RULE, f"项目「{held}」已作废，不能再登记"))
    return held


def _void(actor: Actor, row: ProjectStep | LimitChange, reason: str, action: str) -> None:
    given = reason.strip()
    if not given or len(given) > REASON_MAX:
        raise BadInput(Problem("T-REASON", f"请写明作废的原因，不超过 {REASON_MAX} 个字"))
    row.refresh_from_db()
    if row.is_voided:
        raise BadInput(Problem("T-REASON", "这一条已经作废了"))
    void_row(actor, row, action, given)
