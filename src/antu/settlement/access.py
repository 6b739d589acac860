"""Who may see and enter what belongs to settlement."""

from __future__ import annotations

from antu.platform.actor import Actor, require


def require_view(actor: Actor) -> None:
    """Let pass who may see settlement, else raise Forbidden."""
    require(actor, "settlement.view")


def require_entry(actor: Actor) -> None:
    """Let pass who may enter received and paid amounts, else raise Forbidden."""
    require(actor, "settlement.enter")
