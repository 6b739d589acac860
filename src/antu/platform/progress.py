"""How long work tells how far it is."""

from __future__ import annotations

from collections.abc import Callable

Told = Callable[[int, int | None, str], None]
"""Hears how far long work is: done, total (None while nobody knows), what is being done. May raise to end it."""

Tell = Callable[[int, int], None]
"""Hears how many of how many are done. May raise to end it."""


def untold(_done: int, _total: int) -> None:
    """Where nobody waits beside work that tells numbers alone."""


def to_nobody(_done: int, _total: int | None, _note: str) -> None:
    """Where nobody waits beside it."""
