"""Who may import registers, edit households by hand, and take a register out whole."""

from __future__ import annotations

from antu.platform.actor import Actor, require


def require_import(actor: Actor) -> None:
    """Let pass who may import registers, else raise Forbidden."""
    require(actor, "register.import")


def require_edit(actor: Actor) -> None:
    """Let pass who may enter and edit households by hand, else raise Forbidden."""
    require(actor, "register.edit")


def require_export(actor: Actor) -> None:
    """Let pass who may see the register and every number in it, else raise Forbidden."""
    require(actor, "register.view")
    require(actor, "personal.view")
