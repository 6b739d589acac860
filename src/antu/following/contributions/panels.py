"""The weeks of a key project on the project's page; each with its photographs on its own."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from antu.following.models import WeeklyEntry
from antu.following.selectors import entries_of
from antu.following.tables import weeks_table
from antu.planning.models import KeyProject
from antu.platform.attachments.holders import FileHolder
from antu.platform.display import Action
from antu.platform.pages import actor_of
from antu.platform.panels import Panel
from antu.platform.records import open_records
from antu.projects.models import Project


def weeks_of_project(request: HttpRequest, project: int) -> dict[str, Any] | None:
    """What was reported of the project, newest first; nothing where it is no key project and nobody may make it one."""
    actor = actor_of(request)
    keys = KeyProject.objects.standing().filter(project=project, project__is_voided=False)
    last = keys.order_by("year").last()
    actions = []
    if last and actor.may("project.edit"):
        actions.append(Action("填报周报", reverse("week-enter", args=[last.pk])))
    if actor.may("plan.edit") and (last or Project.objects.standing().filter(pk=project).exists()):
        label = "更正级别和联系领导，或列入另一年" if last else "列为重点项目"
        actions.append(Action(label, reverse("project-follow", args=[project])))
    if last is None and not actions:
        return None
    entries = entries_of(project) if last else []
    return {"actions": actions, "table": weeks_table(entries, may_void=actor.may("project.edit")) if last else None}


PANELS: tuple[object, ...] = (
    Panel("project", "weeks", "重点项目周报", "following/weeks.html", weeks_of_project),
    *open_records(WeeklyEntry),
    FileHolder(WeeklyEntry, edit="project.edit"),
)
