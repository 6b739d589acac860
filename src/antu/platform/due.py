"""How long there is until a last day, in words and as a cell."""

from __future__ import annotations

from datetime import date
from typing import Final

from antu.platform.display import Cell, Chip, Tone
from antu.platform.wording import UNKNOWN, day_text

#: A matter due within so many days is near.
NEAR_DAYS: Final = 3


def due_words(due_on: date | None, today: date) -> str:
    """How long there is: ``还剩 3 天（至 2026-10-08）``, ``今天到期``, ``逾期 2 天（应于 2026-10-08）``."""
    if due_on is None:
        return "没有时限"
    left = (due_on - today).days
    if left < 0:
        return f"逾期 {-left} 天（应于 {due_on.isoformat()}）"
    return f"还剩 {left} 天（至 {due_on.isoformat()}）" if left else "今天到期"


def due_cell(due_on: date | None, today: date) -> Cell:
    """The last day with its colour and how long there is."""
    if due_on is None:
        return Cell(UNKNOWN, title="没有时限")
    left = (due_on - today).days
    if left < 0:
        chips: tuple[Chip, ...] = (Chip(f"逾期 {-left} 天", Tone.STOPPED),)
    else:
        chips = (Chip(f"还剩 {left} 天" if left else "今天到期", Tone.DUE),) if left <= NEAR_DAYS else ()
    return Cell(day_text(due_on), title=due_words(due_on, today), chips=chips)
