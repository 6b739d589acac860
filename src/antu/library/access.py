"""Who reads and who writes the library."""

from __future__ import annotations

from typing import Final

from antu.platform.actor import Actor, require, require_everything

#: Whoever works with the register or the report reads it.
MAY_SEE: Final = ("register.view", "report.view")
EDIT: Final = "library.edit"
WRITING: Final = "维护政策库"


def may_edit(actor: Actor) -> bool:
    """Whether the actor writes the library: that is the centre's."""
    return actor.may(EDIT) and actor.reach.everything


def require_editing(actor: Actor) -> None:
    """Let pass whose post writes the library and who sees all of the district, or raise Forbidden."""
    require(actor, EDIT)
    require_everything(actor, WRITING)
