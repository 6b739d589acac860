"""Assignments as what waits for somebody."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.utils import timezone

from antu.dispatch.models import Assignment
from antu.dispatch.selectors import dated
from antu.dispatch.services import TODO
from antu.dispatch.tables.assignments import state_chip
from antu.inbox.selectors import TodoKind
from antu.platform.display import Chip
from antu.platform.links import url_of


def _url(key: int) -> str:
    return url_of("dispatch.Assignment", key)


def _states(keys: Iterable[int]) -> Mapping[int, tuple[str, Chip]]:
    """What was last written down, and the state."""
    rows = Assignment.objects.standing().filter(pk__in=list(keys)).select_related("meeting", "lead")
    found = dated(rows, timezone.localdate())
    return {each.assignment.pk: (each.last.word if each.last else "", state_chip(each)) for each in found}


WAITING: tuple[object, ...] = (TodoKind(TODO, "交办事项", _url, _states),)
