"""From rows of the register to the facts of a pack (policy: "From rows to facts")."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from antu.households.domain.layout import SUBJECT_SHEET, sheet_of
from antu.households.domain.subject import Child, ProjectRow, Subject, Values
from antu.kernel.money import Money
from antu.platform.workbook import Value
from antu.platform.workbook.cells import plain
from antu.policy import Pack
from antu.policy.schema import EXTRA, PROJECT, FactColumn, FactTable


def facts_document(pack: Pack, project: ProjectRow, subject: Subject) -> dict[str, object]:
    """The facts of a subject in the form that the pack reads: each column from where the pack says it comes.

    Numbers travel as text, days in ISO form, marks as booleans; an empty value is left out, so that the pack's
    default or complaint stands. A table without rows is an empty list.
    """
    return {name: _table(table, project, subject) for name, table in pack.facts.tables.items()}


def _table(table: FactTable, project: ProjectRow, subject: Subject) -> object:
    sheet = sheet_of(table)
    if table.name == PROJECT:
        return _row(table, sheet, "", project.values, project.extra)
    if table.is_single:
        return _row(table, sheet, subject.code, subject.values, subject.extra)
    return [_child(table, sheet, child) for child in subject.of(sheet)]


def _child(table: FactTable, sheet: str, child: Child) -> dict[str, object]:
    return _row(table, sheet, child.no, child.values, child.extra)


def _row(table: FactTable, sheet: str, key: str, values: Values, extra: Values) -> dict[str, object]:
    own: Mapping[str, Value] = {**values, "household" if sheet == SUBJECT_SHEET else "id": key or None}
    written = {}
    for name, fact in table.columns.items():
        value = _value(fact, own, extra, key)
        if value is not None and value != "":
            written[name] = _written(value)
    return written


def _value(fact: FactColumn, values: Values, extra: Values, key: str) -> Value:
    if fact.source == EXTRA:
        return key if fact.name == "id" else extra.get(fact.name)
    return values.get(fact.source.partition(".")[2])


def _written(value: Value) -> object:
    match value:
        case Decimal():
            return plain(value)
        case date():
            return value.isoformat()
        case Money():
            return str(value)
        case _:
            return value
