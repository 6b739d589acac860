"""The timeline on the pages of projects."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils import timezone

from antu.platform.pages import actor_of
from antu.platform.panels import Context, Panel
from antu.projects.models import Project
from antu.timeline.selectors import course_of, steps_recorded
from antu.timeline.tables import step_table


def timeline_of_project(request: HttpRequest, project_id: int) -> Context | None:
    """The statutory steps of the project as they stand today."""
    project = Project.objects.seen_by(actor_of(request)).filter(pk=project_id).first()
    if project is None:
        return None
    table = step_table(project, course_of(project), steps_recorded(project), timezone.localdate())
    return {"table": table}


PANELS: tuple[object, ...] = (Panel("project", "timeline", "法定程序", "antu/table.html", timeline_of_project),)
