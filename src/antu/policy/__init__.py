"""Compensation regulations as data: packs loaded, facts read, subjects computed to the fen and explained to the clause.

Pure: no Django, no clock, no files beyond a pack's own.
"""

from antu.policy.computation import DerivedValue, Line, MemberDecision, PackRef, Trace
from antu.policy.compute import Computation, compute
from antu.policy.facts import Facts, check_facts, read_facts
from antu.policy.faults import BadFacts, PackError
from antu.policy.load import load_pack
from antu.policy.pack import Pack
from antu.policy.schema import Choice, ColumnType, FactColumn, FactSchema, FactTable, UnitFrom
from antu.policy.settlement_columns import SETTLEMENT_COLUMNS
from antu.policy.sheet import sheet_text
from antu.policy.shelf import PackShelf, shipped_shelf

__all__ = [
    "SETTLEMENT_COLUMNS",
    "BadFacts",
    "Choice",
    "ColumnType",
    "Computation",
    "DerivedValue",
    "FactColumn",
    "FactSchema",
    "FactTable",
    "Facts",
    "Line",
    "MemberDecision",
    "Pack",
    "PackError",
    "PackRef",
    "PackShelf",
    "Trace",
    "UnitFrom",
    "check_facts",
    "compute",
    "load_pack",
    "read_facts",
    "sheet_text",
    "shipped_shelf",
]
