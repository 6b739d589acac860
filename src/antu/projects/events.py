"""What projects announce to later rooms, in the same transaction."""

from __future__ import annotations

from dataclasses import dataclass

from antu.platform.actor import Actor
from antu.policy import PackShelf


@dataclass(frozen=True, slots=True)
class ProjectFactsChanged:
    """Facts of a project by which its households are computed were corrected in a page; ``reason`` says why."""

    actor: Actor
    project_id: int
    reason: str
    shelf: PackShelf
