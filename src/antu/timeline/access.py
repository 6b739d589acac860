"""Who may enter the steps of a project."""

from __future__ import annotations

from antu.platform.actor import Actor, require
from antu.platform.models import require_seen
from antu.projects.models import Project


def require_entry(actor: Actor, project: Project) -> None:
    """Let pass who registers projects and sees this one, else raise Forbidden. A town posts its notices itself."""
    require(actor, "project.edit")
    require_seen(actor, project)
