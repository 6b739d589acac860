"""The timeline on the pages of projects, and what is near or late of all of them on the home page."""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from antu.platform.pages import actor_of
from antu.platform.panels import Context, Panel
from antu.projects.models import Project
from antu.regulations.selectors import working_days
from antu.timeline.models import ProjectStep
from antu.timeline.selectors import course_of, deadlines, steps_recorded
from antu.timeline.tables import URGENT, near_table, step_table

SHOWN: Final = 10


def timeline_of_project(request: HttpRequest, project_id: int) -> Context | None:
    """The statutory steps of the project as they stand today."""
    project = Project.objects.seen_by(actor_of(request)).filter(pk=project_id).first()
    if project is None:
        return None
    table = step_table(project, course_of(project), steps_recorded(project), timezone.localdate())
    return {"table": table, "url": reverse("approval", args=[project_id])}


def near_deadlines(request: HttpRequest, _year: int) -> Context | None:
    """What is late, near, or on display of the projects that one sees, the nearest first; nothing where none is."""
    begun = ProjectStep.objects.standing().values("project")
    projects = list(Project.objects.standing().seen_by(actor_of(request)).filter(pk__in=begun))
    today = timezone.localdate()
    found = [each for each in deadlines(projects, today) if each.placed.tense in URGENT] if projects else []
    if not found:
        return None
    more = max(len(found) - SHOWN, 0)
    return {"table": near_table(found[:SHOWN], working_days(), today), "more": more, "url": reverse("calendar")}


PANELS: tuple[object, ...] = (
    Panel("home", "deadlines", "临近和逾期的期限", "timeline/near.html", near_deadlines, permission="register.view"),
    Panel("project", "timeline", "法定程序", "timeline/steps.html", timeline_of_project),
)
