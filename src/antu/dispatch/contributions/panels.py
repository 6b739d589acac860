"""What was assigned about a project on its page, and on the home page what must be seen to."""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from antu.dispatch.access import MAY_SEE, may_assign
from antu.dispatch.selectors import DatedAssignment, assignments_seen, chased, dated
from antu.dispatch.tables.assignment import short_table
from antu.dispatch.tables.assignments import around
from antu.platform.pages import actor_of
from antu.platform.panels import Context, Panel

SHOWN: Final = 10


def assignments_of_project(request: HttpRequest, project: int) -> Context | None:
    """What was assigned about the project; nothing where nothing was, or nothing may be seen."""
    actor = actor_of(request)
    if not any(actor.may(each) for each in MAY_SEE):
        return None
    found = dated(assignments_seen(actor).filter(project=project), timezone.localdate())
    return _context(request, found, {"project": str(project)}) if found else None


def to_be_seen_to(request: HttpRequest, _year: int) -> Context | None:
    """What is late or near of the own organisation's; all of it, and what awaits an answer, for who assigns."""
    actor = actor_of(request)
    if not (may_assign(actor) or actor.may("register.view")):
        return None
    found = chased(actor, timezone.localdate())
    return _context(request, found, {}) if found else None


def _context(request: HttpRequest, found: list[DatedAssignment], asked: dict[str, str]) -> Context:
    beside = around(actor_of(request), found, timezone.localdate())
    query = f"?{urlencode(asked)}" if asked else ""
    return {
        "table": short_table(found[:SHOWN], beside),
        "more": max(len(found) - SHOWN, 0),
        "url": f"{reverse('assignments')}{query}",
    }


PANELS: tuple[object, ...] = (
    Panel("home", "assignments", "临期、逾期和待确认的交办事项", "dispatch/short.html", to_be_seen_to),
    Panel("project", "assignments", "交办事项", "dispatch/short.html", assignments_of_project),
)
