"""Reads of yearly plans: versions, tasks, what was completed inside and outside them, key projects."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.db.models import QuerySet

from antu.planning.domain.versions import INITIAL, in_force_on
from antu.planning.models import KeyProject, PlanTask, PlanVersion
from antu.projects.models import ProjectEvent, ProjectEventKind
from antu.projects.selectors import ProjectState, area_in, completions, regime, standing_events, state_on


@dataclass(frozen=True, slots=True)
class Completion:
    """A project completed in a year: its event, under which regime, and whether the plan then in force had it."""

    event: ProjectEvent
    land: str
    is_in_plan: bool

    def area(self, unit: str) -> Fraction:
        """The completed area in ``mu`` or ``m2``."""
        return area_in(unit, self.event.area, self.event.area_unit)


@dataclass(frozen=True, slots=True)
class YearPlan:
    """A year's plan: its versions in the order of their approval, and the tasks of each in the order of their rows."""

    year: int
    versions: tuple[PlanVersion, ...]
    tasks: Mapping[int, list[PlanTask]]

    @property
    def initial(self) -> PlanVersion | None:
        """The version 年初."""
        return next((version for version in self.versions if version.label == INITIAL), None)

    @property
    def final(self) -> PlanVersion | None:
        """The last version approved by 31 December; 年初 itself where nothing was adjusted."""
        return in_force_on(self.versions, date(self.year, 12, 31))

    def projects_by_version(self) -> dict[int, set[int]]:
        """The primary keys of the projects that each version has."""
        return {version: {task.project_id for task in tasks} for version, tasks in self.tasks.items()}

    def tasks_of(self, version: PlanVersion | None) -> list[PlanTask]:
        """The tasks of a version."""
        return self.tasks.get(version.pk, []) if version else []


@dataclass(frozen=True, slots=True)
class FollowedProject:
    """A key project of a year with its state at the year's end and its events up to then."""

    row: KeyProject
    state: ProjectState
    events: tuple[ProjectEvent, ...]

    @property
    def partly_done(self) -> tuple[ProjectEvent, ...]:
        """What was partly done within the year."""
        kind = ProjectEventKind.PARTLY_DONE
        return tuple(event for event in self.events if event.kind == kind and event.on.year == self.row.year)

    @property
    def pause_reason(self) -> str:
        """Why the last pause began; empty when nobody said."""
        pauses = [event for event in self.events if event.kind == ProjectEventKind.PAUSED]
        return pauses[-1].reason if pauses else ""


def plan_versions(year: int) -> list[PlanVersion]:
    """The approved versions of the year's plan that stand, in the order of their approval."""
    return list(_approved().filter(year=year).order_by("approved_on", "source_row", "id"))


def year_plan(year: int) -> YearPlan:
    """The year's plan with the tasks that stand, of projects that stand. Two queries."""
    versions = tuple(plan_versions(year))
    return YearPlan(year, versions, tasks_by_version(versions))


def tasks_by_version(versions: Collection[PlanVersion]) -> dict[int, list[PlanTask]]:
    """The standing tasks of each version, of projects that stand, in the order of their rows. One query."""
    tasks: dict[int, list[PlanTask]] = defaultdict(list)
    for task in _standing_tasks().filter(version__in=versions).order_by("source_row", "id"):
        tasks[task.version_id].append(task)
    return tasks


def task_land(task: PlanTask) -> str:
    """``collective`` or ``state``: of the task, else of its project."""
    return regime(task.land or task.project.land, task.unit or task.project.area_unit)


def year_completions(plan: YearPlan) -> list[Completion]:
    """The projects completed in the plan's year, by date, then row."""
    planned = plan.projects_by_version()
    return [completion_under(plan, planned, event) for event in completions(plan.year)]


def completion_under(plan: YearPlan, planned: Mapping[int, set[int]], event: ProjectEvent) -> Completion:
    """The completion judged by the version in force on its day; ``planned`` are the plan's ``projects_by_version``."""
    version = in_force_on(plan.versions, event.on)
    is_in_plan = version is not None and event.project_id in planned.get(version.pk, ())
    land = regime(event.project.land, event.area_unit or event.project.area_unit)
    return Completion(event, land, is_in_plan)


def followed_projects(year: int) -> list[FollowedProject]:
    """The year's key projects in the order of their rows, each in its state on 31 December."""
    keys = KeyProject.objects.standing().filter(year=year, project__is_voided=False)
    rows = list(keys.select_related("project").order_by("source_row", "id"))
    events: dict[int, list[ProjectEvent]] = defaultdict(list)
    for event in standing_events().filter(on__year__lte=year, project__in=[row.project_id for row in rows]):
        events[event.project_id].append(event)
    return [_followed(row, events[row.project_id]) for row in rows]


def planning_years() -> set[int]:
    """The years of which there is a plan, a key project or an event of a project."""
    plans = _approved().values_list("year", flat=True)
    keys = KeyProject.objects.standing().filter(project__is_voided=False).values_list("year", flat=True)
    events = standing_events().order_by().values_list("on__year", flat=True)
    return {*plans, *keys, *events.distinct()}


def _approved() -> QuerySet[PlanVersion]:
    return PlanVersion.objects.standing().filter(approved_on__isnull=False)


def _standing_tasks() -> QuerySet[PlanTask]:
    tasks = PlanTask.objects.standing().filter(version__is_voided=False, project__is_voided=False)
    return tasks.select_related("project", "version")


def _followed(row: KeyProject, events: list[ProjectEvent]) -> FollowedProject:
    return FollowedProject(row, state_on(events, date(row.year, 12, 31)), tuple(events))
