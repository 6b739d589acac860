"""Which version of a year's plan is in force on a day."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Final, Protocol, TypeVar

INITIAL: Final = "年初"
ADJUSTED: Final = "调整"
_NUMBER = re.compile(r"\d+")


class ApprovedVersion(Protocol):
    """What is asked of a version: its label (年初, 调整1, …) and the day of its approval."""

    @property
    def label(self) -> str:
        """年初, 调整1 and so on."""

    @property
    def approved_on(self) -> date | None:
        """The day of its approval; None of a draft."""


Version = TypeVar("Version", bound=ApprovedVersion)


def in_force_on(versions: Iterable[Version], day: date) -> Version | None:
    """The last version approved by ``day`` (that day included), or None before the first; never a draft.

    Of two approved on one day the later adjustment is the later version.
    """
    approved = [version for version in versions if version.approved_on and version.approved_on <= day]
    return max(approved, key=lambda version: (version.approved_on or day, _position(version.label)), default=None)


def label_after(labels: Iterable[str]) -> str:
    """What the version after those of these labels is called: 年初 when there are none, else 调整 and its number."""
    positions = [_position(label) for label in labels]
    return f"{ADJUSTED}{max(positions) + 1}" if positions else INITIAL


def _position(label: str) -> int:
    number = _NUMBER.search(label)
    return int(number.group()) if number else 0
