"""Who may assign, and what is said to who may not."""

from __future__ import annotations

from typing import Final

from antu.platform.actor import Actor, require, require_everything

#: What sees meetings and assignments; each organisation its own.
MAY_SEE: Final = ("register.view", "report.view")
ASSIGN: Final = "dispatch.edit"
WHOLE: Final = "登记调度会和交办"


def may_assign(actor: Actor) -> bool:
    """Whether the actor assigns: that is the centre's."""
    return actor.may(ASSIGN) and actor.reach.everything


def require_assigning(actor: Actor) -> None:
    """Let pass who assigns for the district, or raise Forbidden."""
    require(actor, ASSIGN)
    require_everything(actor, WHOLE)
