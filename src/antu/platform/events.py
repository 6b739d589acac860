"""How a room announces what happened, and later rooms hear it: one small dispatcher, in the same transaction.

An event is a frozen value of the announcing room's ``events.py``. A later room hears it in its ``handlers.py``::

    @hears(HouseholdRecorded)
    def determine_what_was_recorded(event: HouseholdRecorded) -> None: ...
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import Any, TypeVar

Event = TypeVar("Event")

_listeners: dict[type[Any], list[Callable[[Any], None]]] = defaultdict(list)


def hears(kind: type[Event]) -> Callable[[Callable[[Event], None]], Callable[[Event], None]]:
    """Register the decorated function as a listener to events of exactly this class."""

    def register(listener: Callable[[Event], None]) -> Callable[[Event], None]:
        _listeners[kind].append(listener)
        return listener

    return register


def announce(event: object) -> None:
    """Call every listener, in the order of the rooms; an exception undoes the announcing transaction too."""
    for listener in _listeners[type(event)]:
        listener(event)
