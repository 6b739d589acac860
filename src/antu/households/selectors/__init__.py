"""Reads of the register."""

from antu.households.selectors.facts import facts_of
from antu.households.selectors.records import RecordedRegisters
from antu.households.selectors.subjects import project_row, subject_of, whole_households

__all__ = ["RecordedRegisters", "facts_of", "project_row", "subject_of", "whole_households"]
