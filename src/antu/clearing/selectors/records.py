"""Reads of what remained of projects."""

from __future__ import annotations

from django.db.models import QuerySet

from antu.clearing.models import RemainingRecord


def remaining_records() -> QuerySet[RemainingRecord]:
    """Records that stand, of projects that stand; by date, then row."""
    records = RemainingRecord.objects.standing().filter(project__is_voided=False)
    return records.select_related("project").order_by("recorded_on", "source_row", "id")


def year_records(year: int) -> QuerySet[RemainingRecord]:
    """The records made in the year."""
    return remaining_records().filter(recorded_on__year=year)


def first_records(year: int) -> list[RemainingRecord]:
    """Each project's first record of the year."""
    firsts: dict[int, RemainingRecord] = {}
    for record in year_records(year):
        firsts.setdefault(record.project_id, record)
    return list(firsts.values())


def figure_codes(year: int) -> dict[int, str]:
    """The 代号 of each project that has one: the first that its records of the year give."""
    codes: dict[int, str] = {}
    for record in year_records(year).exclude(figure_code=""):
        codes.setdefault(record.project_id, record.figure_code)
    return codes


def clearances(year: int) -> list[RemainingRecord]:
    """The record by which each project was cleared in the year, by the day of it; one a project."""
    cleared: dict[int, RemainingRecord] = {}
    for record in remaining_records().filter(cleared_on__year=year).order_by("cleared_on", "source_row", "id"):
        cleared.setdefault(record.project_id, record)
    return list(cleared.values())


def longstanding_projects() -> set[int]:
    """Primary keys of the projects that any of their records marks 多年未完成."""
    return set(remaining_records().filter(is_longstanding=True).values_list("project_id", flat=True))


def clearing_years() -> set[int]:
    """The years of which there are records or in which a project was cleared."""
    recorded = remaining_records().values_list("recorded_on__year", flat=True)
    cleared = remaining_records().filter(cleared_on__isnull=False).values_list("cleared_on__year", flat=True)
    return {*recorded, *cleared}
