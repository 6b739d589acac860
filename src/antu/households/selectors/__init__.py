"""Reads of the register."""

from antu.households.selectors.facts import facts_of
from antu.households.selectors.records import RecordedRegisters
from antu.households.selectors.subjects import project_row, subject_of, whole_households
from antu.households.selectors.trial import TrialOffer, TriedHousehold

__all__ = [
    "RecordedRegisters",
    "TrialOffer",
    "TriedHousehold",
    "facts_of",
    "project_row",
    "subject_of",
    "whole_households",
]
