"""Who may change what is recorded of a project itself."""

from __future__ import annotations

from collections.abc import Sequence

from antu.kernel.errors import Forbidden, Problem
from antu.kernel.text import comparable
from antu.platform.actor import Actor


def require_change(actor: Actor, name: str, town_forms: Sequence[str]) -> None:
    """Let pass whose organisation alone the project concerns: its dates and packs decide for every household in it.

    ``town_forms`` are the project's towns in comparable spelling.

    Raises Forbidden (``A-REACH``) for a town of a project that is not in this town alone.
    """
    if actor.reach.town and list(town_forms) != [comparable(actor.reach.town)]:
        what = (
            f"项目「{name}」不只在{actor.reach.words}，它的登记内容由中心更正，{actor.name}只能登记本镇街的户。"
            "请由中心更正；导入台账时请把“项目”表改回与记录一致"
        )
        raise Forbidden(Problem("A-REACH", what))


def may_change(actor: Actor, name: str, town_forms: Sequence[str]) -> bool:
    """Whether the actor may change what is recorded of the project itself."""
    if not actor.may("project.edit"):
        return False
    try:
        require_change(actor, name, town_forms)
    except Forbidden:
        return False
    return True
