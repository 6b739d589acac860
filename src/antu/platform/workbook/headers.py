"""Finding the header row of a sheet and what its columns are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from antu.kernel.errors import Problem
from antu.kernel.text import header_form, text_form
from antu.platform.workbook.cells import Raw, as_text, is_empty
from antu.platform.workbook.layout import Column, SheetLayout
from antu.platform.workbook.refusal import at
from antu.platform.workbook.source import RawRow, Sheet

HEADER_ROWS = 20
"""Rows from the top in which a header is looked for; above it stand titles and 填报单位."""
RECOGNISED_MIN = 3
"""Columns that make a row the header (all of them where a sheet has fewer)."""

SERIAL_HEADER = "序号"


@dataclass(frozen=True, slots=True)
class Header:
    """The header row (None: there is none), the place of each column found once, counted from 0, and of 序号.

    ``fields`` are all that were found, also twice; ``unknown`` the places of headers that mean nothing.
    """

    row: int | None
    places: Mapping[str, int]
    serial_places: frozenset[int]
    errors: tuple[Problem, ...]
    warnings: tuple[Problem, ...]
    fields: frozenset[str] = frozenset()
    unknown: tuple[int, ...] = ()


def find_header(sheet: Sheet, layout: SheetLayout) -> Header:
    """The first row near the top in which three of the layout's columns are recognised, and what is wrong in it."""
    enough = min(RECOGNISED_MIN, len(layout.columns))
    for number, row in enumerate(sheet.rows[:HEADER_ROWS], start=1):
        found = _recognised(row, layout)
        if len({column.field for column in found.values()}) >= enough:
            return _header(number, row, found, layout)
    missing = f"「{layout.name}」表前 {HEADER_ROWS} 行里找不到表头；请按模板写上列名（至少 {enough} 列）"
    problem = Problem("R-HEAD-MISSING", missing, at(layout.name, None, None))
    return Header(None, {}, frozenset(), (problem,), ())


def recognised_headers(sheet: Sheet, layout: SheetLayout) -> int:
    """How many of the layout's columns the sheet's header has: how well the layout fits."""
    return len(find_header(sheet, layout).places)


def _recognised(row: RawRow, layout: SheetLayout) -> dict[int, Column]:
    columns = ((place, layout.column_under(as_text(raw))) for place, raw in enumerate(row) if not is_empty(raw))
    return {place: column for place, column in columns if column}


def _header(number: int, row: RawRow, found: Mapping[int, Column], layout: SheetLayout) -> Header:
    typed = {
        place: header for place, raw in enumerate(row) if not is_empty(raw) and (header := text_form(as_text(raw)))
    }
    yielding = _yielding(typed, found, layout)
    places: dict[str, list[int]] = {}
    for place, column in found.items():
        if place not in yielding:
            places.setdefault(column.field, []).append(place)
    serials = frozenset(place for place, header in typed.items() if header_form(header) == SERIAL_HEADER)
    errors = [
        problem
        for column in layout.columns
        if (problem := _head_problem(column, [typed[place] for place in places.get(column.field, ())], layout, number))
    ]
    unknown = [
        place
        for place, header in typed.items()
        if place not in found and place not in serials and header_form(header) not in layout.ignored_headers
    ]
    warnings = [
        *(
            Problem("W-HEAD-UNKNOWN", f"不认识「{name}」这一列，没有读入", at(layout.name, number, name))
            for name in map(typed.__getitem__, unknown)
        ),
        *(_gave_way(typed[place], found[place], layout, number) for place in yielding),
    ]
    once = {field: where[0] for field, where in places.items() if len(where) == 1}
    return Header(number, once, serials, tuple(errors), tuple(warnings), frozenset(places), tuple(unknown))


def _yielding(typed: Mapping[int, str], found: Mapping[int, Column], layout: SheetLayout) -> tuple[int, ...]:
    """The places of taught headers whose column stands in the row under a name of its own."""
    taught = {place for place in found if header_form(typed[place]) in layout.taught_headers}
    own = {column.field for place, column in found.items() if place not in taught}
    return tuple(place for place in sorted(taught) if found[place].field in own)


def _gave_way(header: str, column: Column, layout: SheetLayout, row: int) -> Problem:
    what = f"「{header}」记住的对应是「{column.header}」，这张表里已经有「{column.header}」，「{header}」没有读入"
    return Problem("W-HEAD-TAUGHT", what, at(layout.name, row, header))


def _head_problem(column: Column, typed: list[str], layout: SheetLayout, row: int) -> Problem | None:
    where = at(layout.name, row, column.header)
    if len(typed) > 1:
        listed = "、".join(f"「{header}」" for header in typed)
        return Problem("R-HEAD-DUPLICATE", f"{listed}都是「{column.header}」；请只留一列", where)
    if not typed and column.required:
        return Problem("R-HEAD-MISSING", f"缺少「{column.header}」这一列；它是必填的，请补上后再导入", where)
    return None


def is_serial_only(row: RawRow, header: Header) -> bool:
    """Whether a row has nothing but a 序号, or nothing at all."""
    return all(is_empty(raw) for place, raw in enumerate(row) if place not in header.serial_places)


def first_filled(row: RawRow) -> Raw:
    """The row's first cell that isn't empty."""
    return next((raw for raw in row if not is_empty(raw)), None)
