"""Reads of regulations: the packs that compute, and the rules that the district issued."""

from __future__ import annotations

from functools import cache

from django.db.models import QuerySet

from antu.policy import Pack, PackShelf, shipped_shelf
from antu.regulations.models import IssuedRule


@cache
def pack_shelf() -> PackShelf:
    """The packs that may compute. One shelf a process: a pack is loaded once, a newly published one is seen at once."""
    return shipped_shelf()


def pack_named(name: str) -> Pack | None:
    """The pack ``ID`` (its newest version) or ``ID@VERSION``; None for no name. Raises BadInput for an unknown one."""
    return pack_shelf().get(name) if name else None


def label_of(pack: Pack | None, source: str, code: str) -> str:
    """The pack's printed word for a choice's code of a register field; the code itself where the pack has none."""
    if pack is None:
        return code
    columns = (column for table in pack.facts.tables.values() for column in table.columns.values())
    return next((column.label_of(code) for column in columns if column.source == source), code)


def issued_rules(year: int) -> QuerySet[IssuedRule]:
    """The rules issued in the year that stand, by date, then row."""
    return IssuedRule.objects.standing().filter(issued_on__year=year).order_by("issued_on", "source_row", "id")
