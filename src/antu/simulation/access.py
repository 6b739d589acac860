"""Who may try what a regulation would cost."""

from __future__ import annotations

from typing import Final

from antu.platform.actor import Actor, require

SIMULATE: Final = "policy.simulate"


def require_simulating(actor: Actor) -> None:
    """Let pass whose post simulates, else raise Forbidden. The register is as much of it as the actor sees."""
    require(actor, SIMULATE)
    require(actor, "register.view")
