"""What rooms offer to shared pages, imports and reports.

A room's ``contributions.py`` names a tuple ``CONTRIBUTIONS`` of values (a panel, a district sheet, a report figure, …);
whoever shows such things asks for all of one class. So earlier rooms show what later ones know, and import none.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import TypeVar

from django.apps import apps

Offered = TypeVar("Offered")


def collected(kind: type[Offered]) -> tuple[Offered, ...]:
    """All contributions of this class, in the order of the rooms, then as each room lists them."""
    return tuple(offer for offer in _all_contributions() if isinstance(offer, kind))


@cache
def _all_contributions() -> tuple[object, ...]:
    offers: list[object] = []
    for room in apps.get_app_configs():
        name = f"{room.name}.contributions"
        if room.name.startswith("antu.") and find_spec(name) is not None and room.name != "antu.platform":
            offers.extend(import_module(name).CONTRIBUTIONS)
    return tuple(offers)
