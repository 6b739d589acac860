"""Figures of the yearly report."""

from __future__ import annotations

from collections.abc import Iterable

from antu.clearing.models import RemainingRecord
from antu.clearing.selectors import clearances, clearing_years, figure_codes, first_records, longstanding_projects
from antu.platform.figure_rows import figure_row
from antu.platform.figures import Figure, FigureRow, FigureSource


def clearing_figures(year: int) -> Iterable[Figure]:
    """``clearing.*``: the households left at each coded project's first record, and what was cleared after years."""
    codes = figure_codes(year)
    coded: dict[str, list[RemainingRecord]] = {}
    for record in first_records(year):
        if record.project_id in codes and record.households is not None:
            coded.setdefault(codes[record.project_id], []).append(record)
    for code, records in coded.items():
        rows = tuple(_row(record, record.households or 0) for record in records)
        label = "、".join(record.project.name for record in records) + "剩余"
        yield Figure(f"clearing.{code}_households", label, "户", "sum", rows)
    marked = longstanding_projects()
    overdue = tuple(_row(record) for record in clearances(year) if record.project_id in marked)
    yield Figure("clearing.longstanding_projects", "多年未能完成扫尾的项目", "个", "count", overdue)


def _row(record: RemainingRecord, value: int = 1) -> FigureRow:
    return figure_row(record, value, is_sample=record.project.is_sample)


FIGURES: tuple[object, ...] = (FigureSource(clearing_figures, clearing_years),)
