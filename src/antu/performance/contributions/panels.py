"""Panels for pages of earlier rooms: the problems because of which a rule was issued."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from antu.performance.selectors.measures import measures_of_rule
from antu.performance.tables.problems import measures_table
from antu.platform.pages import actor_of
from antu.platform.panels import Panel


def problems_of_rule(request: HttpRequest, rule: int) -> dict[str, Any] | None:
    """The problems that led to the rule; nothing where there is none, or for who sees only a part of the district."""
    measures = measures_of_rule(rule) if actor_of(request).reach.everything else []
    return {"table": measures_table(measures)} if measures else None


PANELS: tuple[object, ...] = (Panel("issued-rule", "problems", "针对的问题", "antu/table.html", problems_of_rule),)
