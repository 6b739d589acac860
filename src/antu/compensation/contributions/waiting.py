"""Projects whose stored determinations a proof found to differ, as what waits for who proves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from urllib.parse import urlencode

from django.urls import reverse

from antu.compensation.selectors.proving import differing_by_project
from antu.compensation.services.proving import TODO
from antu.inbox.selectors import TodoKind
from antu.platform.display import Chip, Tone
from antu.projects.models import Project


def _url(key: int) -> str:
    name = Project.objects.filter(pk=key).values_list("name", flat=True).first() or ""
    return f"{reverse('proof')}?{urlencode({'q': name})}"


def _states(keys: Iterable[int]) -> Mapping[int, tuple[str, Chip]]:
    """How many determinations of the project differ in the latest proof."""
    counts = differing_by_project(keys)
    return {key: (f"{count} 个核定", Chip("复算不符", Tone.STOPPED)) for key, count in counts.items()}


WAITING: tuple[object, ...] = (TodoKind(TODO, "复算不符", _url, _states),)
