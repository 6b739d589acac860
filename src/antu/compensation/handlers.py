"""What this room does when registers change."""

from __future__ import annotations

from antu.compensation.services import determine_recorded
from antu.households.events import HouseholdsRecorded
from antu.platform.events import hears


@hears(HouseholdsRecorded)
def determine_what_was_recorded(event: HouseholdsRecorded) -> None:
    """Signed subjects are determined in the transaction that recorded them."""
    determine_recorded(event)
