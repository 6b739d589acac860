"""Late steps are looked for every minute, after days were counted anew that were provisional."""

from __future__ import annotations

from django.utils import timezone

from antu.platform.jobs.rounds import Round
from antu.procedures.services.late import escalate_late, recount_provisional


def _escalate() -> int:
    recount_provisional()
    return escalate_late(timezone.localdate())


ROUNDS: tuple[object, ...] = (Round("late-steps", 60, _escalate),)
