"""Reads of meetings and assignments, each assignment in its state on a day."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from antu.dispatch.access import may_assign
from antu.dispatch.domain.course import Deed, Standing, State, standing_on
from antu.dispatch.models import Assignment, AssignmentEvent, Meeting
from antu.kernel.text import comparable
from antu.organisations.models import Organisation, User
from antu.platform.actor import Actor
from antu.platform.models import StandingQuerySet
from antu.projects.models import Project
from antu.regulations.selectors import working_days


@dataclass(frozen=True, slots=True)
class DatedAssignment:
    """An assignment in its state on a day, with its standing events by date."""

    assignment: Assignment
    standing: Standing
    events: tuple[AssignmentEvent, ...]

    @property
    def state(self) -> State:
        """Its state."""
        return self.standing.state

    @property
    def last(self) -> AssignmentEvent | None:
        """What happened last, reminders apart."""
        return next((each for each in reversed(self.events) if each.deed != Deed.URGED.value), None)

    @property
    def reported_by(self) -> str:
        """The login of who reported it done last; empty where nobody has."""
        return next((each.by_login for each in reversed(self.events) if each.deed == Deed.DONE.value), "")

    def count(self, deed: Deed) -> int:
        """How often this happened."""
        return sum(each.deed == deed.value for each in self.events)


#: In which order states are read: what is late first, what is over last.
_ORDER = {state: number for number, state in enumerate(State)}


def assignments_seen(actor: Actor) -> StandingQuerySet[Assignment]:
    """The standing assignments that the actor sees, with what lists show of them."""
    return Assignment.objects.standing().seen_by(actor).select_related("meeting", "project", "lead")


def dated(rows: Iterable[Assignment], day: date) -> list[DatedAssignment]:
    """The assignments in their state at the end of ``day``: what is late first, then by their day. One query of events.

    What was assigned after the day is left out.
    """
    known = [row for row in rows if row.given_on <= day]
    events: dict[int, list[AssignmentEvent]] = defaultdict(list)
    for event in AssignmentEvent.objects.standing().filter(assignment__in=[row.pk for row in known]):
        events[event.assignment_id].append(event)
    calendar = working_days()
    found = []
    for row in known:
        own = tuple(events[row.pk])
        happened = [event.happened() for event in own]
        found.append(DatedAssignment(row, standing_on(row.due_on, happened, day, calendar), own))
    return sorted(found, key=_by_urgency)


def _by_urgency(each: DatedAssignment) -> tuple[bool, int, date, int]:
    is_over = each.state in {State.CLOSED, State.CANCELLED}
    return is_over, _ORDER[each.state], each.standing.due_on, each.assignment.pk


def dated_assignment(assignment: Assignment, day: date) -> DatedAssignment:
    """One assignment in its state at the end of ``day``."""
    events = tuple(assignment.events.standing())
    standing = standing_on(assignment.due_on, [event.happened() for event in events], day, working_days())
    return DatedAssignment(assignment, standing, events)


def own_line(login: str) -> list[Organisation]:
    """The organisation of whoever signs in by this login, then those above it; none for a login that is nobody's."""
    person = User.objects.filter(username=login, is_active=True).first()
    line: list[Organisation] = []
    above = person.organisation if person else None
    while above is not None and above not in line:
        line.append(above)
        above = above.parent
    return line


def reports_for(line: Sequence[Organisation], assignment: Assignment) -> bool:
    """Whether people of this organisation (then those above it) report the assignment done: it is their own."""
    return any(each.pk == assignment.lead_id for each in line)


def helps_with(line: Sequence[Organisation], assignment: Assignment) -> bool:
    """Whether people of this organisation report progress of it: it is their own, or they help."""
    names = {comparable(each.name) for each in line}
    return reports_for(line, assignment) or bool(names & {*assignment.partner_forms})


def chased(actor: Actor, today: date) -> list[DatedAssignment]:
    """What the actor must see to: near or late of the own organisation's or the own; all of it for who assigns.

    Who assigns also sees what was reported done and awaits the answer.
    """
    rows = assignments_seen(actor)
    if not may_assign(actor):
        line = own_line(actor.login)
        helped = [Q(partner_forms__contains=[comparable(each.name)]) for each in line]
        own = Q(lead__in=line) | Q(owner_login=actor.login) | Q(assigned_by_login=actor.login)
        for each in helped:
            own |= each
        rows = rows.filter(own)
    wanted = {State.LATE, State.NEAR, *([State.REPORTED] if may_assign(actor) else [])}
    return [each for each in dated(rows, today) if each.state in wanted]


def state_counts(found: Iterable[DatedAssignment]) -> Mapping[Organisation, Counter[State]]:
    """How many assignments of each responsible organisation are in each state, in the order of the organisations."""
    counted: dict[Organisation, Counter[State]] = {}
    for each in sorted(found, key=lambda each: (each.assignment.lead.source_row or 0, each.assignment.lead_id)):
        counted.setdefault(each.assignment.lead, Counter())[each.state] += 1
    return counted


def meetings_seen(actor: Actor) -> StandingQuerySet[Meeting]:
    """The standing meetings that the actor sees, the latest first, each with how many assignments came of it."""
    rows = Meeting.objects.standing().seen_by(actor)
    own = Assignment.objects.standing().seen_by(actor)
    return rows.annotate(assigned=Count("assignments", filter=Q(assignments__in=own)))


def names_of(logins: Iterable[str]) -> Mapping[str, str]:
    """The people of these logins by name; one that is nobody's any more by itself."""
    wanted = {login for login in logins if login}
    known = {person.username: str(person) for person in User.objects.filter(username__in=wanted)} if wanted else {}
    return {login: known.get(login, login) for login in wanted}


def openable_projects(actor: Actor, rows: Iterable[Assignment]) -> frozenset[int]:
    """The projects of these assignments that the actor sees: a town may be asked something about another's."""
    wanted = {row.project_id for row in rows if row.project_id}
    if not wanted or actor.reach.everything:
        return frozenset(wanted)
    return frozenset(Project.objects.seen_by(actor).filter(pk__in=wanted).values_list("pk", flat=True))
