"""How the report's parts mention projects and milestones."""

from __future__ import annotations

from collections.abc import Iterator

from antu.performance.domain.phrases import enumerated, marked
from antu.performance.models import Milestone
from antu.platform.documents.official import Block, Paragraph
from antu.projects.models import Project


def told(milestones: list[Milestone]) -> Iterator[Block]:
    """What was done, in one paragraph; nothing when there is none."""
    if milestones:
        yield Paragraph(enumerated(marked(each.matter.rstrip("。"), is_sample=each.is_sample) for each in milestones))


def named(project: Project) -> str:
    """The project's name; an invented one says so."""
    return marked(project.name, is_sample=project.is_sample)
