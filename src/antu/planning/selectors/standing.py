"""How far each version of the plans has come by a day: its tasks, and what was completed inside and outside it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from antu.planning.domain.comparing import ComparedTask
from antu.planning.domain.versions import in_force_on
from antu.planning.models import PlanTask, PlanVersion
from antu.planning.selectors import Completion, YearPlan, completion_under, task_land, tasks_by_version
from antu.projects.models import ProjectEvent, ProjectEventKind
from antu.projects.selectors import ProjectState, area_in, standing_events, state_on, unit_of


@dataclass(frozen=True, slots=True)
class StandingTask:
    """A task and what was completed of it within the plan's year, by the day that is asked."""

    task: PlanTask
    completion: Completion | None

    @property
    def land(self) -> str:
        """``collective`` or ``state``."""
        return task_land(self.task)

    @property
    def area(self) -> Fraction | None:
        """Its quantity in the unit of its land; None when nobody said."""
        task = self.task
        return None if task.quantity is None else area_in(unit_of(self.land), task.quantity, task.unit)

    @property
    def done_area(self) -> Fraction | None:
        """What was completed, in the unit of its land."""
        return self.completion.area(unit_of(self.land)) if self.completion else None

    def compared(self) -> ComparedTask:
        """As versions are compared."""
        return ComparedTask(self.task.project_id, self.task.project.name, self.land, self.area)


@dataclass(frozen=True, slots=True)
class LandSum:
    """Tasks of one kind of land: how many, how much, and how many and how much of them is completed."""

    count: int
    area: Fraction
    done: int
    done_area: Fraction


@dataclass(frozen=True, slots=True)
class StandingVersion:
    """A version by a day: whether it is then in force, and its tasks."""

    version: PlanVersion
    tasks: tuple[StandingTask, ...]
    is_in_force: bool

    def of(self, land: str) -> LandSum:
        """The sums of the tasks of this land, in its unit."""
        those = [each for each in self.tasks if each.land == land]
        done = [each for each in those if each.completion]
        return LandSum(
            len(those),
            sum((each.area or Fraction(0) for each in those), Fraction(0)),
            len(done),
            sum((each.done_area or Fraction(0) for each in done), Fraction(0)),
        )


@dataclass(frozen=True, slots=True)
class StandingYear:
    """A year's plan by a day: its versions, newest first, a draft before all; and the year's completions by date."""

    year: int
    versions: tuple[StandingVersion, ...]
    completions: tuple[Completion, ...]

    @property
    def outside(self) -> list[Completion]:
        """What was completed outside the version in force on the day of its completion."""
        return [each for each in self.completions if not each.is_in_plan]

    def before(self, version: PlanVersion) -> StandingVersion | None:
        """The version approved before this one."""
        keys = [each.version.pk for each in self.versions]
        later = self.versions[keys.index(version.pk) + 1 :]
        return next(iter(later), None)


def standing_years(day: date, *, with_drafts: bool, year: int | None = None) -> list[StandingYear]:
    """The plans as they stand at the end of ``day``, newest year first; three queries, whatever there is.

    A version approved later is not there yet, and nothing that happened later is completed. A draft has no day: it is
    there where it is asked for.
    """
    rows = PlanVersion.objects.standing()
    rows = rows if year is None else rows.filter(year=year)
    versions = [each for each in rows if each.approved_on is None or each.approved_on <= day]
    tasks = tasks_by_version(versions)
    completed = _completed_by(day)
    by_year: dict[int, list[PlanVersion]] = defaultdict(list)
    for version in versions:
        if version.approved_on or with_drafts:
            by_year[version.year].append(version)
    return [
        _standing(YearPlan(of, tuple(by_year[of]), tasks), completed[of], day) for of in sorted(by_year, reverse=True)
    ]


def states_of(tasks: Iterable[StandingTask], day: date) -> Mapping[int, ProjectState]:
    """The state of each task's project at the end of ``day``, by the project's key. One query."""
    projects = [each.task.project_id for each in tasks]
    events: dict[int, list[ProjectEvent]] = defaultdict(list)
    for event in standing_events().filter(project__in=projects, on__lte=day):
        events[event.project_id].append(event)
    return {project: state_on(events[project], day) for project in projects}


def _completed_by(day: date) -> Mapping[int, list[ProjectEvent]]:
    """The first 完成 of each project by the day, by year."""
    firsts: dict[int, ProjectEvent] = {}
    for event in standing_events(ProjectEventKind.DONE).filter(on__lte=day):
        firsts.setdefault(event.project_id, event)
    by_year: dict[int, list[ProjectEvent]] = defaultdict(list)
    for event in firsts.values():
        by_year[event.on.year].append(event)
    return by_year


def _standing(plan: YearPlan, completed: Iterable[ProjectEvent], day: date) -> StandingYear:
    planned = plan.projects_by_version()
    completions = tuple(completion_under(plan, planned, event) for event in completed)
    by_project = {each.event.project_id: each for each in completions}
    in_force = in_force_on(plan.versions, day)
    versions = [
        StandingVersion(
            version,
            tuple(StandingTask(task, by_project.get(task.project_id)) for task in plan.tasks_of(version)),
            version == in_force,
        )
        for version in _newest_first(plan.versions)
    ]
    return StandingYear(plan.year, tuple(versions), completions)


def _newest_first(versions: Iterable[PlanVersion]) -> list[PlanVersion]:
    left = list(versions)
    ordered = [each for each in left if each.approved_on is None]
    left = [each for each in left if each.approved_on]
    while (last := in_force_on(left, date.max)) is not None:
        ordered.append(last)
        left.remove(last)
    return ordered
