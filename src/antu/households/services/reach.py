"""An import of one organisation leaves the subjects of another alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from antu.households.events import RecordingRefused
from antu.households.models import Household
from antu.platform.actor import Actor, not_within_reach
from antu.projects.models import Project

FOREIGN: Final = "A-REACH"


def refuse_foreign(actor: Actor, project: Project, codes: Sequence[str]) -> None:
    """Let pass when the actor sees each of these subjects of the project that is recorded, as it is recorded now.

    Asked before and after they are written, so that nobody takes a subject over or gives one away. Raises
    :class:`RecordingRefused` with a problem for each that belongs to another organisation.
    """
    if actor.reach.everything:
        return
    recorded = Household.objects.filter(project=project, code__in=codes)
    foreign = recorded.exclude(pk__in=recorded.seen_by(actor).values("pk")).values_list("code", flat=True)
    if foreign:
        raise RecordingRefused({code: (not_within_reach(actor, f"户「{code}」"),) for code in foreign})
