"""What the register of a project writes already in places and names, to be offered where somebody writes them again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from antu.households.models import Household
from antu.platform.actor import Actor
from antu.projects.models import Project

_COLUMNS: Final = ("town", "village", "group", "officer")


class Written(NamedTuple):
    """Where a household lies, and its 包户干部, as written; empty where nothing is."""

    town: str
    village: str
    group: str
    officer: str


def written_in(actor: Actor, project: Project) -> Sequence[Written]:
    """What stands in the project's households that the actor sees, each once. One query."""
    seen = Household.objects.standing().seen_by(actor).filter(project=project)
    rows = seen.order_by(*_COLUMNS).values_list(*_COLUMNS).distinct()
    return [Written(*row) for row in rows]
