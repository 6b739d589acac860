"""Reads of what remains of projects."""

from antu.clearing.selectors.records import (
    clearances,
    clearing_years,
    figure_codes,
    first_records,
    longstanding_projects,
    remaining_records,
    year_records,
)

__all__ = [
    "clearances",
    "clearing_years",
    "figure_codes",
    "first_records",
    "longstanding_projects",
    "remaining_records",
    "year_records",
]
