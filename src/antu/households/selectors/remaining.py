"""剩余户: households that have not signed, or have signed and not moved out. 村组集体 have no house to leave."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from antu.households.domain.state import HouseholdState
from antu.households.models import Circumstance, Household, HouseholdEvent, HouseholdEventKind, SubjectKind
from antu.households.selectors.rungs import UNNAMED
from antu.households.selectors.state_counts import counts_by_officer, with_rungs
from antu.platform.actor import Actor
from antu.platform.remembering import records_seen, remembered
from antu.projects.models import Project


class Due(StrEnum):
    """How a household's project stands to its 腾地期限."""

    PASSED = "passed"
    RUNNING = "running"
    UNKNOWN = "unknown"


#: Project by project, cadre by cadre.
IN_ORDER: Final = ("project__name", "project_id", "officer", "code")
_COUNTED: Final = ("project__name", "project_id", "officer", "town")


@dataclass(frozen=True, slots=True)
class RemainingCount:
    """How many households of one project remain in one town with one cadre: unsigned, and signed but not moved out.

    Town and cadre are as the register writes them, empty where it names none.
    """

    project: int
    project_name: str
    town: str
    officer: str
    unsigned: int
    signed: int

    @property
    def total(self) -> int:
        """Both."""
        return self.unsigned + self.signed


@dataclass(frozen=True, slots=True)
class RemainingSummary:
    """What of the remaining households asks for somebody's attention first; one household may be in several."""

    unsigned: int
    signed: int
    overdue: int
    unassigned: int
    troubled: int

    @property
    def total(self) -> int:
        """All that remain."""
        return self.unsigned + self.signed


def remaining_households(actor: Actor) -> QuerySet[Any]:
    """Those that the actor sees, by project, cadre, code."""
    found = Household.objects.standing().seen_by(actor).filter(project__is_voided=False, kind=SubjectKind.HOUSEHOLD)
    vacated = HouseholdEvent.objects.standing().filter(household=OuterRef("pk"), kind=HouseholdEventKind.VACATED)
    return with_rungs(found.filter(~Exists(vacated))).order_by(*IN_ORDER)


def on_rung(households: QuerySet[Any], state: HouseholdState) -> QuerySet[Any]:
    """Those of :func:`remaining_households` that are unsigned, or that have signed."""
    return households.filter(signing__isnull=state is HouseholdState.UNSIGNED)


def written(households: QuerySet[Any], field: str, value: str) -> QuerySet[Any]:
    """Those whose ``town`` or ``officer`` is written so; :data:`UNNAMED` finds those without one."""
    return households.filter(**{field: "" if value == UNNAMED else value})


def in_any_trouble(households: QuerySet[Any]) -> QuerySet[Any]:
    """Those with any 特殊情形 still open."""
    return households.filter(_is_troubled())


def due(households: QuerySet[Any], how: Due, today: date) -> QuerySet[Any]:
    """Those whose project's 腾地期限末日 has passed, has not, or is not recorded."""
    return households.filter(_is_due(how, today))


def _is_due(how: Due, today: date) -> Q:
    if how is Due.PASSED:
        return Q(project__vacate_by_on__lt=today)
    return Q(project__vacate_by_on__gte=today) if how is Due.RUNNING else Q(project__vacate_by_on=None)


def _is_troubled() -> Exists:
    return Exists(Circumstance.objects.filter(household=OuterRef("pk"), until_on=None))


def remaining_counts(households: QuerySet[Any]) -> list[RemainingCount]:
    """How many of :func:`remaining_households` there are by project, town and cadre, in their order. One query."""
    groups = households.order_by(*_COUNTED).values(*_COUNTED)
    counted = groups.annotate(unsigned=Count("pk", filter=Q(signing=None)), signed=Count("signing"))
    rows = counted.values_list("project_id", "project__name", "town", "officer", "unsigned", "signed")
    return [RemainingCount(*row) for row in rows]


def remaining_by_place(actor: Actor) -> Sequence[RemainingCount]:
    """All that the actor sees, counted so; remembered."""
    return remembered(records_seen(), ("remaining-by-place", actor.reach), lambda: _by_place(actor))


def _by_place(actor: Actor) -> Sequence[RemainingCount]:
    names = dict(Project.objects.values_list("pk", "name"))
    sums: dict[tuple[str, int, str, str], list[int]] = defaultdict(lambda: [0, 0])
    for each in counts_by_officer(actor):
        unsigned, signed = each.states[HouseholdState.UNSIGNED], each.states[HouseholdState.SIGNED]
        if each.kind == SubjectKind.HOUSEHOLD and unsigned + signed:
            of_place = sums[names[each.project], each.project, each.officer, each.town]
            of_place[0] += unsigned
            of_place[1] += signed
    return tuple(
        RemainingCount(project, name, town, officer, *counts)
        for (name, project, officer, town), counts in sorted(sums.items())
    )


def remaining_summary(actor: Actor, today: date) -> RemainingSummary:
    """What remains of all that the actor sees; remembered."""
    key = ("remaining-summary", actor.reach, today)
    return remembered(records_seen(), key, lambda: _summary(actor, today))


def _summary(actor: Actor, today: date) -> RemainingSummary:
    places = remaining_by_place(actor)
    passed = set(Project.objects.filter(vacate_by_on__lt=today).values_list("pk", flat=True))
    return RemainingSummary(
        unsigned=sum(each.unsigned for each in places),
        signed=sum(each.signed for each in places),
        overdue=sum(each.total for each in places if each.project in passed),
        unassigned=sum(each.total for each in places if not each.officer),
        troubled=in_any_trouble(remaining_households(actor)).count(),
    )
