"""Who may see, draft and review what a project is expected to cost: of a whole project, or nothing of it."""

from __future__ import annotations

from antu.kernel.errors import Forbidden, Problem
from antu.platform.actor import Actor, require
from antu.platform.models import require_seen
from antu.projects.models import Project


def sees_estimates(actor: Actor) -> bool:
    """Whether the actor's organisation sees estimates: they are of whole projects, of which a town sees a part."""
    return not actor.reach.town


def require_drafting(actor: Actor, project: Project) -> None:
    """Let pass whose post records projects and who sees this one whole, else raise Forbidden."""
    require(actor, "project.edit")
    _require_whole(actor, project)


def require_review(actor: Actor, project: Project) -> None:
    """Let pass whose post reviews estimates and who sees this project whole, else raise Forbidden."""
    require(actor, "estimate.review")
    _require_whole(actor, project)


def _require_whole(actor: Actor, project: Project) -> None:
    require_seen(actor, project)
    if not sees_estimates(actor):
        what = f"概算按整个项目编制，{actor.name}只能查看{actor.reach.words}的户。请由中心办理。"
        raise Forbidden(Problem("A-REACH", what))
