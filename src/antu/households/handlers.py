"""What this room does when a project changes."""

from __future__ import annotations

from antu.households.events import HouseholdsRecorded
from antu.households.models import Household
from antu.platform.events import announce, hears
from antu.projects.events import ProjectFactsChanged


@hears(ProjectFactsChanged)
def tell_of_every_household(event: ProjectFactsChanged) -> None:
    """Facts of a project are facts of all its households."""
    standing = Household.objects.standing().filter(project_id=event.project_id)
    changed = tuple(standing.values_list("pk", flat=True))
    announce(HouseholdsRecorded(event.actor, event.project_id, changed, event.reason, event.shelf))
