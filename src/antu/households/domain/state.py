"""A household's rung on the ladder, from its dated events. Records give two rungs today; more come with their rooms."""

from __future__ import annotations

from datetime import date
from enum import StrEnum


class HouseholdState(StrEnum):
    """The highest rung reached."""

    UNSIGNED = "未签约"
    SIGNED = "已签约"
    VACATED = "已交房"

    @property
    def code(self) -> str:
        """The state as URLs and columns name it."""
        return self.name.lower()


def household_state(signed_on: date | None, vacated_on: date | None) -> HouseholdState:
    """The state that the days of signing and vacating give; vacating counts whatever came before."""
    if vacated_on:
        return HouseholdState.VACATED
    return HouseholdState.SIGNED if signed_on else HouseholdState.UNSIGNED
