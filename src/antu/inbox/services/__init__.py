"""Writes of to-dos: rooms open and close them in their own transaction; people delegate, follow and set their mail."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone

from antu.inbox.models import DailyMail, Delegation, Todo, Watch
from antu.kernel.errors import BadInput, Forbidden, Problem
from antu.kernel.text import comparable
from antu.organisations.models import Organisation, Post, User
from antu.platform import journal
from antu.platform.actor import Actor

ADDRESS_MAX: Final = 254
REASON_MAX: Final = 200
#: Who is away longer hands the post over.
DELEGATED_MAX: Final = timedelta(days=183)


@dataclass(frozen=True, slots=True)
class Subject:
    """What a to-do is about, in words, and whose it is: for posts that many towns or owners have."""

    words: str
    towns: tuple[str, ...] = ()
    owner: str = ""


@dataclass(frozen=True, slots=True)
class Addressee:
    """Whom it waits for: exactly one of post, organisation, login.

    ``excluded`` are logins that may not do it though the post is theirs.
    """

    post: Post | None = None
    organisation: Organisation | None = None
    login: str = ""
    excluded: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Matter:
    """What waits: a ``TodoKind``'s key, the row of its room, what is to be done, until when."""

    kind: str
    object_id: int
    title: str
    due_on: date | None = None
    is_bulk: bool = False


def open_todo(matter: Matter, subject: Subject, addressee: Addressee) -> Todo:
    """Let something wait for somebody; within the transaction of the deed that makes it wait."""
    todo = new_todo(matter, subject, addressee)
    todo.save()
    return todo


def new_todo(matter: Matter, subject: Subject, addressee: Addressee) -> Todo:
    """The same as a row that is not written yet, for whoever writes many at once."""
    return Todo(
        kind=matter.kind,
        object_id=matter.object_id,
        title=matter.title[:200],
        about=subject.words[:300],
        post=addressee.post,
        organisation=addressee.organisation,
        login=addressee.login,
        town_forms=[comparable(town) for town in subject.towns],
        owner_form=comparable(subject.owner),
        excluded=sorted(set(addressee.excluded)),
        is_bulk=matter.is_bulk,
        opened_at=timezone.now(),
        due_on=matter.due_on,
    )


def close_todos(kind: str, object_ids: Iterable[int], *, by: Actor | None = None, outcome: str = "") -> int:
    """End what waits of these matters: done by the actor, or fallen away. How many."""
    waiting = Todo.objects.open().filter(kind=kind, object_id__in=list(object_ids))
    return waiting.update(
        closed_at=timezone.now(),
        closed_by_login=by.login if by else "",
        closed_by_name=by.name if by else "",
        outcome=outcome[:60],
    )


def move_due(kind: str, object_id: int, due_on: date | None) -> None:
    """What waits of this matter has another day."""
    Todo.objects.open().filter(kind=kind, object_id=object_id).update(due_on=due_on)


@transaction.atomic
def watch(actor: Actor, kind: str, object_id: int) -> None:
    """Follow a matter; twice is once."""
    Watch.objects.get_or_create(owner_login=actor.login, kind=kind, object_id=object_id, ended_at=None)


@transaction.atomic
def unwatch(actor: Actor, kind: str, object_id: int) -> None:
    """Follow it no longer."""
    own = Watch.objects.filter(owner_login=actor.login, kind=kind, object_id=object_id, ended_at=None)
    own.update(ended_at=timezone.now())


@dataclass(frozen=True, slots=True)
class EnteredDelegation:
    """Who stands in for one, from when until when, and why."""

    deputy_login: str
    from_on: date
    until_on: date
    reason: str


@transaction.atomic
def delegate(actor: Actor, entered: EnteredDelegation, today: date) -> Delegation:
    """Let another do one's own work while one is away. Raises BadInput (``B-DELEGATE``) with all that is wrong.

    The deputy's own permissions do not grow: what waits for the principal's post can be done, and nothing else.
    """
    principal = User.objects.select_for_update(of=("self",)).filter(username=actor.login, is_active=True).first()
    if principal is None or principal.post is None:
        raise Forbidden(Problem("B-DELEGATE", f"{actor.name}没有岗位，没有可以授权的待办"))
    deputy = User.objects.filter(username=entered.deputy_login, is_active=True).first()
    problems = list(_wrong(principal, deputy, entered, today))
    if deputy is None or problems:
        raise BadInput(problems)
    made = Delegation.objects.create(
        principal=principal, deputy=deputy, from_on=entered.from_on, until_on=entered.until_on, reason=entered.reason
    )
    journal.record(actor, "授权代办", made, journal.difference({}, journal.snapshot(made)))
    return made


def _wrong(principal: User, deputy: User | None, entered: EnteredDelegation, today: date) -> Iterable[Problem]:
    if deputy is None or deputy == principal:
        yield _problem("请选择另一位在用的账号", "deputy")
    if not entered.reason or len(entered.reason) > REASON_MAX:
        yield _problem(f"请写明原因，如 出差、休假，不超过 {REASON_MAX} 个字", "reason")
    if entered.from_on < today:
        yield _problem(f"不能从过去的日子开始；最早是今天（{today}）", "from_on")
    if entered.until_on < entered.from_on:
        yield _problem("结束的日子不能早于开始", "until_on")
    elif entered.until_on - entered.from_on > DELEGATED_MAX:
        yield _problem(f"一次授权最长 {DELEGATED_MAX.days} 天；更久请调整岗位", "until_on")
    standing = Delegation.objects.filter(principal=principal, ended_at=None)
    if clash := standing.filter(from_on__lte=entered.until_on, until_on__gte=entered.from_on).first():
        yield _problem(f"这些日子里已授权{clash.deputy}（{clash.from_on} 至 {clash.until_on}）；请先收回", "from_on")


def _problem(message: str, column: str) -> Problem:
    return Problem("B-DELEGATE", message, {"column": column})


@transaction.atomic
def end_delegation(actor: Actor, delegation: Delegation) -> None:
    """Take a delegation back. Raises Forbidden for anybody but its principal."""
    held = Delegation.objects.select_for_update(of=("self",)).select_related("principal").get(pk=delegation.pk)
    if held.principal.username != actor.login:
        raise Forbidden(Problem("B-DELEGATE", f"这是{held.principal}的授权，只能由本人收回"))
    if held.ended_at is None:
        before = journal.snapshot(held)
        held.ended_at = timezone.now()
        held.save(update_fields=("ended_at",))
        journal.record(actor, "收回授权", held, journal.difference(before, {"ended_at": held.ended_at.isoformat()}))


@transaction.atomic
def set_daily_mail(actor: Actor, address: str) -> None:
    """Where one's daily summary goes; an empty address ends it. Raises BadInput (``B-MAIL``)."""
    given = address.strip()
    if given and not _is_address(given):
        message = f"「{given}」不是邮箱地址；请按 name@example.com 的样子填写"
        raise BadInput(Problem("B-MAIL", message, {"column": "address"}))
    mail, _ = DailyMail.objects.select_for_update().get_or_create(login=actor.login)
    if mail.address != given:
        before, mail.address = mail.address, given
        mail.save(update_fields=("address",))
        journal.record(actor, "设置邮件提醒", mail, {"address": [before, given]})


def _is_address(text: str) -> bool:
    """Whether a letter can be sent there: only what every mail server takes."""
    try:
        validate_email(text)
    except ValidationError:
        return False
    return text.isascii() and len(text) <= ADDRESS_MAX
