"""What is assigned: several items in one deed, each of several responsible organisations an assignment of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from django.db import transaction
from django.db.models import Q

from antu.dispatch.access import require_assigning
from antu.dispatch.models import Assignment, Importance, Meeting
from antu.dispatch.services.meetings import refuse_later_writes
from antu.dispatch.services.texts import read_reason, wrong
from antu.dispatch.services.todos import hand_on
from antu.kernel.errors import BadInput, Problem
from antu.kernel.text import comparable, entries
from antu.organisations.models import Organisation, OrganisationKind, User
from antu.organisations.selectors import organisations_in_being
from antu.platform import journal
from antu.platform.actor import Actor
from antu.platform.entry import TypedRow
from antu.platform.exchange import choice, day, text
from antu.platform.versions import entries_since
from antu.platform.voiding import void_row
from antu.platform.wording import joined
from antu.platform.workbook.texts import read_texts
from antu.projects.models import Project
from antu.projects.selectors import find_project

#: Written for 责任单位: each sub-district in being has to do it.
EVERY_TOWN: Final = "各镇街"
#: Rows of one deed; a meeting decides fewer.
ITEMS_MAX: Final = 50

SOURCE_COLUMNS: Final = (
    replace(text("来源单位", "source", required=True), length_max=200),
    replace(text("来文文号", "document_no"), length_max=100),
    day("收到日期", "received_on", required=True),
)
OWN_COLUMNS: Final = (
    replace(text("交办事项", "what", required=True), length_max=1000),
    text("配合单位", "partners"),
    text("责任人", "owner"),
    text("项目", "project"),
    choice("重要程度", "importance", Importance),
)
_GIVEN: Final = (text("责任单位", "leads", required=True), day("办理期限", "due_on", required=True))
ITEM_COLUMNS: Final = (*OWN_COLUMNS, *_GIVEN)
"""What is typed of an item; the columns of ``OWN_COLUMNS`` may be corrected later."""


@dataclass(frozen=True, slots=True)
class _Source:
    given_on: date
    columns: Mapping[str, Any]


@transaction.atomic
def assign_from_meeting(actor: Actor, meeting: Meeting, rows: Sequence[TypedRow]) -> list[Assignment]:
    """Assign what the meeting decided. Raises Forbidden, or BadInput with every problem by its ``row`` and column."""
    require_assigning(actor)
    held = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if held.is_voided:
        raise BadInput(Problem("M-VOIDED", f"「{held}」已作废，不能登记交办事项"))
    return _assign(actor, _Source(held.held_on, {"meeting": held}), rows, [])


@transaction.atomic
def assign_from_above(
    actor: Actor, texts: Mapping[str, str], rows: Sequence[TypedRow], today: date
) -> list[Assignment]:
    """Assign what a superior asks. Raises Forbidden, or BadInput with every problem of the source and of the rows."""
    require_assigning(actor)
    values, problems = read_texts(SOURCE_COLUMNS, texts)
    received = values.get("received_on")
    if isinstance(received, date) and received > today:
        problems.append(wrong("received_on", "P-FUTURE", f"收到日期 {received} 还没有到"))
    columns = {name: value or "" for name, value in values.items()}
    return _assign(actor, _Source(received if isinstance(received, date) else today, columns), rows, problems)


@transaction.atomic
def correct_assignment(actor: Actor, pk: int, texts: Mapping[str, str], version: int) -> Assignment:
    """Correct what is said of an assignment, but not its day or who is responsible. Raises Forbidden or BadInput."""
    require_assigning(actor)
    assignment = Assignment.objects.select_for_update(of=("self",)).get(pk=pk)
    if assignment.is_voided:
        raise BadInput(Problem("M-VOIDED", f"「{assignment}」已作废，不能更正"))
    refuse_later_writes(entries_since(assignment, version), "这一项")
    values, problems = read_texts(OWN_COLUMNS, texts)
    found, more = _looked_up(actor, values, assignment.given_on, [assignment.lead])
    if problems := [*problems, *more]:
        raise BadInput(problems)
    before = journal.snapshot(assignment)
    for name, value in found.items():
        setattr(assignment, name, value)
    if change := journal.difference(before, journal.snapshot(assignment)):
        assignment.save()
        journal.record(actor, "更正交办事项", assignment, change)
        hand_on(assignment, "改派")
    return assignment


@transaction.atomic
def void_assignment(actor: Actor, assignment: Assignment, reason: str) -> None:
    """Withdraw what was entered by mistake; what need not be done any more is cancelled instead."""
    require_assigning(actor)
    locked = Assignment.objects.select_for_update(of=("self",)).get(pk=assignment.pk)
    said = read_reason(reason)
    if locked.is_voided:
        raise BadInput(Problem("M-VOIDED", f"「{locked}」已经作废，不用再办"))
    void_row(actor, locked, "作废交办事项", said)
    hand_on(locked, "作废")


def _assign(actor: Actor, source: _Source, rows: Sequence[TypedRow], problems: list[Problem]) -> list[Assignment]:
    if not rows:
        problems.append(Problem("M-NONE", "还没有填写交办事项；请至少填一行"))
    if len(rows) > ITEMS_MAX:
        problems.append(Problem("M-MANY", f"一次最多登记 {ITEMS_MAX} 项，现有 {len(rows)} 项；请分几次登记"))
    made: list[Assignment] = []
    for row in rows:
        read, wrong_row = _read_item(actor, row, source)
        problems += [Problem(each.rule, each.message, {**each.where, "row": row.key}) for each in wrong_row]
        made += read
    if problems:
        raise BadInput(problems)
    for each in made:
        each.save()
        journal.record(actor, "登记交办事项", each, journal.difference({}, journal.snapshot(each)))
        hand_on(each, "")
    return made


def _read_item(actor: Actor, row: TypedRow, source: _Source) -> tuple[list[Assignment], list[Problem]]:
    """The assignments of a row: one for each responsible organisation."""
    values, problems = read_texts(ITEM_COLUMNS, row.texts)
    leads, unknown = _organisations(str(values.get("leads") or ""), source.given_on, "leads")
    found, more = _looked_up(actor, values, source.given_on, leads)
    problems += [*unknown, *more]
    due_on = values.get("due_on")
    if not isinstance(due_on, date):
        return [], problems
    if due_on < source.given_on:
        problems.append(wrong("due_on", "R-DATE-ORDER", f"办理期限 {due_on} 早于交办日 {source.given_on}"))
    if problems:
        return [], problems
    by = {"assigned_by_login": actor.login, "assigned_by": actor.name}
    project = found["project"]
    return [
        Assignment(
            lead=lead,
            due_on=due_on,
            is_sample=lead.is_sample or bool(project and project.is_sample),
            **source.columns,
            **found,
            **by,
        )
        for lead in leads
    ], []


def _looked_up(
    actor: Actor, values: Mapping[str, Any], given_on: date, leads: Sequence[Organisation]
) -> tuple[dict[str, Any], list[Problem]]:
    """The columns of an assignment that name other records, and every name that is nobody's."""
    partners, problems = _organisations(str(values.get("partners") or ""), given_on, "partners")
    owner, nobody = _owner(str(values.get("owner") or ""), leads)
    project, unknown = _project(actor, str(values.get("project") or ""))
    if both := [each.name for each in partners if each in leads]:
        problems.append(wrong("partners", "M-LEAD", f"{joined(both)}已是责任单位，不用再写成配合单位"))
    return {
        "what": values.get("what") or "",
        "partners": [each.name for each in partners],
        "owner_login": owner,
        "project": project,
        "importance": values.get("importance") or Importance.NORMAL,
    }, [*problems, *nobody, *unknown]


def _organisations(written: str, day: date, column: str) -> tuple[list[Organisation], list[Problem]]:
    """The organisations in being that are written by 、, each once; 各镇街 is each sub-district."""
    in_being = organisations_in_being(day)
    by_name = {comparable(each.name): each for each in in_being}
    found, problems = dict[int, Organisation](), list[Problem]()
    for name in entries(written):
        one = by_name.get(comparable(name))
        these = [one] if one else []
        if comparable(name) == comparable(EVERY_TOWN):
            these = [each for each in in_being if each.kind == OrganisationKind.TOWN]
        if not these:
            what = f"没有登记名为「{name}」的单位；请写登记的单位名称，几个用顿号分开，或写“{EVERY_TOWN}”"
            problems.append(wrong(column, "M-LEAD", what))
        found |= {each.pk: each for each in these}
    return list(found.values()), problems


def _owner(written: str, leads: Sequence[Organisation]) -> tuple[str, list[Problem]]:
    """The login of the person who is written by name or login, of the one responsible organisation."""
    if not written or not leads:
        return "", []
    if len(leads) > 1:
        what = "几个责任单位的事项先不填责任人；登记以后，在各项的“更正”里填"
        return "", [wrong("owner", "M-OWNER", what)]
    people = people_of(leads[0])
    found = [each for each in people if written in {each.username, str(each)}]
    if len(found) == 1:
        return found[0].username, []
    known = joined(str(each) for each in people)
    why = "有几个人叫这个名字，请写登录名" if found else f"{leads[0]}没有名为「{written}」的账号；现有：{known}"
    return "", [wrong("owner", "M-OWNER", why)]


def people_of(organisation: Organisation) -> list[User]:
    """Who signs in for the organisation or an office of it."""
    own = Q(organisation=organisation) | Q(organisation__parent=organisation)
    return list(User.objects.filter(own, is_active=True).order_by("username"))


def _project(actor: Actor, written: str) -> tuple[Project | None, list[Problem]]:
    if not written:
        return None, []
    try:
        return find_project(actor, written), []
    except BadInput as error:
        return None, [wrong("project", each.rule, each.message) for each in error.problems]
