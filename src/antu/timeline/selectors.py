"""Reads of the statutory timeline, and what later rooms may ask of a step before it is done."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Count, QuerySet

from antu.kernel.calendar import Deadline, Unit, WorkingDays
from antu.kernel.errors import Problem
from antu.organisations.models import User
from antu.organisations.selectors import reporting_centre
from antu.platform.actor import Actor
from antu.platform.contributions import collected
from antu.platform.models import Attachment
from antu.projects.models import Project
from antu.projects.selectors import regime_of
from antu.regulations.selectors import Limit, LimitKind, limits_for, limits_in_force, steps_of, working_days
from antu.timeline.domain.course import (
    Asked,
    Change,
    Course,
    Done,
    Extension,
    LegalLimit,
    Pause,
    Placed,
    Tense,
    needed_before,
)
from antu.timeline.models import CalendarFeed, LimitChange, LimitChangeKind, ProjectStep


@dataclass(frozen=True, slots=True)
class StepGate:
    """A later room's word on a step, by its code: the problems that keep the project from it; none lets it pass."""

    step: str
    ask: Callable[[Actor, Project], Iterable[Problem]]


def gate_problems(actor: Actor, project: Project, code: str) -> list[Problem]:
    """What later rooms say against the step."""
    return [problem for gate in collected(StepGate) if gate.step == code for problem in gate.ask(actor, project)]


def steps_recorded(project: Project) -> QuerySet[ProjectStep]:
    """The project's standing steps, by day."""
    return ProjectStep.objects.standing().filter(project=project)


def course_of(project: Project) -> Course:
    """The project's course by the law and local rules of its regime."""
    return next(iter(courses_of([project]).values()))


def courses_of(projects: Sequence[Project]) -> Mapping[int, Course]:
    """The course of each project, by its key. A fixed number of queries."""
    keys = [project.pk for project in projects]
    done: dict[int, dict[str, Done]] = defaultdict(dict)
    for step in ProjectStep.objects.standing().filter(project__in=keys):
        done[step.project_id][step.code] = Done(step.on, step.until_on)
    changes: dict[int, dict[str, Change]] = defaultdict(dict)
    for each in LimitChange.objects.standing().filter(project__in=keys):
        of_project = changes[each.project_id]
        of_project[each.code] = _with(of_project.get(each.code, Change()), each)
    calendar, limits, district = working_days(), limits_in_force(), reporting_centre().district_code
    return {
        project.pk: _course(project, (done[project.pk], changes[project.pk]), (calendar, limits, district))
        for project in projects
    }


def _course(
    project: Project,
    recorded: tuple[Mapping[str, Done], Mapping[str, Change]],
    law: tuple[WorkingDays, Sequence[Limit], str],
) -> Course:
    (done, changes), (calendar, limits, district) = recorded, law
    regime = regime_of(project)
    asked = {}
    for code, step in steps_of(regime).items():
        binding = limits_for(limits, regime, code, district)
        of_day = [each for each in binding if _binds(each, done)]
        minimums, maximums = (
            tuple(_legal(each) for each in of_day if each.kind is kind)
            for kind in (LimitKind.MINIMUM, LimitKind.MAXIMUM)
        )
        asked[code] = Asked(code, step.title, step.after, step.is_optional, step.basis, minimums, maximums)
    known = {code: each for code, each in done.items() if code in asked}
    return Course(asked, known, calendar, changes)


def _binds(limit: Limit, done: Mapping[str, Done]) -> bool:
    """A limit binds that was in force on the day from which it counts; before that day, one that is in force now."""
    start = done.get(limit.starts_from)
    return limit.holds_on(start.on) if start else limit.valid_to is None


def _legal(limit: Limit) -> LegalLimit:
    least = limit.kind is LimitKind.MINIMUM
    words = f"{'至少' if least else '最长'} {limit.length}（{limit.basis}）"
    return LegalLimit(limit.amount, limit.unit, least, limit.starts_from, words)


def _with(change: Change, recorded: LimitChange) -> Change:
    if recorded.kind == LimitChangeKind.PAUSE and recorded.from_on and recorded.until_on:
        return Change((*change.pauses, Pause(recorded.from_on, recorded.until_on)), change.extensions)
    return Change(change.pauses, (*change.extensions, Extension(recorded.amount or 0, Unit(recorded.unit))))


DISPLAY, DUE = "display", "due"
KINDS: Final = {DISPLAY: "公示期满", DUE: "最迟办理"}


@dataclass(frozen=True, slots=True)
class ProjectDeadline:
    """A day by which a project's step is due, or, of a step that is done, on which its display runs out."""

    project: Project
    placed: Placed
    end: Deadline

    @property
    def day(self) -> date:
        """The last day, rolled where it is a maximum."""
        return self.end.rolled or self.end.last_day

    @property
    def kind(self) -> str:
        """Whether the display of a step that is done runs out, or something is due; a key of :data:`KINDS`."""
        return DISPLAY if self.placed.done else DUE


def deadlines(projects: Sequence[Project], today: date) -> list[ProjectDeadline]:
    """What is due of these projects and not done, and which displays are running, the nearest first."""
    courses = courses_of(projects)
    found = [each for project in projects for each in _deadlines_of(project, courses[project.pk].on(today))]
    return sorted(found, key=lambda each: (each.day, each.project.name, each.placed.asked.code))


def _deadlines_of(project: Project, steps: Iterable[Placed]) -> Iterable[ProjectDeadline]:
    for placed in steps:
        end = placed.runs_out if placed.tense is Tense.ON_DISPLAY else None if placed.done else placed.due
        if end:
            yield ProjectDeadline(project, placed, end)


def secret_hash(secret: str) -> str:
    """By what a feed's secret is known."""
    return hashlib.sha256(secret.encode()).hexdigest()


def own_feed(actor: Actor) -> CalendarFeed | None:
    """One's own calendar feed that is not ended."""
    return CalendarFeed.objects.filter(owner_login=actor.login, ended_at=None).first()


def reader_of_feed(secret: str) -> Actor | None:
    """Whose deadlines the address gives, with what that person's post and organisation allow now; None for no such."""
    feed = CalendarFeed.objects.filter(secret_sha256=secret_hash(secret), ended_at=None).first()
    person = User.objects.filter(username=feed.owner_login, is_active=True).first() if feed else None
    return person.as_actor() if person else None


@dataclass(frozen=True, slots=True)
class ChecklistLine:
    """A step that must be done before approval is sought: as recorded, and what is missing of it."""

    asked: Asked
    step: ProjectStep | None
    files: int
    missing: tuple[str, ...]


APPROVAL: Final = {"collective": "report", "state": "decision"}
"""The step for which the papers of the others are handed in, by regime."""


def approval_checklist(actor: Actor, project: Project, today: date) -> list[ChecklistLine]:
    """What must be there before approval is sought: steps, document numbers, evidence, and later rooms' conditions."""
    course, recorded = course_of(project), {step.code: step for step in steps_recorded(project)}
    files = files_counted(recorded.values())
    placed = {each.asked.code: each for each in course.on(today)}
    return [
        _checklist_line(asked, recorded.get(asked.code), files, (placed, gate_problems(actor, project, asked.code)))
        for asked in needed_before(course.steps, APPROVAL[regime_of(project)])
    ]


def files_counted(steps: Iterable[ProjectStep]) -> Mapping[int, int]:
    """How many files stand with each of these steps, by its key."""
    kind = ProjectStep._meta.label_lower
    rows = Attachment.objects.standing().filter(object_kind=kind, object_id__in=[step.pk for step in steps])
    return dict(rows.values_list("object_id").annotate(count=Count("pk")).order_by())


def _checklist_line(
    asked: Asked,
    step: ProjectStep | None,
    files: Mapping[int, int],
    known: tuple[Mapping[str, Placed], Sequence[Problem]],
) -> ChecklistLine:
    placed, gates = known
    missing = [problem.message for problem in gates]
    if step is None:
        missing.insert(0, "没有登记")
    elif placed[asked.code].tense is Tense.ON_DISPLAY:
        missing.append(f"公示期未满（{end.last_day}）" if (end := placed[asked.code].runs_out) else "公示期未满")
    if step and not step.document_no:
        missing.append("没有文号")
    count = files.get(step.pk, 0) if step else 0
    if step and not count:
        missing.append("没有凭证")
    return ChecklistLine(asked, step, count, tuple(missing))
