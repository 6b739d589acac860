"""What this room announces."""

from __future__ import annotations

from dataclasses import dataclass

from antu.platform.actor import Actor


@dataclass(frozen=True, slots=True)
class RulePublished:
    """A version of a rule has been published; from now on its text stands as it is."""

    actor: Actor
    version_id: int
