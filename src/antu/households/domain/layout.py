"""The register workbook under one pack: the register's own columns, what the pack changes of them, what it adds.

Source: the page of the register workbook (台账), and a pack's ``facts.yaml``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from antu.households.domain.columns import EVERY_PACK_READS, REQUIRED_WHERE_READ, ROW_KEYS, SHEETS
from antu.kernel.errors import BadInput, Problem
from antu.kernel.text import comparable
from antu.platform.workbook import NOTHING_TAUGHT, Choice, Column, ColumnType, SheetLayout, TaughtNames, Value
from antu.policy import Pack
from antu.policy.rates import RateTable
from antu.policy.schema import EXTRA, PROJECT, REGISTER, SUBJECT, FactColumn, FactTable
from antu.policy.schema import Choice as FactChoice
from antu.policy.schema import ColumnType as FactType

PROJECT_SHEET, SUBJECT_SHEET = "project", "household"

_REGISTER_DECIDES = frozenset({"household.kind", "household.signed_on"})
"""Fields whose need and default are the register's: an unsigned subject is registered, and 户 goes without saying."""

_TYPES = {
    FactType.TEXT: ColumnType.TEXT,
    FactType.CHOICE: ColumnType.CHOICE,
    FactType.DATE: ColumnType.DATE,
    FactType.DECIMAL: ColumnType.NUMBER,
    FactType.INTEGER: ColumnType.INTEGER,
    FactType.BOOLEAN: ColumnType.BOOL,
}


@dataclass(frozen=True)
class RegisterSheet:
    """One sheet of the register under a pack.

    ``key`` is what a row describes: ``project``, ``household``, ``person`` … or the pack's own table. ``extras`` are
    the fields that only the pack has, ``printed`` the headers of an empty workbook where the pack has other words.
    """

    key: str
    layout: SheetLayout
    extras: frozenset[str]
    printed: Mapping[str, str]


@dataclass(frozen=True)
class RegisterLayout:
    """All sheets of the register workbook under a pack, in canonical order, by what a row of each describes."""

    pack: Pack
    sheets: Mapping[str, RegisterSheet]

    @property
    def layouts(self) -> tuple[SheetLayout, ...]:
        """The layouts of the sheets, in order."""
        return tuple(sheet.layout for sheet in self.sheets.values())

    def field_of(self, table: FactTable, fact: FactColumn) -> tuple[str, str]:
        """The sheet and field in which a fact stands."""
        if fact.source == EXTRA:
            return sheet_of(table), fact.name
        sheet, _, field = fact.source.partition(".")
        return sheet, field


def register_layout(pack: Pack, names: TaughtNames = NOTHING_TAUGHT) -> RegisterLayout:
    """The register workbook of a project under the pack, as an office that taught these names writes it."""
    own = {sheet_of(table): table for table in pack.facts.tables.values()}
    read = {name for name, table in own.items() if table.source == REGISTER} | set(EVERY_PACK_READS)
    sheets = {name: _register_sheet(name, pack) for name in SHEETS if name in read}
    extra = {name: _own_sheet(name, table, pack) for name, table in own.items() if name not in SHEETS}
    _refuse_taken_sheets(sheets, extra, pack)
    taught = {name: replace(sheet, layout=names.applied_to(sheet.layout)) for name, sheet in (sheets | extra).items()}
    return RegisterLayout(pack, taught)


def sheet_of(table: FactTable) -> str:
    """The sheet in which the rows of a fact table stand; its own name where the register has no such sheet."""
    if table.name in {PROJECT, SUBJECT}:
        return PROJECT_SHEET if table.name == PROJECT else SUBJECT_SHEET
    sources = (fact.source.partition(".")[0] for fact in table.columns.values() if fact.source != EXTRA)
    return next(sources, table.name)


def _register_sheet(key: str, pack: Pack) -> RegisterSheet:
    layout = SHEETS[key]
    facts = {fact.source: fact for fact in _facts_of(key, pack)}
    columns = tuple(_adapted(column, key, facts.get(f"{key}.{column.field}"), pack) for column in layout.columns)
    known = {header for column in layout.columns for header in (column.header, *column.also)}
    extras = tuple(_own_column(fact) for fact in _facts_of(key, pack) if fact.source == EXTRA and fact.name != "id")
    _refuse_clash(layout.name, columns, extras, pack)
    printed = {
        source.partition(".")[2]: fact.header
        for source, fact in facts.items()
        if source != EXTRA and fact.header not in known
    }
    return RegisterSheet(
        key,
        replace(layout, columns=_before_note(_with_units(columns), extras)),
        frozenset(column.field for column in extras),
        printed,
    )


def _refuse_taken_sheets(sheets: Mapping[str, RegisterSheet], extra: Mapping[str, RegisterSheet], pack: Pack) -> None:
    """A pack's own sheet may not be called as one of the register that the pack reads."""
    taken = {name for sheet in sheets.values() for name in (sheet.layout.name, *sheet.layout.also)}
    for key, sheet in extra.items():
        if (name := sheet.layout.name) in taken:
            what = f"办法 {pack.name} 自带的表 {key} 的工作表「{name}」是台账自己的；请在 facts.yaml 里换一个 sheet"
            raise BadInput(Problem("R-PACK-LAYOUT", what, {"sheet": name}))


def _refuse_clash(name: str, own: Iterable[Column], extras: Iterable[Column], pack: Pack) -> None:
    """A pack's own column may not be called as a column that the register has: nobody could tell which is meant."""
    headers = {header for column in own for header in (column.header, *column.also)}
    taken = [f"{column.header}（{column.field}）" for column in extras if column.header in headers]
    if taken:
        columns = "、".join(taken)
        what = f"办法 {pack.name} 自带的列{columns}与「{name}」表已有的列同名；请在 facts.yaml 里换一个 label 或 header"
        raise BadInput(Problem("R-PACK-LAYOUT", what, {"sheet": name}))


def _facts_of(key: str, pack: Pack) -> Iterator[FactColumn]:
    for table in pack.facts.tables.values():
        if sheet_of(table) == key:
            yield from table.columns.values()


def _adapted(column: Column, key: str, fact: FactColumn | None, pack: Pack) -> Column:
    """A column of the register as the pack has it: its choices, units, need, default, bounds and further headers."""
    source = f"{key}.{column.field}"
    if fact is None:
        is_listless = column.type is ColumnType.CHOICE and not column.choices  # only other packs have the list
        kept = replace(column, type=ColumnType.TEXT) if is_listless else column
        return replace(kept, required=column.required and source not in REQUIRED_WHERE_READ)
    adapted = replace(
        column,
        also=(*column.also, fact.header, *fact.also),
        choices=_joined(fact.choices, column.choices),
        units=_units(fact, pack),
        unit_of=_unit_field(fact, key, pack),
        minimum=fact.minimum,
        minimum_exclusive=fact.minimum_exclusive,
        maximum=fact.maximum,
        integer_digits=min(column.integer_digits, fact.digits - fact.decimals),
    )
    if source in _REGISTER_DECIDES:
        return adapted
    required = column.required or fact.required
    default = fact.default if column.default is None or fact.type is FactType.CHOICE else column.default
    return replace(adapted, required=required, default=None if required else default)


def _joined(choices: tuple[FactChoice, ...], own: tuple[Choice, ...]) -> tuple[Choice, ...]:
    """The pack's choices; a word of the register's own list is accepted too unless the pack means another by it."""
    taken = {comparable(word) for choice in choices for word in (choice.code, choice.label, *choice.also)}
    words = {choice.code: (choice.label, *choice.also) for choice in own}
    return tuple(
        Choice(
            choice.code,
            choice.label,
            (*choice.also, *(word for word in words.get(choice.code, ()) if comparable(word) not in taken)),
        )
        for choice in choices
    )


def _units(fact: FactColumn, pack: Pack) -> Mapping[str, str]:
    rates = pack.rates.get(fact.unit_from.table) if fact.unit_from else None
    return {key[0]: row.unit for key, row in rates.rows.items()} if isinstance(rates, RateTable) else {}


def _unit_field(fact: FactColumn, key: str, pack: Pack) -> str:
    if fact.unit_from is None:
        return ""
    by = next(column for column in _facts_of(key, pack) if column.name == fact.unit_from.by)
    return by.name if by.source == EXTRA else by.source.partition(".")[2]


def _with_units(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """The columns of a sheet, its column of units bound to the same choice as its quantity."""
    bound = next((column for column in columns if column.unit_of), None)
    if bound is None:
        return columns
    return tuple(
        replace(column, unit_of=bound.unit_of, units=bound.units) if column.type is ColumnType.UNIT else column
        for column in columns
    )


def _before_note(columns: tuple[Column, ...], extras: tuple[Column, ...]) -> tuple[Column, ...]:
    return (*columns[:-1], *extras, columns[-1])


def _own_column(fact: FactColumn) -> Column:
    """A column that only the pack has."""
    return Column(
        header=fact.header,
        field=fact.name,
        type=_TYPES[fact.type],
        required=fact.required,
        default=_default(fact),
        choices=_joined(fact.choices, ()),
        also=(fact.label, *fact.also),
        unit=fact.unit,
        decimals=fact.workbook_decimals,
        minimum=fact.minimum,
        minimum_exclusive=fact.minimum_exclusive,
        maximum=fact.maximum,
        integer_digits=fact.digits - fact.decimals,
    )


def _default(fact: FactColumn) -> Value:
    if fact.type is FactType.INTEGER and isinstance(fact.default, Decimal):
        return int(fact.default)
    return fact.default


def _own_sheet(key: str, table: FactTable, pack: Pack) -> RegisterSheet:
    """A sheet that only the pack has: 户编号, 编号, then the pack's columns."""
    household, no = ROW_KEYS
    if "id" in table.columns:
        no = replace(no, header=table.columns["id"].header, also=(*no.also, no.header, *table.columns["id"].also))
    facts = [fact for fact in table.columns.values() if fact.name != "id"]
    columns = tuple(
        replace(_own_column(fact), units=_units(fact, pack), unit_of=fact.unit_from.by if fact.unit_from else "")
        for fact in facts
    )
    _refuse_clash(table.sheet, (household, no), columns, pack)
    layout = SheetLayout(
        table.sheet, (household, no, *columns), (table.label, *table.also), SHEETS[SUBJECT_SHEET].label_fields
    )
    return RegisterSheet(key, layout, frozenset(column.field for column in columns), {})
