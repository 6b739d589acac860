"""The daily letter is looked for every few minutes."""

from __future__ import annotations

from antu.inbox.services.mailing import send_due_mail
from antu.platform.jobs.rounds import Round

ROUNDS: tuple[object, ...] = (Round("daily-mail", 300, send_due_mail),)
