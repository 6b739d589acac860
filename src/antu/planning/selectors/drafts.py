"""Reads for writing plans: the year's draft, who wrote to it, and which projects its tasks may name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from antu.kernel.naming import Contradiction, KnownNames, Naming
from antu.kernel.text import code_form
from antu.planning.domain.draft import KnownProject
from antu.planning.models import PlanVersion
from antu.platform.journal_pages import entries_about
from antu.platform.models import JournalEntry
from antu.projects.models import Project
from antu.projects.selectors import regime_of

#: The procedure by which a draft is approved.
APPROVAL: Final = "plan-adjustment"


def open_draft(year: int) -> PlanVersion | None:
    """The year's draft that waits for its approval."""
    return PlanVersion.objects.standing().filter(year=year, approved_on=None).first()


def last_entry(version: PlanVersion) -> int:
    """The number of the journal's last entry about the version: what a page was opened at."""
    return max(entries_about(version).values_list("id", flat=True)[:1], default=0)


def changes_since(version: PlanVersion, entry: int) -> list[JournalEntry]:
    """Who wrote to the version after that entry, oldest first."""
    return list(entries_about(version).filter(id__gt=entry).order_by("id"))


def offered_projects() -> list[Project]:
    """The projects that a task may name."""
    return list(Project.objects.standing().order_by("name"))


def known_projects() -> Callable[[str], KnownProject | None]:
    """Finds a standing project by its number, its name or a former name. One query."""
    projects = {project.pk: project for project in offered_projects()}
    names = KnownNames((pk, Naming(each.name, each.code, each.former_name)) for pk, each in projects.items())

    def found(typed: str) -> KnownProject | None:
        try:
            pk = names.meant_by(Naming("", code_form(typed))) or names.meant_by(Naming(typed))
        except Contradiction:
            return None
        project = projects.get(pk or 0)
        has_land = project and (project.land or project.area_unit)
        return KnownProject(project.pk, project.name, regime_of(project) if has_land else "") if project else None

    return found
