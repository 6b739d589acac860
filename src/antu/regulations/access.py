"""Who may write issued rules and packs."""

from __future__ import annotations

from typing import Final

from antu.platform.actor import Actor, require, require_everything

WRITING: Final = "登记制度文件"
WRITING_PACKS: Final = "编制补偿办法"


def require_rules(actor: Actor) -> None:
    """Let pass whose post writes issued rules and who sees all of the district, or raise Forbidden."""
    require(actor, "rule.edit")
    require_everything(actor, WRITING)


def require_packs(actor: Actor) -> None:
    """Let pass whose post writes packs and who sees all of the district, or raise Forbidden."""
    require(actor, "pack.edit")
    require_everything(actor, WRITING_PACKS)
