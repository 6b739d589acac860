"""Reads of key projects and what is reported of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from antu.following.models import WeeklyEntry
from antu.planning.models import KeyProject
from antu.platform.actor import Actor
from antu.platform.models import Attachment
from antu.projects.models import ProjectEvent
from antu.projects.selectors import ProjectState, standing_events, state_on

_ENDED = frozenset({ProjectState.DONE, ProjectState.CANCELLED})


@dataclass(frozen=True, slots=True)
class FollowedWeek:
    """A key project in a week: its state at the end of it, what was reported, and the last report before."""

    key: KeyProject
    week: date
    state: ProjectState
    entry: WeeklyEntry | None
    before: WeeklyEntry | None

    @property
    def is_missing(self) -> bool:
        """Whether a report is awaited: of what is completed or cancelled by the week's end there is none."""
        return self.entry is None and self.state not in _ENDED


def key_years(actor: Actor) -> list[int]:
    """The years with key projects that the actor sees, newest first."""
    keys = KeyProject.objects.standing().seen_by(actor).filter(project__is_voided=False)
    return sorted(set(keys.order_by().values_list("year", flat=True)), reverse=True)


def followed_week(actor: Actor, year: int, week: date, today: date) -> list[FollowedWeek]:
    """The year's key projects that the actor sees, in the order of their rows, in a week. Three queries."""
    keys = KeyProject.objects.standing().seen_by(actor).filter(year=year, project__is_voided=False)
    rows = list(keys.select_related("project").order_by("source_row", "id"))
    entries: dict[int, list[WeeklyEntry]] = defaultdict(list)
    for entry in WeeklyEntry.objects.standing().filter(key_project__in=rows, week_on__lte=week):
        entries[entry.key_project_id].append(entry)
    events: dict[int, list[ProjectEvent]] = defaultdict(list)
    for event in standing_events().filter(project__in=[row.project_id for row in rows]):
        events[event.project_id].append(event)
    day = min(week + timedelta(days=6), today)
    return [_followed(row, entries[row.pk], week, state_on(events[row.project_id], day)) for row in rows]


def _followed(key: KeyProject, entries: list[WeeklyEntry], week: date, state: ProjectState) -> FollowedWeek:
    own = next((entry for entry in entries if entry.week_on == week), None)
    return FollowedWeek(key, week, state, own, next((entry for entry in entries if entry.week_on < week), None))


def entries_of(project: int) -> list[WeeklyEntry]:
    """What was reported of the project as a key project, newest first, withdrawn entries too."""
    entries = WeeklyEntry.objects.filter(key_project__project=project, key_project__is_voided=False)
    return list(entries.select_related("key_project__project"))


def photographs_of(entries: Iterable[WeeklyEntry]) -> dict[int, int]:
    """How many files stand at each entry."""
    held = Attachment.objects.filter(
        object_kind=WeeklyEntry._meta.label_lower, object_id__in=[each.pk for each in entries], is_voided=False
    )
    counted: dict[int, int] = defaultdict(int)
    for key in held.values_list("object_id", flat=True):
        counted[key] += 1
    return counted
