"""Reads of projects."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from antu.kernel.errors import BadInput, Problem
from antu.kernel.naming import KnownNames, Naming
from antu.kernel.text import code_form, comparable
from antu.platform.actor import Actor, Reach
from antu.platform.display import Tone
from antu.platform.models import StandingQuerySet
from antu.projects.domain.regime import area_in, regime, unit_of
from antu.projects.domain.state import ProjectState, state_on
from antu.projects.models import Project, ProjectEvent, ProjectEventKind

#: With the rules that later rooms ask of their own rows, since they may not reach into ``domain``.
__all__ = (
    "STATE_TONES",
    "DatedProject",
    "ProjectState",
    "area_in",
    "as_of",
    "completions",
    "event_years",
    "find_project",
    "project_on",
    "projects_on",
    "regime",
    "regime_of",
    "standing_events",
    "state_on",
    "towns_of",
    "unit_of",
)

#: The colours of states, on every list and chart.
STATE_TONES: Final = {
    ProjectState.DONE: Tone.DONE,
    ProjectState.IN_PROGRESS: Tone.GOING,
    ProjectState.PARTLY_DONE: Tone.GOING,
    ProjectState.PAUSED: Tone.STOPPED,
}


def find_project(actor: Actor, code_or_name: str) -> Project:
    """The standing project of this number, name or former name that the actor sees, spelt as an office may spell it.

    Raises BadInput (``P-UNKNOWN``) when there is none, or when several had the name formerly.
    """
    standing = Project.objects.standing().seen_by(actor)
    known = KnownNames((project, Naming(project.name, project.code, project.former_name)) for project in standing)
    found = known.meant_by(Naming("", code_form(code_or_name))) or known.meant_by(Naming(code_or_name))
    if found is not None:
        return found
    raise BadInput(Problem("P-UNKNOWN", f"没有编号或名称为「{code_or_name}」的项目；请用项目编号或完整的项目名称"))


def standing_events(*kinds: ProjectEventKind) -> StandingQuerySet[ProjectEvent]:
    """Events of these kinds (of all, when none is named) that stand, of projects that stand; by date, then row."""
    events = ProjectEvent.objects.standing().filter(project__is_voided=False)
    return (
        (events.filter(kind__in=kinds) if kinds else events)
        .select_related("project")
        .order_by("on", "source_row", "id")
    )


def completions(year: int) -> list[ProjectEvent]:
    """The 完成 of each project completed in the year, by date, then row.

    A project is completed once: by its first standing 完成, of whatever year. A second one counts nowhere.
    """
    firsts: dict[int, ProjectEvent] = {}
    for event in standing_events(ProjectEventKind.DONE).filter(on__year__lte=year):
        firsts.setdefault(event.project_id, event)
    return [event for event in firsts.values() if event.on.year == year]


def regime_of(project: Project) -> str:
    """``collective`` or ``state``: as recorded, else by the unit of its area."""
    return regime(project.land, project.area_unit)


@dataclass(frozen=True, slots=True)
class DatedProject:
    """A project with its state on a day, and its standing events by date."""

    project: Project
    state: ProjectState
    events: tuple[ProjectEvent, ...]

    @property
    def parts(self) -> tuple[ProjectEvent, ...]:
        """What was partly done; listed, and never added to what is completed."""
        return tuple(event for event in self.events if event.kind == ProjectEventKind.PARTLY_DONE)

    def last(self, kind: ProjectEventKind) -> ProjectEvent | None:
        """The last event of this kind."""
        return next((event for event in reversed(self.events) if event.kind == kind), None)


def projects_on(actor: Actor, day: date) -> list[DatedProject]:
    """Every standing project that the actor sees, in its state at the end of ``day``; by number, name. Two queries."""
    events: dict[int, list[ProjectEvent]] = defaultdict(list)
    for event in standing_events().seen_by(actor).filter(on__lte=day):
        events[event.project_id].append(event)
    projects = Project.objects.standing().seen_by(actor).order_by("code", "name")
    return [_dated(project, events[project.pk], day) for project in projects]


def as_of(projects: Iterable[DatedProject], day: date) -> list[DatedProject]:
    """The same projects in their state at the end of an earlier day."""
    return [_dated(each.project, [event for event in each.events if event.on <= day], day) for each in projects]


def _dated(project: Project, events: Sequence[ProjectEvent], day: date) -> DatedProject:
    return DatedProject(project, state_on(events, day), tuple(events))


def state_counts(projects: Iterable[DatedProject]) -> dict[ProjectState, int]:
    """How many of the projects are in each state, in the order of the states; states that none is in are left out."""
    counts = Counter(each.state for each in projects)
    return {state: counts[state] for state in ProjectState if counts[state]}


def project_on(project: Project, day: date) -> DatedProject:
    """One project in its state at the end of ``day``, with all its standing events, later ones too."""
    events = tuple(project.events.standing().order_by("on", "source_row", "id"))
    return DatedProject(project, state_on(events, day), events)


def withdrawn_events(project: Project) -> list[ProjectEvent]:
    """The project's events that were withdrawn, by date, then row."""
    return list(project.events.filter(is_voided=True).order_by("on", "source_row", "id"))


def event_years(actor: Actor) -> list[int]:
    """The years in which anything happened to a project that the actor sees, newest first."""
    return sorted(set(standing_events().seen_by(actor).order_by().values_list("on__year", flat=True)), reverse=True)


def towns_of(projects: Iterable[Project], reach: Reach) -> list[str]:
    """The towns that the projects are in, for a filter; a town that looks is offered none but itself."""
    towns = sorted({town for project in projects for town in project.towns})
    return [town for town in towns if not reach.town or comparable(town) == comparable(reach.town)]
