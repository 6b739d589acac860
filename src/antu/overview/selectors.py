"""Projects with what of their registers is done: the rows of the board and the bars of the home page."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from antu.households.models import SubjectKind
from antu.households.selectors.state_counts import HouseholdState, PlaceCount, StateCounts, by_project, counts_by_place
from antu.platform.actor import Actor
from antu.projects.models import Project
from antu.projects.selectors import DatedProject, projects_on


@dataclass(frozen=True, slots=True)
class ProjectProgress:
    """A project in its state today, with its subjects by rung: all of them, and those that have a house to leave.

    Only what the actor sees is counted: a town's clerk gets the town's part of a project. ``samples`` are invented.
    """

    dated: DatedProject
    today: date
    subjects: StateCounts
    households: StateCounts
    samples: int = 0

    @property
    def project(self) -> Project:
        """The project itself."""
        return self.dated.project

    @property
    def subject_count(self) -> int:
        """All subjects, 村组集体 among them."""
        return sum(self.subjects.values())

    @property
    def household_count(self) -> int:
        """Those that are households."""
        return sum(self.households.values())

    @property
    def signed_count(self) -> int:
        """The subjects that have signed or gone further."""
        return self.subject_count - self.subjects.get(HouseholdState.UNSIGNED, 0)

    @property
    def vacated_count(self) -> int:
        """The households that have moved out."""
        return self.households.get(HouseholdState.VACATED, 0)

    @property
    def remaining(self) -> int:
        """剩余户: households that have not moved out."""
        return self.household_count - self.vacated_count

    @property
    def days_since_notice(self) -> int | None:
        """Days from 公告日 to today; None where the day is not recorded or still to come."""
        return _positive(self.today, self.project.notice_on)

    @property
    def days_of_signing(self) -> int | None:
        """Days from 签约期首日 to today; None where the day is not recorded or still to come."""
        return _positive(self.today, self.project.sign_start_on)

    @property
    def days_left(self) -> int | None:
        """Days to 腾地期限末日, negative once it has passed; None where it is not recorded."""
        last = self.project.vacate_by_on
        return (last - self.today).days if last else None

    @property
    def stuck(self) -> tuple[bool, int, int]:
        """Sorts what is most stuck first: remaining households, then the longest overdue, then the most of them."""
        left = self.days_left if self.remaining and self.days_left is not None else date.max.toordinal()
        return (not self.remaining, left, -self.remaining)


def progress_of_projects(actor: Actor, today: date) -> list[ProjectProgress]:
    """Every standing project that the actor sees, what is most stuck first, then by number and name. Three queries."""
    return progress_of(projects_on(actor, today), counts_by_place(actor), today)


def progress_of(projects: Iterable[DatedProject], counted: Sequence[PlaceCount], today: date) -> list[ProjectProgress]:
    """The same of projects and counts that were read already."""
    subjects: dict[int, StateCounts] = defaultdict(dict, by_project(counted))
    of_households = [each for each in counted if each.kind == SubjectKind.HOUSEHOLD]
    households: dict[int, StateCounts] = defaultdict(dict, by_project(of_households))
    samples = Counter[int]()
    for place in counted:
        samples[place.project] += place.samples
    found = []
    for each in projects:
        key = each.project.pk
        found.append(ProjectProgress(each, today, subjects[key], households[key], samples[key]))
    return sorted(found, key=lambda each: each.stuck)


def _positive(today: date, since: date | None) -> int | None:
    return (today - since).days if since and since <= today else None
