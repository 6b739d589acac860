"""Names of sheets and columns that an office taught: further synonyms, weaker than every name of the layout."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from antu.kernel.text import comparable, header_form, text_form
from antu.platform.workbook.cells import as_text
from antu.platform.workbook.headers import find_header
from antu.platform.workbook.layout import SheetLayout
from antu.platform.workbook.source import Sheet

IGNORED: Final = ""
"""What a name means that is known to be of no use."""


@dataclass(frozen=True, slots=True)
class TaughtNames:
    """What names mean, as :func:`name_form` compares them.

    ``sheets``: title → name of the sheet in its layout; ``columns``: (that name, header) → field. Each may be ignored.
    """

    sheets: Mapping[str, str] = field(default_factory=dict)
    columns: Mapping[tuple[str, str], str] = field(default_factory=dict)

    @property
    def ignored_sheets(self) -> frozenset[str]:
        """The titles of sheets of no use."""
        return frozenset(title for title, meant in self.sheets.items() if meant == IGNORED)

    def as_json(self) -> dict[str, list[list[str]]]:
        """To be kept with what was read by them."""
        columns = [[sheet, header, meant] for (sheet, header), meant in self.columns.items()]
        return {"sheets": [list(each) for each in self.sheets.items()], "columns": columns}

    @classmethod
    def from_json(cls, kept: Mapping[str, list[list[str]]]) -> TaughtNames:
        """As they were kept."""
        columns = {(sheet, header): meant for sheet, header, meant in kept["columns"]}
        return cls({title: meant for title, meant in kept["sheets"]}, columns)  # noqa: C416 - pairs as lists

    def applied_to(self, layout: SheetLayout) -> SheetLayout:
        """The layout with what was taught of it; a name that it knows already keeps its meaning."""
        titles = {title for title, meant in self.sheets.items() if meant == layout.name} - layout.names
        of_sheet = {header: meant for (sheet, header), meant in self.columns.items() if sheet == layout.name}
        headers = {
            header: meant
            for header, meant in of_sheet.items()
            if meant in layout.by_field and layout.column_under(header) is None
        }
        ignored = frozenset(header for header, meant in of_sheet.items() if meant == IGNORED)
        if not titles and not headers and not ignored:
            return layout
        columns = tuple(
            replace(
                column, also=(*column.also, *(header for header, meant in headers.items() if meant == column.field))
            )
            for column in layout.columns
        )
        return replace(
            layout,
            columns=columns,
            also=(*layout.also, *titles),
            taught_titles=frozenset(titles),
            taught_headers=frozenset(headers),
            ignored_headers=ignored,
        )


NOTHING_TAUGHT: Final = TaughtNames()


@dataclass(frozen=True, slots=True)
class UsedName:
    """A taught name that a file was read by: the sheet, the name as typed, the column meant (empty: the sheet)."""

    sheet: str
    typed: str
    column: str = ""

    def __str__(self) -> str:
        return (
            f"{self.sheet}「{self.typed}」→「{self.column}」" if self.column else f"表「{self.typed}」→「{self.sheet}」"
        )


def name_form(sheet: str, typed: str) -> str:
    """How a name is compared: a header of the sheet, or a sheet's title where there is none."""
    return header_form(typed) if sheet else comparable(typed)


def used_names(found: Mapping[str, Sheet], layouts: Iterable[SheetLayout]) -> Iterator[UsedName]:
    """The taught names by which the found sheets and their columns were known."""
    for layout in layouts:
        sheet = found.get(layout.name)
        if sheet is None:
            continue
        if comparable(sheet.name) in layout.taught_titles:
            yield UsedName(layout.name, sheet.name)
        header = find_header(sheet, layout) if layout.taught_headers else None
        if header is None or header.row is None:
            continue
        for meant, place in header.places.items():
            typed = text_form(as_text(sheet.rows[header.row - 1][place]))
            if header_form(typed) in layout.taught_headers:
                yield UsedName(layout.name, typed, layout.by_field[meant].header)
