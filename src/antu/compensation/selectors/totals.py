"""Sums over the standing determinations that the actor sees, added in the database; estimates are in none."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.db import connection
from django.db.models import FilteredRelation, Q, QuerySet, Sum

from antu.compensation.models import DeterminationLine
from antu.compensation.selectors.versions import standing_determinations
from antu.kernel.money import Money
from antu.platform.actor import Actor
from antu.policy.computation import CATEGORIES, PAYABLE
from antu.policy.pack import OFFICIAL

#: The packs of standing determinations, each found by one step in the index: the table is read nowhere.
_PACKS_IN_USE: Final = """
WITH RECURSIVE used(id, version, status) AS (
    (SELECT pack_id, pack_version, pack_status FROM compensation_determination WHERE is_standing
     ORDER BY pack_id, pack_version, pack_status LIMIT 1)
    UNION ALL
    SELECT following.* FROM used CROSS JOIN LATERAL (
        SELECT pack_id, pack_version, pack_status FROM compensation_determination
        WHERE is_standing AND (pack_id, pack_version, pack_status) > (used.id, used.version, used.status)
        ORDER BY pack_id, pack_version, pack_status LIMIT 1
    ) AS following
)
SELECT id, version, status FROM used
"""

PAID_OUT = ("household", "collective")


def payable_by_household(actor: Actor, households: Any) -> dict[int, Money]:
    """What each of the households (keys, or a queryset of them) is owed; an unsigned one is not among the keys."""
    found = (
        standing_determinations()
        .seen_by(actor)
        .filter(household__in=households)
        .values_list("household_id", "payable_fen")
    )
    return {household: Money(fen) for household, fen in found}


def payable_total(actor: Actor, households: Any) -> Money:
    """What all of the households are owed together."""
    found = standing_determinations().seen_by(actor).filter(household__in=households)
    return Money(found.aggregate(fen=Sum("payable_fen"))["fen"] or 0)


def with_owed(households: QuerySet[Any]) -> QuerySet[Any]:
    """The same households beside ``owed``, their standing determination; no household is doubled by it."""
    standing = FilteredRelation("determinations", condition=Q(determinations__is_standing=True))
    beside: QuerySet[Any] = households.annotate(owed=standing)
    return beside


def payable_by_project(actor: Actor, projects: Any) -> dict[int, Money]:
    """What the signed subjects of each project are owed; a project without any is not among the keys."""
    found = standing_determinations().seen_by(actor).filter(household__project__in=projects, household__is_voided=False)
    sums = found.values("household__project").annotate(fen=Sum("payable_fen")).order_by()
    return {each["household__project"]: Money(each["fen"]) for each in sums}


def totals_by_category(actor: Actor, project: int) -> Mapping[str, Money]:
    """The project's lines by category (``household``, ``collective``, ``separate``, ``memo``), and ``payable``."""
    lines = DeterminationLine.objects.seen_by(actor).filter(
        determination__is_standing=True,
        determination__household__project=project,
        determination__household__is_voided=False,
    )
    sums = {
        each["category"]: Money(each["fen"])
        for each in lines.values("category").annotate(fen=Sum("amount_fen")).order_by()
    }
    totals = {category: sums.get(category, Money(0)) for category in CATEGORIES}
    return totals | {PAYABLE: Money.total(totals[category] for category in PAID_OUT)}


def has_samples(actor: Actor, project: int) -> bool:
    """Whether any signed subject of the project is invented (示例)."""
    return (
        standing_determinations().seen_by(actor).filter(household__project=project, household__is_sample=True).exists()
    )


def unofficial_packs(actor: Actor, **of: Any) -> list[Mapping[str, str]]:
    """The packs, not official, of the standing determinations that the lookups choose: id, version, status.

    Few packs are in use; of each it is asked whether one such determination is there.
    """
    with connection.cursor() as cursor:
        cursor.execute(_PACKS_IN_USE)
        known = [dict(zip(("id", "version", "status"), key, strict=True)) for key in cursor.fetchall()]
    found = standing_determinations().seen_by(actor).filter(household__is_voided=False, **of)
    return [
        pack
        for pack in known
        if pack["status"] != OFFICIAL
        and found.filter(**{f"pack_{name}": value for name, value in pack.items()}).exists()
    ]
