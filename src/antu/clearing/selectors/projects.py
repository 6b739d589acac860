"""How far a project is cleared, as of a day: households and graves that remain, and when none was left."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, Min, Q, Sum

from antu.clearing.models import RemainingRecord
from antu.clearing.selectors.households import remaining_on, with_holding, with_since
from antu.clearing.selectors.records import remaining_records
from antu.households.models import Grave, Household, HouseholdEvent, HouseholdEventKind, SubjectKind
from antu.platform.actor import Actor
from antu.platform.remembering import records_seen, remembered
from antu.projects.models import Project


@dataclass(frozen=True, slots=True)
class ProjectClearing:
    """What the actor sees of a project on a day.

    ``record`` is the last 扫尾记录 up to the day, ``said_cleared_on`` what any of them says; graves are those of the
    register, which does not know which of them have been moved.
    """

    day: date
    registered: int
    left: int
    since: date | None
    unvisited: int
    late: int
    in_law: int
    last_vacated_on: date | None
    record: RemainingRecord | None
    said_cleared_on: date | None
    graves: int
    graves_of_remaining: int

    @property
    def days(self) -> int | None:
        """How long the household is stuck that is so longest."""
        return (self.day - self.since).days if self.since else None

    @property
    def cleared_on(self) -> date | None:
        """Since when nothing remains; None while any household or grave does, by the register or the last record."""
        if self.left or self._still_has:
            return None
        days = [day for day in (self.said_cleared_on, self.last_vacated_on) if day]
        return max(days, default=None)

    @property
    def _still_has(self) -> bool:
        """Whether the last record counts something that no record has since said to be cleared."""
        record = self.record
        if record is None or not (record.households or record.graves):
            return False
        return self.said_cleared_on is None or self.said_cleared_on < record.recorded_on

    @property
    def contradicts(self) -> bool:
        """Whether a record says that nothing is left while the register still has households."""
        return bool(self.left and self.said_cleared_on)


def project_clearing(actor: Actor, project: Project, day: date) -> ProjectClearing:
    """The project as it stood at the end of the day; remembered."""
    key = ("project-clearing", actor.reach, project.pk, day)
    return remembered(records_seen(), key, lambda: _counted(actor, project, day))


def _counted(actor: Actor, project: Project, day: date) -> ProjectClearing:
    left = remaining_on(actor, day, project.pk)
    counted = (
        with_holding(with_since(left), day)
        .order_by()
        .aggregate(
            left=Count("pk"),
            begun=Min("since", filter=Q(since__lte=day)),
            unvisited=Count("pk", filter=Q(visited_on=None)),
            late=Count("pk", filter=Q(step_until__lt=day)),
            in_law=Count("pk", filter=Q(stage_now__isnull=False)),
        )
    )
    seen = Household.objects.standing().seen_by(actor).filter(project=project)
    vacated = HouseholdEvent.objects.standing().filter(
        kind=HouseholdEventKind.VACATED, on__lte=day, household__in=seen.filter(kind=SubjectKind.HOUSEHOLD)
    )
    records = remaining_records().filter(project=project)
    cleared = records.filter(cleared_on__lte=day).order_by("cleared_on").last()
    graves = Grave.objects.standing().filter(household__in=seen)
    of_remaining = graves.filter(household__in=left.order_by().values("pk"))
    return ProjectClearing(
        day=day,
        registered=seen.filter(kind=SubjectKind.HOUSEHOLD).count(),
        left=counted["left"],
        since=counted["begun"],
        unvisited=counted["unvisited"],
        late=counted["late"],
        in_law=counted["in_law"],
        last_vacated_on=vacated.aggregate(last=Max("on"))["last"],
        record=records.filter(recorded_on__lte=day).last(),
        said_cleared_on=cleared.cleared_on if cleared else None,
        graves=graves.aggregate(found=Sum("count"))["found"] or 0,
        graves_of_remaining=of_remaining.aggregate(found=Sum("count"))["found"] or 0,
    )
