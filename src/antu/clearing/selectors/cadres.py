"""What each 包户干部 has left to do, as of a day: counted in the database, one row a name as the register writes it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, Max, Min, Q, QuerySet

from antu.clearing.selectors.households import with_holding, with_since


@dataclass(frozen=True, slots=True)
class CadreCount:
    """The remaining households of one cadre; the name is empty for those that the register gives to nobody.

    ``since`` is the first day that any of them is counted from; ``visited_on`` the last visit to any of them.
    """

    officer: str
    towns: tuple[str, ...]
    projects: int
    households: int
    since: date | None
    visited_on: date | None
    unvisited: int
    late: int
    without_step: int
    in_law: int


def cadre_counts(households: QuerySet[Any], day: date) -> list[CadreCount]:
    """By cadre, of households that remain on the day: by name, nobody's last. One query."""
    beside = with_holding(with_since(households), day).order_by()
    counted = beside.values("officer").annotate(
        towns=ArrayAgg("town", distinct=True, default=[]),
        projects=Count("project", distinct=True),
        households=Count("pk"),
        begun=Min("since", filter=Q(since__lte=day)),
        last_visit=Max("visited_on"),
        unvisited=Count("pk", filter=Q(visited_on=None)),
        late=Count("pk", filter=Q(step_until__lt=day)),
        without_step=Count("pk", filter=Q(step_until=None)),
        in_law=Count("pk", filter=Q(stage_now__isnull=False)),
    )
    columns = (
        *("officer", "towns", "projects", "households", "begun"),
        *("last_visit", "unvisited", "late", "without_step", "in_law"),
    )
    found = counted.values_list(*columns)
    rows = [CadreCount(officer, tuple(filter(None, towns)), *rest) for officer, towns, *rest in found]
    return sorted(rows, key=lambda each: (not each.officer, each.officer))
