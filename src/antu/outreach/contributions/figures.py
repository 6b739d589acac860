"""Figures of the yearly report."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from antu.outreach.models import OutreachItem
from antu.outreach.selectors import outreach_items, outreach_years, training_sessions
from antu.platform.figure_rows import figure_row
from antu.platform.figures import Figure, FigureRow, FigureSource


def outreach_figures(year: int) -> Iterable[Figure]:
    """``outreach.*`` and ``training.*``."""
    items = list(outreach_items(year))
    reached = tuple(_reach(item, item.reach) for item in items if item.reach is not None)
    sessions = tuple(figure_row(session) for session in training_sessions(year))
    yield Figure("outreach.items", "征地拆迁宣传", "条", "count", tuple(figure_row(item) for item in items))
    yield Figure("outreach.reach", "深度触达人数", "人", "sum", reached, in_ten_thousands=True)
    yield Figure("training.sessions", "政策集中学习会", "次", "count", sessions)


def _reach(item: OutreachItem, people: int) -> FigureRow:
    return replace(figure_row(item, people), is_at_least=item.is_at_least)


FIGURES: tuple[object, ...] = (FigureSource(outreach_figures, outreach_years),)
