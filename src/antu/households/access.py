"""Who may import registers."""

from __future__ import annotations

from antu.platform.actor import Actor, require


def require_import(actor: Actor) -> None:
    """Let pass who may import registers, else raise Forbidden."""
    require(actor, "register.import")
