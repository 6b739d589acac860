"""Reads of compensation."""

from antu.compensation.selectors.estimates import (
    DayEstimate,
    PackChoice,
    assumed_signing_day,
    choose_pack,
    estimate,
    estimate_or_refusal,
    estimates_by_tier,
)
from antu.compensation.selectors.register import RegisterOwed, SubjectOwed, register_owed
from antu.compensation.selectors.trials import Trial, try_household
from antu.compensation.selectors.versions import (
    Comparison,
    compare_determinations,
    recomputed,
    standing_determination,
    standing_determinations,
)

__all__ = [
    "Comparison",
    "DayEstimate",
    "PackChoice",
    "RegisterOwed",
    "SubjectOwed",
    "Trial",
    "assumed_signing_day",
    "choose_pack",
    "compare_determinations",
    "estimate",
    "estimate_or_refusal",
    "estimates_by_tier",
    "recomputed",
    "register_owed",
    "standing_determination",
    "standing_determinations",
    "try_household",
]
