"""A household's register as its page shows it: the sheets of the register workbook under the project's pack.

Required columns stand by themselves; what else is recorded of a row is gathered in one column, so that a person with 27
columns still fits a line. Identity numbers, accounts and telephones are masked unless the post may see them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from antu.households.domain.columns import SHEETS
from antu.households.domain.layout import PROJECT_SHEET, SUBJECT_SHEET, register_layout
from antu.households.models import ExtraRow, Household
from antu.kernel.identity import mask_account, mask_id_number, mask_phone
from antu.platform.display import Cell, Column, Fact, Kind, Row, Table, marks
from antu.platform.links import record_url
from antu.platform.models import RecordedRow
from antu.platform.wording import UNKNOWN, day_text, joined, m2_text, number_text, yes_or_no
from antu.platform.workbook import Column as RegisterColumn
from antu.platform.workbook import ColumnType, SheetLayout
from antu.policy import Pack

#: The children of a household, by the sheet in which a row of each stands.
CHILDREN: Final[Mapping[str, str]] = {
    "person": "people",
    "building": "buildings",
    "decoration": "decorations",
    "fixture": "fixtures",
    "crop": "crops",
    "grave": "graves",
    "parcel": "parcels",
}
Form = Callable[[RegisterColumn, Any, bool], str]
_IN_OWN_COLUMN: Final = frozenset({"id_number", "unit"})
_NOT_SHOWN: Final = frozenset({"household", "kind", "head_name", "signed_on", "vacated_on", "status"})
AS_WRITTEN: Final = "台账里填写的状态，仅供对照；户的状态由签约、腾地等有日期的事件得出"
_REST: Final = Column("其他登记", kind=Kind.LONG)


@dataclass(frozen=True, slots=True)
class RegisterTable:
    """One sheet of the register about one household."""

    key: str
    title: str
    table: Table


def layouts_under(pack: Pack | None) -> Mapping[str, SheetLayout]:
    """The sheets of the register under the pack; the register's own columns where the project has none."""
    return {key: sheet.layout for key, sheet in register_layout(pack).sheets.items()} if pack else SHEETS


def household_facts(household: Household, layout: SheetLayout, *, in_clear: bool) -> list[Fact]:
    """What is recorded of the household itself, where there is anything."""
    shown = (column for column in layout.columns if column.field not in _NOT_SHOWN)
    texts = ((_label(column), value_text(column, value_of(household, column), in_clear=in_clear)) for column in shown)
    facts = [Fact(label, Cell(text)) for label, text in texts if text != UNKNOWN]
    written = layout.by_field["status"].label_of(household.status_written)
    return [*facts, Fact("台账所写状态", Cell(written, title=AS_WRITTEN))] if written else facts


def _label(column: RegisterColumn) -> str:
    return f"{column.header}（{column.unit}）" if column.unit else column.header


def register_tables(
    household: Household, layouts: Mapping[str, SheetLayout], *, in_clear: bool
) -> Iterator[RegisterTable]:
    """People and property, one table a sheet; sheets without rows are left out."""
    for key, rows in _rows_by_sheet(household, layouts).items():
        if rows:
            yield RegisterTable(key, layouts[key].name, _table(rows, layouts[key], in_clear=in_clear))


def _rows_by_sheet(household: Household, layouts: Mapping[str, SheetLayout]) -> dict[str, list[RecordedRow]]:
    extra: dict[str, list[RecordedRow]] = defaultdict(list)
    for row in household.extra_rows.standing():
        extra[row.table].append(row)
    sheets = [key for key in layouts if key not in {PROJECT_SHEET, SUBJECT_SHEET}]
    return {
        key: list(getattr(household, CHILDREN[key]).standing()) if key in CHILDREN else extra[key] for key in sheets
    }


def _table(rows: Iterable[RecordedRow], layout: SheetLayout, *, in_clear: bool) -> Table:
    columns = [column for column in layout.columns if column.field != SUBJECT_SHEET]
    own = [column for column in columns if column.required or column.field in _IN_OWN_COLUMN]
    rest = [column for column in columns if column not in own]
    shown = tuple(Column(column.header, column.unit, _kind(column)) for column in own)
    return Table((*shown, _REST), [_row(row, own, rest, in_clear=in_clear) for row in rows], caption=layout.name)


def _row(row: RecordedRow, own: list[RegisterColumn], rest: list[RegisterColumn], *, in_clear: bool) -> Row:
    cells = [Cell(value_text(column, value_of(row, column), in_clear=in_clear)) for column in own]
    first = Cell(cells[0].text, url=record_url(row), chips=marks(is_sample=row.is_sample))
    return Row((first, *cells[1:], Cell(_rest_text(row, rest, in_clear=in_clear))))


def _rest_text(row: RecordedRow, columns: Iterable[RegisterColumn], *, in_clear: bool) -> str:
    """The columns that say something: a mark that holds by its name alone, others with their value."""
    said = ((column, value_of(row, column)) for column in columns)
    telling = ((column, value) for column, value in said if value not in (None, "", column.default))
    return joined(_said(column, value, in_clear=in_clear) for column, value in telling)


def _said(column: RegisterColumn, value: Any, *, in_clear: bool) -> str:
    if column.type is ColumnType.BOOL:
        return column.header if value else f"{column.header}：否"
    return f"{column.header} {value_text(column, value, in_clear=in_clear)}{column.unit}"


def value_of(row: RecordedRow, column: RegisterColumn) -> Any:
    """What the register or, for a column that only the pack has, its ``extra`` keeps under this column."""
    name = "no" if column.field == "id" else column.field
    has_column = name in ("no", "note") if isinstance(row, ExtraRow) else hasattr(row, name)
    return getattr(row, name) if has_column else row.extra.get(name)  # type: ignore[attr-defined]


def value_text(column: RegisterColumn, value: Any, *, in_clear: bool) -> str:
    """The value as its column's type is read."""
    if value is None or value == "":
        return UNKNOWN
    form: Form = _FORMS.get(column.type, _as_it_is)
    return form(column, value, in_clear)


def _as_it_is(_column: RegisterColumn, value: Any, _in_clear: bool) -> str:  # noqa: FBT001 - one shape for all forms
    return str(value)


_FORMS: Final[Mapping[ColumnType, Form]] = {
    ColumnType.ID: lambda _column, value, in_clear: value if in_clear else mask_id_number(value),
    ColumnType.ACCOUNT: lambda _column, value, in_clear: value if in_clear else mask_account(value),
    ColumnType.PHONE: lambda _column, value, in_clear: value if in_clear else mask_phone(value),
    ColumnType.CHOICE: lambda column, value, _in_clear: column.label_of(value),
    ColumnType.BOOL: lambda _column, value, _in_clear: yes_or_no(value),
    ColumnType.DATE: lambda _column, value, _in_clear: value if isinstance(value, str) else day_text(value),
    ColumnType.AREA: lambda _column, value, _in_clear: value if isinstance(value, str) else m2_text(value),
    ColumnType.QUANTITY: lambda _column, value, _in_clear: value if isinstance(value, str) else number_text(value),
}


def _kind(column: RegisterColumn) -> Kind:
    return Kind.NUMBER if column.type.is_number else Kind.TEXT
