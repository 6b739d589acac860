"""Every row of a district sheet with what comes of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from antu.platform.exchange.judging import Judgement
from antu.platform.exchange.outcome import OutcomeRow, RowEffect, RowProblems, RowVerdict
from antu.platform.exchange.sheet import DistrictSheet
from antu.platform.workbook import ColumnType, Row, SheetReading


def outcome_rows(
    sheet: DistrictSheet, reading: SheetReading, judgement: Judgement, effects: Mapping[int, RowEffect]
) -> Iterator[OutcomeRow]:
    """The rows in the order of the sheet."""
    errors, warnings = RowProblems(judgement.problems), RowProblems(reading.warnings)
    fields = _naming_fields(sheet)
    for row in reading.rows:
        reasons = errors.of(sheet.name, row.number)
        changes: tuple[str, ...] = ()
        if row.number in effects:
            did = effects[row.number]
            verdict, changes = RowVerdict(did.effect), did.changes
        elif reasons:
            verdict = RowVerdict.BAD
        else:
            verdict, reasons = RowVerdict.WITH_SHEET, ("本表的表头有错，整张表不导入",)
        about = " ".join(_words(sheet, row, fields))
        told = warnings.of(sheet.name, row.number)
        yield OutcomeRow(reading.title, row.number, about, verdict, reasons, told, changes)


def _naming_fields(sheet: DistrictSheet) -> tuple[str, ...]:
    """The columns by which people know a row: its name where it has one, else what tells it from the others."""
    if sheet.known_by:
        return sheet.known_by[0]
    references = sheet.reference_by_attribute
    parts = (references[name].fields if name in references else (name,) for name in sheet.identity)
    return tuple(field for part in parts for field in part)


def _words(sheet: DistrictSheet, row: Row, fields: tuple[str, ...]) -> Iterator[str]:
    for field in fields:
        value = row.values.get(field)
        if value not in {None, ""}:
            column = sheet.layout.by_field[field]
            yield column.label_of(str(value)) if column.type is ColumnType.CHOICE else str(value)
