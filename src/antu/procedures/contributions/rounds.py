"""Late steps are looked for every minute."""

from __future__ import annotations

from django.utils import timezone

from antu.platform.jobs.rounds import Round
from antu.procedures.services.late import escalate_late


def _escalate() -> int:
    return escalate_late(timezone.localdate())


ROUNDS: tuple[object, ...] = (Round("late-steps", 60, _escalate),)
