"""Who may see the yearly report, and who writes problems and measures."""

from __future__ import annotations

from typing import Final

from antu.platform.actor import Actor, require, require_everything

#: What nobody sees a part of.
REPORT: Final = "绩效报告及其指标"
PROBLEMS: Final = "问题与措施"


def require_report(actor: Actor) -> None:
    """Let pass who may see the report, else raise Forbidden in words."""
    require(actor, "report.view")
    require_everything(actor, REPORT)


def require_problems(actor: Actor) -> None:
    """Let pass who writes problems and measures, else raise Forbidden in words."""
    require(actor, "problem.edit")
    require_everything(actor, PROBLEMS)
