"""The cadre who is responsible for a household (包户干部), named for many households at once."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Final

from django.db import transaction
from django.db.models import QuerySet

from antu.households.access import require_edit
from antu.households.models import Household
from antu.kernel.errors import BadInput, Forbidden, Problem
from antu.platform import journal
from antu.platform.actor import Actor, not_within_reach
from antu.projects.services.lock import hold_register

ASSIGNED: Final = "指定包户干部"
OFFICER_CHARACTERS: Final = 100


def assign_officer(actor: Actor, households: Collection[int] | QuerySet[Any], officer: str) -> int:
    """Name the cadre of these households (keys, or a queryset of them); how many had another one before.

    All or nothing, one journal entry a household. Raises Forbidden when one of them is not seen (``A-REACH``), and
    BadInput for a name that cannot be (``R-REQUIRED``, ``R-RANGE``).
    """
    require_edit(actor)
    name = _checked(officer)
    with transaction.atomic():
        keys = {*(households.values_list("pk", flat=True) if isinstance(households, QuerySet) else households)}
        seen = Household.objects.standing().seen_by(actor).filter(pk__in=keys)
        for project in sorted(set(seen.order_by().values_list("project_id", flat=True).distinct())):
            hold_register(project)
        found = list(seen.order_by("pk").select_for_update(of=("self",)).only("code", "head_name", "officer"))
        if len(found) != len(keys):
            raise Forbidden(not_within_reach(actor, f"所选的户中有 {len(keys) - len(found)} 户已经作废，或者"))
        changed = [each for each in found if each.officer != name]
        journal.record_each(actor, ASSIGNED, [(each, {"officer": [each.officer, name]}) for each in changed])
        Household.objects.filter(pk__in=[each.pk for each in changed]).update(officer=name)
    return len(changed)


def _checked(officer: str) -> str:
    name = " ".join(officer.split())
    where = {"column": "officer"}
    if not name:
        raise BadInput(Problem("R-REQUIRED", "请填写包户干部的姓名", where))
    if len(name) > OFFICER_CHARACTERS:
        raise BadInput(Problem("R-RANGE", f"姓名最多 {OFFICER_CHARACTERS} 个字", where))
    return name
