"""Which version of a rule is in force on a day, and what the rule is on that day: 草稿, 尚未施行, 现行, 已废止."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import Protocol, TypeVar


class RuleState(StrEnum):
    """What a rule is on a day."""

    IN_FORCE = "现行"
    COMING = "尚未施行"
    DRAFT = "草稿"
    ENDED = "已废止"

    @property
    def code(self) -> str:
        """Its name in an address."""
        return self.name.lower()


class DatedVersion(Protocol):
    """What is asked of a version; ``valid_from`` is None for a draft."""

    @property
    def number(self) -> int:
        """第几版."""

    @property
    def issued_on(self) -> date | None:
        """The day of its publication; None of a draft."""

    @property
    def valid_from(self) -> date | None:
        """From which day on it is in force."""

    @property
    def valid_to(self) -> date | None:
        """The last day on which it is in force; None where none is set."""


Version = TypeVar("Version", bound=DatedVersion)


def in_force_on(versions: Iterable[Version], day: date, abolished_on: date | None = None) -> Version | None:
    """The published version in force on the day, or None: a later one replaces an earlier from its first day on.

    A rule abolished on a day is in force on none from then on; a version whose time has run out gives the word to no
    earlier one.
    """
    if abolished_on and abolished_on <= day:
        return None
    begun = [each for each in versions if each.issued_on and each.valid_from and each.valid_from <= day]
    latest = max(begun, key=lambda each: (each.valid_from or day, each.number), default=None)
    has_run_out = latest is not None and latest.valid_to is not None and latest.valid_to < day
    return None if has_run_out else latest


def state_on(
    versions: Iterable[DatedVersion], day: date, *, issued_on: date | None, abolished_on: date | None
) -> RuleState:
    """What the rule is on the day. One of which no text is on record is in force from the day of its issue on."""
    published = [each for each in versions if each.issued_on and each.valid_from]
    if abolished_on and abolished_on <= day:
        return RuleState.ENDED
    if not published:
        if issued_on is None:
            return RuleState.DRAFT
        return RuleState.IN_FORCE if issued_on <= day else RuleState.COMING
    if in_force_on(published, day):
        return RuleState.IN_FORCE
    has_begun = any(each.valid_from and each.valid_from <= day for each in published)
    return RuleState.ENDED if has_begun else RuleState.COMING
