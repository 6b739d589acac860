"""How pages name and colour the rungs of the ladder, and what nobody wrote, for the lists and charts of all rooms."""

from __future__ import annotations

from typing import Final

from antu.households.domain.state import HouseholdState
from antu.platform.display import Tone

RUNGS: Final = (
    (HouseholdState.UNSIGNED, "未签约", Tone.DUE),
    (HouseholdState.SIGNED, "已签约未交房", Tone.GOING),
    (HouseholdState.VACATED, "已交房", Tone.DONE),
)
#: What a filter by rung calls all that have signed, and how it reads.
SIGNED_AT_ALL: Final = ("signed-at-all", "已签约（含已交房）")
#: The two on which a household remains.
REMAINING_RUNGS: Final = RUNGS[:2]
#: What a filter by town, village or cadre calls the households of which the register names none, and how it reads.
UNNAMED: Final = "-"
UNNAMED_LABEL: Final = "（未填）"
