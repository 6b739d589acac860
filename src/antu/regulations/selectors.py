"""Reads of the rules that the district issued."""

from __future__ import annotations

from django.db.models import QuerySet

from antu.regulations.models import IssuedRule


def issued_rules(year: int) -> QuerySet[IssuedRule]:
    """The rules issued in the year that stand, by date, then row."""
    return IssuedRule.objects.standing().filter(issued_on__year=year).order_by("issued_on", "source_row", "id")
