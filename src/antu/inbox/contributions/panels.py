"""What waits for oneself, on the home page."""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from antu.inbox.selectors import seats_of, waits_for
from antu.inbox.tables import todo_table
from antu.platform.pages import actor_of
from antu.platform.panels import Context, Panel

SHOWN: Final = 8


def waiting_for_me(request: HttpRequest, _year: int) -> Context | None:
    """The first of what waits; no panel where nothing does."""
    login, today = actor_of(request).login, timezone.localdate()
    found = waits_for(login, seats_of(login, today))
    some = list(found[: SHOWN + 1])
    if not some:
        return None
    more = found.count() - SHOWN if len(some) > SHOWN else 0
    return {"table": todo_table(some[:SHOWN], today), "more": more, "url": reverse("todo")}


PANELS: tuple[object, ...] = (Panel("home", "todo", "等我办理", "inbox/home.html", waiting_for_me),)
