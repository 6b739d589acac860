"""Who may write plans."""

from __future__ import annotations

from antu.platform.actor import Actor, require, require_everything

WHOLE = "年度计划"


def require_planning(actor: Actor) -> None:
    """Let pass whose post writes plans and who sees all of the district, or raise Forbidden."""
    require(actor, "plan.edit")
    require_everything(actor, WHOLE)
