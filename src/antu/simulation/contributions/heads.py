"""The way from a version of a pack to what it would cost."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse

from antu.platform.display import Action
from antu.platform.pages import actor_of
from antu.platform.panels import HeadContribution, HeadPart
from antu.regulations.models import PackVersion
from antu.simulation.access import SIMULATE


def head_of_pack(request: HttpRequest, pk: int) -> HeadPart:
    """A button that begins a simulation with this version chosen."""
    actor = actor_of(request)
    row = PackVersion.objects.standing().seen_by(actor).filter(pk=pk).first() if actor.may(SIMULATE) else None
    if row is None:
        return HeadPart()
    return HeadPart(actions=(Action("政策测算", f"{reverse('simulation-new')}?pack={row.name}"),))


HEADS: tuple[object, ...] = (HeadContribution("pack-version", head_of_pack),)
