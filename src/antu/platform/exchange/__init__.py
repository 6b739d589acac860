"""The district workbook: sheets that rooms contribute, read into records and written back.

A room lists its sheets in ``contributions/sheets.py``::

    SHEETS = (DistrictSheet("培训", TrainingSession, columns=(day("日期", "on", required=True), …), identity=("on",)),)
"""

from antu.platform.exchange.columns import (
    area,
    area_unit,
    choice,
    code,
    count,
    day,
    mark,
    money,
    name,
    text,
    whole,
    year,
)
from antu.platform.exchange.exporting import export_district
from antu.platform.exchange.importing import district_layouts, import_district
from antu.platform.exchange.lock import wait_for_other_imports
from antu.platform.exchange.outcome import (
    FOR_GOOD,
    Effect,
    ImportMode,
    ImportOutcome,
    MovedAmount,
    OutcomeRow,
    RowEffect,
    RowProblems,
    RowVerdict,
    SheetCount,
)
from antu.platform.exchange.recognising import recognised
from antu.platform.exchange.rules import keeps_the_decimals_of_its_unit
from antu.platform.exchange.sheet import DistrictSheet, Matches, Reference, Values

__all__ = [
    "FOR_GOOD",
    "DistrictSheet",
    "Effect",
    "ImportMode",
    "ImportOutcome",
    "Matches",
    "MovedAmount",
    "OutcomeRow",
    "Reference",
    "RowEffect",
    "RowProblems",
    "RowVerdict",
    "SheetCount",
    "Values",
    "area",
    "area_unit",
    "choice",
    "code",
    "count",
    "day",
    "district_layouts",
    "export_district",
    "import_district",
    "keeps_the_decimals_of_its_unit",
    "mark",
    "money",
    "name",
    "recognised",
    "text",
    "wait_for_other_imports",
    "whole",
    "year",
]
