"""Fields of a form that are read as the columns of a workbook are: one rule for what is typed and what is imported."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from antu.platform.entry.fields import EntryField, FieldKind, Option
from antu.platform.workbook import Column, ColumnType

KINDS: Final[Mapping[ColumnType, FieldKind]] = {
    ColumnType.ID: "id",
    ColumnType.PHONE: "phone",
    ColumnType.ACCOUNT: "account",
    ColumnType.DATE: "date",
    ColumnType.CHOICE: "choice",
    ColumnType.BOOL: "bool",
    ColumnType.AREA: "number",
    ColumnType.QUANTITY: "number",
    ColumnType.NUMBER: "number",
    ColumnType.INTEGER: "number",
    ColumnType.MONEY: "money",
}
"""What is typed for a type of column; all others are texts."""


def field_of(column: Column, value: str = "") -> EntryField:
    """The field that is read by this column."""
    return EntryField(
        column.field,
        column.header,
        KINDS.get(column.type, "text"),
        value,
        unit=column.unit,
        is_required=column.required,
        options=tuple(Option(choice.code, choice.label) for choice in column.choices),
        length_max=column.length_max,
    )
