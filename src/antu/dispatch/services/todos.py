"""Whose turn it is: the responsible organisation's until it reports done, then that of who assigned it."""

from __future__ import annotations

from datetime import date
from typing import Final

from antu.dispatch.access import ASSIGN
from antu.dispatch.domain.course import Deed, State
from antu.dispatch.models import Assignment
from antu.dispatch.selectors import DatedAssignment, dated_assignment
from antu.inbox.models import Todo
from antu.inbox.services import Addressee, Matter, Subject, close_todos, move_due, open_todo
from antu.organisations.models import OrganisationKind, Post, User
from antu.platform.actor import Actor

#: The key of its ``TodoKind``.
TODO: Final = "assignment"
_TITLES: Final = {Deed.SENT_BACK: "退回重办", Deed.DONE: "确认办结或退回"}


def hand_on(assignment: Assignment, outcome: str, by: Actor | None = None) -> None:
    """Let it wait for whose turn it is now; what waited for another is closed, done ``by`` somebody or fallen away."""
    shown = dated_assignment(assignment, date.max)
    turns = [each for each in shown.events if each.deed in {Deed.DONE.value, Deed.SENT_BACK.value}]
    title = _TITLES.get(Deed(turns[-1].deed), "") if turns else ""
    wanted = () if assignment.is_voided else _addressees(shown)
    matter = Matter(TODO, assignment.pk, title or "办理交办事项", shown.standing.due_on)
    waiting = Todo.objects.open().filter(kind=TODO, object_id=assignment.pk)
    known = {(each.title, *_whose(each)) for each in waiting}
    if wanted and known == {(matter.title, *_whose(each)) for each in wanted}:
        move_due(TODO, assignment.pk, matter.due_on)
        return
    close_todos(TODO, [assignment.pk], by=by, outcome=outcome)
    for each in wanted:
        open_todo(matter, _subject(assignment), each)


def _addressees(shown: DatedAssignment) -> tuple[Addressee, ...]:
    assignment = shown.assignment
    if shown.state is State.REPORTED:
        return _who_answers(assignment, shown.reported_by)
    if not shown.state.is_open:
        return ()
    if _works_here(assignment.owner_login):
        return (Addressee(login=assignment.owner_login),)
    return (Addressee(organisation=assignment.lead),)


def _who_answers(assignment: Assignment, reported_by: str) -> tuple[Addressee, ...]:
    """Who assigned it; every post that assigns, where that one is gone or reported it done."""
    login = assignment.assigned_by_login
    if login != reported_by and _works_here(login):
        return (Addressee(login=login),)
    posts = Post.objects.filter(permissions__contains=[ASSIGN]).order_by("code")
    return tuple(Addressee(post=post, excluded=(reported_by,)) for post in posts)


def _works_here(login: str) -> bool:
    return bool(login) and User.objects.filter(username=login, is_active=True).exists()


def _whose(each: Addressee | Todo) -> tuple[int | None, int | None, str]:
    post, organisation = each.post, each.organisation
    return post.pk if post else None, organisation.pk if organisation else None, each.login


def _subject(assignment: Assignment) -> Subject:
    lead = assignment.lead
    towns = (lead.name,) if lead.kind == OrganisationKind.TOWN else ()
    owner = lead.name if lead.kind == OrganisationKind.OWNER else ""
    return Subject(f"{lead.name}：{assignment.what}", towns, owner)
