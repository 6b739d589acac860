"""剩余户: households that have not signed, or have signed and not moved out. 村组集体 have no house to leave."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from antu.households.domain.state import HouseholdState
from antu.households.models import Circumstance, Household, SubjectKind
from antu.households.selectors.state_counts import with_rungs
from antu.platform.actor import Actor

#: What a filter by town or cadre calls the households of which the register names none.
UNNAMED: Final = "-"
#: Project by project, cadre by cadre.
IN_ORDER: Final = ("project__name", "project_id", "officer", "code")


@dataclass(frozen=True, slots=True)
class RemainingCount:
    """How many households of one project remain with one cadre: unsigned, and signed but not moved out."""

    project: int
    project_name: str
    officer: str
    unsigned: int
    signed: int


def remaining_households(actor: Actor) -> QuerySet[Any]:
    """Those that the actor sees, by project, cadre, code."""
    found = Household.objects.standing().seen_by(actor).filter(project__is_voided=False, kind=SubjectKind.HOUSEHOLD)
    return with_rungs(found).filter(vacating=None).order_by(*IN_ORDER)


def with_what_is_shown(households: QuerySet[Any]) -> QuerySet[Any]:
    """Households with ``day_signed`` (None: unsigned), their project and their circumstances."""
    signed = with_rungs(households).annotate(day_signed=F("signing__on"))
    shown: QuerySet[Any] = signed.select_related("project").prefetch_related("circumstances")
    return shown


def on_rung(households: QuerySet[Any], state: HouseholdState) -> QuerySet[Any]:
    """Those of :func:`remaining_households` that are unsigned, or that have signed."""
    return households.filter(signing__isnull=state is HouseholdState.UNSIGNED)


def written(households: QuerySet[Any], field: str, value: str) -> QuerySet[Any]:
    """Those whose ``town`` or ``officer`` is written so; :data:`UNNAMED` finds those without one."""
    return households.filter(**{field: "" if value == UNNAMED else value})


def in_trouble(households: QuerySet[Any], kind: str) -> QuerySet[Any]:
    """Those with this 特殊情形 still open."""
    still_open = Circumstance.objects.filter(household=OuterRef("pk"), kind=kind, until_on=None)
    return households.filter(Exists(still_open))


def values_written(households: QuerySet[Any], field: str) -> list[str]:
    """Each ``town`` or ``officer`` among them, for a filter; :data:`UNNAMED` last, where some have none."""
    values = set(households.order_by().values_list(field, flat=True).distinct())
    return [*sorted(values - {""}), *([UNNAMED] if "" in values else [])]


def remaining_counts(households: QuerySet[Any]) -> list[RemainingCount]:
    """How many of :func:`remaining_households` there are by project and cadre, in their order. One query."""
    groups = households.order_by(*IN_ORDER[:-1]).values("project_id", "project__name", "officer")
    counted = groups.annotate(unsigned=Count("pk", filter=Q(signing=None)), signed=Count("signing"))
    rows = counted.values_list("project_id", "project__name", "officer", "unsigned", "signed")
    return [RemainingCount(*row) for row in rows]
