"""Who may see determinations, and whose writes bring them about."""

from __future__ import annotations

from typing import Final

from antu.platform.actor import Actor, require, require_everything

#: The permission to have all determinations proven.
PROVE: Final = "determination.prove"


def require_view(actor: Actor) -> None:
    """Let pass who may see what subjects are owed, else raise Forbidden."""
    require(actor, "register.view")


def require_determination(actor: Actor) -> None:
    """Let pass who may record facts that determine, of households or of their project, else raise Forbidden."""
    if not (actor.may("register.edit") or actor.may("project.edit")):
        require(actor, "register.import")


def require_review(actor: Actor) -> None:
    """Let pass to whom the procedure of review lends it, else raise Forbidden: no post has it of its own."""
    require(actor, "compensation.review")


def require_proof(actor: Actor) -> None:
    """Let pass who may have determinations proven and sees all of the district, else raise Forbidden."""
    require(actor, PROVE)
    require_everything(actor, "核定复算")
