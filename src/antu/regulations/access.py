"""Who may write issued rules."""

from __future__ import annotations

from typing import Final

from antu.platform.actor import Actor, require, require_everything

WRITING: Final = "登记制度文件"


def require_rules(actor: Actor) -> None:
    """Let pass whose post writes issued rules and who sees all of the district, or raise Forbidden."""
    require(actor, "rule.edit")
    require_everything(actor, WRITING)
