"""What was typed, out of what the browser sent: nothing is parsed here, and nothing is lost."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from antu.platform.entry.fields import EntryField
from antu.platform.entry.form import EntryForm, EntrySection
from antu.platform.entry.grid import BLANK_ROWS, MORE_ROWS, WITHDRAWN, EntryGrid, EntryRow, TypedRow

_NEW_KEY: Final = re.compile(r"n\d+", re.ASCII)
_MORE: Final = "more-"


def read_grid(post: Mapping[str, str], grid: EntryGrid) -> list[TypedRow]:
    """The typed rows in their order on the page; a new row in which nothing was typed is left out."""
    names = {column.name for column in grid.columns} | {WITHDRAWN}
    rows: dict[str, dict[str, str]] = {}
    for name in post:
        key, row, column = _parts(name)
        if key == grid.key and column in names:
            rows.setdefault(row, {})[column] = post[name].strip()
    typed = (_typed_row(key, texts) for key, texts in rows.items())
    return [row for row in typed if not (row.is_new and row.is_blank)]


def _parts(name: str) -> tuple[str, str, str]:
    key, _, rest = name.partition("-")
    row, _, column = rest.rpartition("-")
    return key, row, column


def _typed_row(key: str, texts: Mapping[str, str]) -> TypedRow:
    own = {name: text for name, text in texts.items() if name != WITHDRAWN}
    return TypedRow(key, own, is_new=bool(_NEW_KEY.fullmatch(key)), is_withdrawn=bool(texts.get(WITHDRAWN)))


def read_fields(post: Mapping[str, str], form: EntryForm) -> dict[str, str]:
    """The typed text of each field, by its name; what may not be changed as it stands."""
    return {field.name: _typed(field, post).value for field in form.all_fields()}


def typed_again(form: EntryForm, post: Mapping[str, str]) -> EntryForm:
    """The form with all that was typed, to be drawn again: refused, in conflict, or only in want of more rows."""
    sections = tuple(_section_again(section, post) for section in form.sections)
    grids = tuple(_grid_again(grid, post) for grid in form.grids)
    closing = tuple(_section_again(section, post) for section in form.closing)
    return replace(form, sections=sections, grids=grids, closing=closing)


def asks_for_rows(post: Mapping[str, str]) -> bool:
    """Whether the form was only sent for more blank rows: nothing is to be saved."""
    return any(name.startswith(_MORE) for name in post)


def _section_again(section: EntrySection, post: Mapping[str, str]) -> EntrySection:
    return replace(section, fields=tuple(_typed(field, post) for field in section.fields))


def _typed(field: EntryField, post: Mapping[str, str]) -> EntryField:
    if field.is_read_only or field.name not in post:
        return field
    return replace(field, value=post[field.name].strip(), has_focus=False)


def _grid_again(grid: EntryGrid, post: Mapping[str, str]) -> EntryGrid:
    if not any(_parts(name)[0] == grid.key for name in post):
        return grid  # it was not on the page that was sent
    known = {row.key: row for row in grid.rows}
    rows = tuple(_row_again(grid, known.get(typed.key), typed) for typed in read_grid(post, grid))
    blank = MORE_ROWS + BLANK_ROWS if f"{_MORE}{grid.key}" in post else grid.blank_rows
    return replace(grid, rows=rows, blank_rows=blank)


def _row_again(grid: EntryGrid, known: EntryRow | None, typed: TypedRow) -> EntryRow:
    if known is None:
        return grid.row(typed.key, typed.texts, is_new=typed.is_new, is_withdrawn=typed.is_withdrawn)
    fields = tuple(
        field if field.is_read_only else replace(field, value=typed.texts.get(field.name, field.value))
        for field in known.fields
    )
    return replace(known, fields=fields, is_withdrawn=typed.is_withdrawn)
