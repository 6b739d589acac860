"""Reads of projects."""

from __future__ import annotations

from django.db.models import Q

from antu.kernel.errors import BadInput, Problem
from antu.projects.models import Project


def find_project(code_or_name: str) -> Project:
    """The standing project of this number or exact name (or former name).

    Raises BadInput (``P-UNKNOWN``) when there is none or when several former names fit.
    """
    standing = Project.objects.standing()
    exact = standing.filter(Q(code=code_or_name) | Q(name=code_or_name)).first()
    if exact is not None:
        return exact
    former = list(standing.filter(former_name=code_or_name)[:2])
    if len(former) == 1:
        return former[0]
    raise BadInput(Problem("P-UNKNOWN", f"没有编号或名称为「{code_or_name}」的项目；请用项目编号或完整的项目名称"))
