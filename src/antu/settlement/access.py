"""Who may see and enter what belongs to settlement."""

from __future__ import annotations

from antu.kernel.errors import Forbidden, Problem
from antu.platform.actor import Actor, require
from antu.platform.models import require_seen
from antu.projects.models import Project


def require_view(actor: Actor, project: Project) -> None:
    """Let pass who may see settlement, and this project whole, else raise Forbidden."""
    require(actor, "settlement.view")
    require_whole(actor, project)


def require_entry(actor: Actor, project: Project) -> None:
    """Let pass who may enter received and paid amounts, and sees this project whole, else raise Forbidden."""
    require(actor, "settlement.enter")
    require_whole(actor, project)


def sees_settlement(actor: Actor) -> bool:
    """Whether the actor's organisation sees settlements: they are of whole projects, of which a town sees a part."""
    return not actor.reach.town


def require_whole(actor: Actor, project: Project) -> None:
    """Let pass who sees the whole project, else raise Forbidden (``A-REACH``)."""
    require_seen(actor, project)
    if not sees_settlement(actor):
        what = f"结算按整个项目办理，{actor.name}只能查看{actor.reach.words}的户。请由中心或业主单位办理。"
        raise Forbidden(Problem("A-REACH", what))
