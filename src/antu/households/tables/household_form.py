"""A household as a form: its own fields in sections, people and property as grids, by the layout of the pack."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from django.urls import reverse

from antu.households.domain.completion import BY_PANEL
from antu.households.domain.layout import PROJECT_SHEET, SUBJECT_SHEET, RegisterLayout, RegisterSheet
from antu.households.domain.sheets import COLLECTIVE
from antu.households.domain.typed import TypedHousehold, TypedRow
from antu.households.selectors.written import Written
from antu.platform.entry import EntryField, EntryForm, EntryGrid, EntryRow, EntrySection, Option
from antu.platform.entry.by_column import KINDS
from antu.platform.workbook import Column, ColumnType
from antu.platform.workbook.texts import text_of

REASON: Final = "edit_reason"
BASE: Final = "edit_base"
"""The hidden field that keeps what the page showed, so that two edits can be joined."""
FORM_KEY: Final = "household-form"

#: Areas, money and counts; storeys and prices for each unit are not added up.
_ADDED: Final = frozenset({"㎡", "亩", "元", "座", "只"})
_SECTIONS: Final = (
    ("户主", ("household", "kind", "head_name", "id_number", "uscc", "phone")),
    ("坐落", ("town", "village", "group", "address")),
    (
        "安置和签约",
        ("mode", "signed_on", "vacated_on", "purchase_subsidy_claimed", "agreement_no", "officer"),
    ),
    ("收款账户", ("account_name", "bank", "account_no")),
    ("台账所写", ("status", "held_reason")),
)
_WITHIN: Final = {"village": "town", "group": "village"}
_NOT_OF_COLLECTIVE: Final = frozenset({"id_number", "mode", "purchase_subsidy_claimed"})
_NOT_OF_HOUSEHOLD: Final = frozenset({"uscc"})
_SHEETS_NOT_OF_COLLECTIVE: Final = frozenset({"person", "building", "decoration"})
_SHEETS_NOT_OF_HOUSEHOLD: Final = frozenset({"parcel"})
_BY_NUMBER: Final = {"sex", "born_on"}
"""Columns of people that the page fills in by the identity number."""


@dataclass(frozen=True, slots=True)
class FormOf:
    """What a form is drawn from: the texts, what is ``recorded`` (rows missing in the texts are drawn as withdrawn).

    ``written`` of other households of the project is offered again, and so are the ``towns`` of the project.
    """

    layout: RegisterLayout
    kind: str
    texts: TypedHousehold
    recorded: TypedHousehold
    is_new: bool
    needs_reason: bool
    base: str = ""
    reason: str = ""
    written: Sequence[Written] = ()
    towns: Sequence[str] = ()


def household_form(of: FormOf, *, action: str, cancel_url: str, version: str = "") -> EntryForm:
    """The whole form of one household."""
    return EntryForm(
        sections=tuple(_sections(of)),
        grids=tuple(_grids(of)),
        closing=(
            EntrySection("备注", tuple(_last_fields(of, of.layout.sheets[SUBJECT_SHEET].layout.by_field["note"]))),
        ),
        action=action,
        submit_label="登记这一户" if of.is_new else "保存更正",
        cancel_url=cancel_url,
        version=version,
        key=FORM_KEY,
    )


def _sections(of: FormOf) -> Iterator[EntrySection]:
    columns = of.layout.sheets[SUBJECT_SHEET].layout.by_field
    hidden = _NOT_OF_COLLECTIVE if of.kind == COLLECTIVE else _NOT_OF_HOUSEHOLD
    placed = {"note", *hidden}
    for title, names in _SECTIONS:
        shown = [columns[name] for name in names if name in columns and name not in hidden]
        placed.update(names)
        yield EntrySection(title, tuple(_own_field(of, column) for column in shown))
    rest = [column for name, column in columns.items() if name not in placed]
    if rest:
        yield EntrySection("办法所需的其他登记", tuple(_own_field(of, column) for column in rest))


def _own_field(of: FormOf, column: Column) -> EntryField:
    fixed = not of.is_new and column.field in {"household", "kind"}
    field = entry_field(column, of.texts.own.get(column.field, ""))
    is_id = column.field == "id_number" and of.kind != COLLECTIVE
    if fixed or column.field == "kind":
        return replace(field, is_read_only=True, help="")
    begins = of.is_new and column.field == "head_name" and not field.value
    return _with_written(of, replace(field, is_required=field.is_required or is_id, has_focus=begins))


def _with_written(of: FormOf, field: EntryField) -> EntryField:
    """Places and the cadre with what is written of them already; villages by town, groups by village."""
    if field.name == "town":
        return replace(field, options=_options([*of.towns, *(each.town for each in of.written)]))
    if field.name == "officer":
        return replace(field, options=_options(each.officer for each in of.written))
    above = _WITHIN.get(field.name)
    if above is None:
        return field
    inside: dict[str, list[str]] = {}
    for each in of.written:
        inside.setdefault(getattr(each, above), []).append(getattr(each, field.name))
    options_by = {Option(place, place): _options(names) for place, names in inside.items()}
    return replace(field, depends_on=above, options_by=options_by)


def _options(names: Iterable[str]) -> tuple[Option, ...]:
    return tuple(Option(name, name) for name in dict.fromkeys(names) if name)


def _last_fields(of: FormOf, note: Column) -> Iterator[EntryField]:
    yield replace(entry_field(note, of.texts.own.get("note", "")), kind="long")
    if not of.is_new:
        yield EntryField(
            REASON,
            "更正原因",
            value=of.reason,
            is_required=of.needs_reason,
            help="已签约：更正会形成新一版核定，原因印在核定版次里" if of.needs_reason else "记入日志；未签约可不填",
            length_max=200,
        )
    yield EntryField(BASE, "", "hidden", value=of.base)


def _grids(of: FormOf) -> Iterator[EntryGrid]:
    used = sheets_of(of.kind, of.layout.sheets)
    for key, sheet in of.layout.sheets.items():
        rows = (of.texts.of(key), of.recorded.of(key))
        if key in used or (key not in {PROJECT_SHEET, SUBJECT_SHEET} and any(rows)):
            yield _grid(key, sheet, *rows)


def sheets_of(kind: str, sheets: Iterable[str]) -> list[str]:
    """The sheets of people and property in which a subject of this kind is registered."""
    unused = _SHEETS_NOT_OF_COLLECTIVE if kind == COLLECTIVE else _SHEETS_NOT_OF_HOUSEHOLD
    return [key for key in sheets if key not in unused | {PROJECT_SHEET, SUBJECT_SHEET}]


def place_url(household: int, sheet: str = "") -> str:
    """The page that edits a household, at its table of this sheet (without one: at its own fields)."""
    return f"{reverse('household-edit', args=[household])}#{f'grid-{sheet}' if sheet else FORM_KEY}"


def _grid(key: str, sheet: RegisterSheet, typed: Sequence[TypedRow], recorded: Sequence[TypedRow]) -> EntryGrid:
    columns = tuple(_column(column) for column in sheet.layout.columns if column.field != "household")
    grid = EntryGrid(key, sheet.layout.name, columns, blank_rows=3 if key in {"person", "building", "fixture"} else 1)
    known = {row.key for row in recorded}
    kept = {row.key for row in typed}
    rows = [_row(grid, row, is_known=row.key in known) for row in typed]
    rows += [_row(grid, row, is_known=True, is_withdrawn=True) for row in recorded if row.key not in kept]
    return replace(grid, rows=tuple(rows))


def _row(grid: EntryGrid, row: TypedRow, *, is_known: bool, is_withdrawn: bool = False) -> EntryRow:
    drawn = grid.row(row.key, row.texts, is_new=not is_known, is_withdrawn=is_withdrawn)
    if not is_known:
        return drawn
    fixed = tuple(replace(field, is_read_only=True) if field.name == "id" else field for field in drawn.fields)
    return replace(drawn, fields=fixed)


def _column(column: Column) -> EntryField:
    field = entry_field(column)
    if column.field == "id":
        return replace(field, is_required=False, is_passed_by=True, help="留空即接着编号")
    if column.field in _BY_NUMBER:
        return replace(field, is_required=False, is_passed_by=True, help="留空即按身份证号")
    if column.field == BY_PANEL:
        return replace(field, is_read_only=True, help="由会审给出，这里不能改")
    return field


def entry_field(column: Column, value: str = "") -> EntryField:
    """A register column as a field: its type decides what is typed, its default stands in the empty field."""
    default = text_of(column.default)
    return EntryField(
        name=column.field,
        label=column.header,
        kind=KINDS.get(column.type, "text"),
        value=value,
        unit=column.unit,
        is_summed=column.unit in _ADDED,
        is_required=column.required,
        options=tuple(Option(choice.code, choice.label) for choice in column.choices),
        hint=f"留空即{column.label_of(default)}" if default else "",
        help=f"留空即「{column.label_of(default)}」" if default and column.type is ColumnType.CHOICE else "",
    )
