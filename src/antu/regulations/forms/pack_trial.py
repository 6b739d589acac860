"""The form that a pack asks its facts with: a section for each single row, a grid for each table of rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from antu.kernel.errors import Problem
from antu.platform.entry import (
    EntryField,
    EntryForm,
    EntryGrid,
    EntrySection,
    FieldKind,
    FieldPlace,
    Option,
    read_fields,
    read_grid,
)
from antu.platform.workbook.dates import written_day
from antu.policy import ColumnType, FactColumn, FactTable, Pack
from antu.policy.cases import Case

FORM: Final = "pack-trial"
_KINDS: Final[Mapping[ColumnType, FieldKind]] = {
    ColumnType.CHOICE: "choice",
    ColumnType.DATE: "date",
    ColumnType.DECIMAL: "number",
    ColumnType.INTEGER: "number",
    ColumnType.BOOLEAN: "bool",
}
_ID: Final = "id"
Document = dict[str, Any]


def trial_form(pack: Pack, case: Case | None, action: str) -> EntryForm:
    """The form, empty but for what the pack takes for given, or with the facts of a worked case."""
    facts: Mapping[str, Any] = case.facts if case else {}
    tables = pack.facts.tables.values()
    sections = tuple(_section(table, facts.get(table.name)) for table in tables if table.is_single)
    grids = tuple(_grid(table, facts.get(table.name)) for table in tables if not table.is_single)
    return EntryForm(sections, grids, action=action, submit_label="试算", key=FORM)


def _section(table: FactTable, row: object) -> EntrySection:
    known = row if isinstance(row, Mapping) else None
    fields = tuple(_field(table, column, known) for column in table.columns.values())
    return EntrySection(table.label, fields)


def _field(table: FactTable, column: FactColumn, row: Mapping[str, Any] | None) -> EntryField:
    value = _text(row[column.name]) if row and column.name in row else _default(column)
    return replace(_pattern(column), name=f"{table.name}__{column.name}", value=value)


def _pattern(column: FactColumn) -> EntryField:
    return EntryField(
        column.name,
        column.label,
        _KINDS.get(column.type, "text"),
        unit=column.unit,
        is_required=column.required and column.name != _ID,
        options=tuple(Option(choice.code, choice.label) for choice in column.choices),
        is_summed=False,
    )


def _grid(table: FactTable, rows: object) -> EntryGrid:
    columns = tuple(_pattern(column) for column in table.columns.values())
    grid = EntryGrid(table.name, table.label, columns, blank_rows=2, may_withdraw=False, help="编号可以不填；空行不算")
    given: Iterable[Any] = rows if isinstance(rows, Sequence) and not isinstance(rows, str) else ()
    texts = ({name: _text(value) for name, value in row.items()} for row in given if isinstance(row, Mapping))
    return replace(grid, rows=tuple(grid.row(f"n{number}", each, is_new=True) for number, each in enumerate(texts, 1)))


def _default(column: FactColumn) -> str:
    return "" if column.default is None else _text(column.default)


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    return "" if value is None else str(value)


def typed_document(pack: Pack, form: EntryForm, post: Mapping[str, str]) -> Document:
    """What was typed as the document that ``compute`` reads; what cannot be read stays as typed, to be refused."""
    fields = read_fields(post, form)
    document: Document = {}
    for table in pack.facts.tables.values():
        if table.is_single:
            texts = {name: fields.get(f"{table.name}__{name}", "") for name in table.columns}
            document[table.name] = _row(table, texts, table.label)
    for grid in form.grids:
        table, typed = pack.facts.tables[grid.key], read_grid(post, grid)
        document[table.name] = [
            _row(table, each.texts, str(number)) for number, each in enumerate(_standing(typed), start=1)
        ]
    return document


def _standing(typed: Iterable[Any]) -> Iterator[Any]:
    return (each for each in typed if not each.is_withdrawn)


def _row(table: FactTable, texts: Mapping[str, str], key: str) -> dict[str, object]:
    row = {name: _value(column, texts.get(name, "")) for name, column in table.columns.items()}
    if _ID in row and row[_ID] is None:
        row[_ID] = key
    return {name: value for name, value in row.items() if value is not None}


def _value(column: FactColumn, text: str) -> object:
    if not text:
        return None
    if column.type is ColumnType.BOOLEAN:
        return {"是": True, "否": False}.get(text, text)
    if column.type is ColumnType.CHOICE:
        return next((each.code for each in column.choices if text in {each.code, each.label}), text)
    day = written_day(text) if column.type is ColumnType.DATE else None
    return day.isoformat() if day else text


def place_of(form: EntryForm, document: Document, post: Mapping[str, str], problem: Problem) -> FieldPlace | None:
    """Where on the form a problem of the facts stands."""
    table, row, column = (problem.where.get(name) for name in ("table", "row", "column"))
    if not isinstance(table, str):
        return None
    grid = next((each for each in form.grids if each.key == table), None)
    if grid is None:
        name = f"{table}__{column}"
        return FieldPlace(name) if any(field.name == name for field in form.all_fields()) else None
    keys = [each.key for each in _standing(read_grid(post, grid))]
    ids = [str(each.get(_ID)) for each in document.get(table, ())]
    at = ids.index(str(row)) if str(row) in ids else row - 1 if isinstance(row, int) else len(keys)
    if not 0 <= at < len(keys):
        return None
    names = {each.name for each in grid.columns}
    return FieldPlace(str(column) if column in names else "", grid.key, keys[at])
