"""Reads of publicity and training."""

from __future__ import annotations

from django.db.models import QuerySet

from antu.outreach.models import OutreachItem, TrainingSession


def outreach_items(year: int) -> QuerySet[OutreachItem]:
    """The year's publicity items that stand, by date, then row."""
    return OutreachItem.objects.standing().filter(on__year=year).order_by("on", "source_row", "id")


def training_sessions(year: int) -> QuerySet[TrainingSession]:
    """The year's training sessions that stand, by date, then row."""
    return TrainingSession.objects.standing().filter(on__year=year).order_by("on", "source_row", "id")


def outreach_years() -> set[int]:
    """The years of which there are publicity items or training sessions."""
    items = OutreachItem.objects.standing().values_list("on__year", flat=True)
    sessions = TrainingSession.objects.standing().values_list("on__year", flat=True)
    return {*items, *sessions}
