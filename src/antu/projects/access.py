"""Who may change what is recorded of a project itself."""

from __future__ import annotations

from antu.kernel.errors import Forbidden, Problem
from antu.kernel.text import comparable
from antu.platform.actor import Actor
from antu.projects.models import Project


def require_change(actor: Actor, project: Project) -> None:
    """Let pass whose organisation alone the project concerns: its dates and packs decide for every household in it.

    Raises Forbidden (``A-REACH``) for a town of a project that is not in this town alone.
    """
    if actor.reach.town and project.town_forms != [comparable(actor.reach.town)]:
        what = (
            f"项目「{project}」不只在{actor.reach.words}，它的登记内容由中心更正，{actor.name}只能登记本镇街的户。"
            "请把“项目”表改回与记录一致再导入"
        )
        raise Forbidden(Problem("A-REACH", what))
