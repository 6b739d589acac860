"""Who may keep drawings: upload, try, publish."""

from __future__ import annotations

from typing import Final

from antu.platform.actor import Actor, require, require_everything

EDIT: Final = "procedure.edit"
MAY_SEE: Final = ("register.view", "report.view")


def require_keeping(actor: Actor) -> None:
    """Let pass who keeps the district's procedures, else raise Forbidden."""
    require(actor, EDIT)
    require_everything(actor, "流程图")
