"""Projects, and the papers that their events name, as a search shows them."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from antu.platform.search.kinds import SearchKind, plain_hits
from antu.platform.wording import joined
from antu.projects.models import Project, ProjectEvent


def _of_project(project: Any) -> str:
    return joined((project.code, "、".join(project.towns), project.owner), " · ")


def _of_event(event: Any) -> str:
    return joined((event.document_no, event.reason), " · ")


FOUND: tuple[object, ...] = (
    SearchKind(Project, "项目", "name", plain_hits(_of_project)),
    SearchKind(ProjectEvent, "项目文件", "document_no", plain_hits(_of_event, "project"), Q(project__is_voided=False)),
)
