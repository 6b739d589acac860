"""What of a workbook its layouts do not know, and what it may mean, the likeliest first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

from antu.kernel.text import comparable, header_without_brackets, text_form
from antu.platform.workbook.cells import as_text, is_empty
from antu.platform.workbook.headers import HEADER_ROWS, find_header
from antu.platform.workbook.layout import Column, SheetLayout
from antu.platform.workbook.reading import match_sheets
from antu.platform.workbook.source import RawRow, Sheet, Workbook
from antu.platform.workbook.taught import UsedName, used_names

SAMPLES: Final = 3
SAMPLED_ROWS: Final = 200
SAMPLE_HEADERS: Final = 8
LIKE: Final = 0.5
"""From this likeness on a name is offered as likely."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a name may mean: a field or a sheet by its key, what it is called, whether the file needs it, how alike."""

    key: str
    label: str
    is_needed: bool
    likeness: float

    @property
    def is_likely(self) -> bool:
        """Whether it is offered first."""
        return self.likeness >= LIKE


@dataclass(frozen=True, slots=True)
class Unmatched:
    """A name of the file that nothing is known by: a header of ``sheet``, or a sheet's title where that is empty.

    ``samples`` are a column's first values, or a sheet's first headers. ``meanings`` are those that the file lacks yet.
    ``rows`` are a sheet's filled rows below its likely header.
    """

    sheet: str
    typed: str
    samples: tuple[str, ...]
    meanings: tuple[Meaning, ...]
    rows: int = 0


def unmatched_names(
    workbook: Workbook, layouts: tuple[SheetLayout, ...], ignored: frozenset[str], needed: Iterable[str] = ()
) -> tuple[Unmatched, ...]:
    """Sheets that no layout knows, then headers of those that one knows; ``needed`` are sheets no file may lack."""
    found, _ = match_sheets(workbook, layouts, ignored)
    return (
        *_sheets(workbook, layouts, ignored, frozenset(needed)),
        *(each for layout in layouts if layout.name in found for each in _columns(found[layout.name], layout)),
    )


def _sheets(
    workbook: Workbook, layouts: tuple[SheetLayout, ...], ignored: frozenset[str], needed: frozenset[str]
) -> Iterator[Unmatched]:
    found, _ = match_sheets(workbook, layouts, ignored)
    missing = [layout for layout in layouts if layout.name not in found]
    known = {title for layout in layouts for title in layout.names} | ignored
    for sheet in workbook.sheets:
        if comparable(sheet.name) in known:
            continue
        meanings = (
            Meaning(layout.name, layout.name, layout.name in needed, _sheet_likeness(sheet, layout))
            for layout in missing
        )
        samples = tuple(_headers(sheet)[:SAMPLE_HEADERS])
        rows = sum(not all(map(is_empty, row)) for row in sheet.rows[_likely_header(sheet) :])
        yield Unmatched("", sheet.name, samples, _in_order(meanings), rows)


def _columns(sheet: Sheet, layout: SheetLayout) -> Iterator[Unmatched]:
    header = find_header(sheet, layout)
    row = header.row or _likely_header(sheet)
    texts = _texts(sheet.rows[row - 1]) if row else {}
    known = {place: column for place, text in texts.items() if (column := layout.column_under(text))}
    unknown = header.unknown if header.row else [place for place in texts if place not in known]
    fields = header.fields | {column.field for column in known.values()}
    missing = [column for column in layout.columns if column.field not in fields]
    for place in unknown:
        typed = texts[place]
        meanings = (
            Meaning(column.field, column.header, column.required, _likeness(typed, _names_of(column)))
            for column in missing
        )
        yield Unmatched(layout.name, typed, _values(sheet.rows[row : row + SAMPLED_ROWS], place), _in_order(meanings))


def _names_of(column: Column) -> tuple[str, ...]:
    return (column.header, *column.also)


def _in_order(meanings: Iterable[Meaning]) -> tuple[Meaning, ...]:
    return tuple(sorted(meanings, key=lambda each: (not each.is_likely, -each.likeness if each.is_likely else 0)))


def _likeness(typed: str, names: Sequence[str]) -> float:
    plain = header_without_brackets(typed)
    return max(SequenceMatcher(None, plain, header_without_brackets(name)).ratio() for name in names)


def _sheet_likeness(sheet: Sheet, layout: SheetLayout) -> float:
    """By the title, or by the share of the sheet's headers that the layout knows."""
    headers = _headers(sheet)
    known = sum(layout.column_under(header) is not None for header in headers)
    of_headers = known / len(headers) if headers else 0
    return max(of_headers, _likeness(sheet.name, (layout.name, *layout.also)))


def _likely_header(sheet: Sheet) -> int:
    """The number of the fullest of the top rows, the first of equal ones; 0 for a sheet without rows."""
    filled = [len(_texts(row)) for row in sheet.rows[:HEADER_ROWS]]
    return filled.index(max(filled)) + 1 if filled else 0


def _headers(sheet: Sheet) -> list[str]:
    row = _likely_header(sheet)
    return list(_texts(sheet.rows[row - 1]).values()) if row else []


def _texts(row: RawRow) -> dict[int, str]:
    """The row's texts by their place."""
    return {place: text for place, raw in enumerate(row) if not is_empty(raw) and (text := text_form(as_text(raw)))}


def _values(rows: Sequence[RawRow], place: int) -> tuple[str, ...]:
    filled = (row[place] for row in rows if place < len(row) and not is_empty(row[place]))
    texts = dict.fromkeys(text_form(as_text(raw)) for raw in filled)
    return tuple(list(texts)[:SAMPLES])


@dataclass(frozen=True, slots=True)
class Naming:
    """By which taught names a file was read, and the names by which nothing is known."""

    used: tuple[UsedName, ...] = ()
    unmatched: tuple[Unmatched, ...] = ()


def naming_of(
    workbook: Workbook, layouts: tuple[SheetLayout, ...], ignored: frozenset[str], needed: Iterable[str] = ()
) -> Naming:
    """How the file calls its sheets and columns, as :func:`unmatched_names` is asked."""
    found, _ = match_sheets(workbook, layouts, ignored)
    return Naming(tuple(used_names(found, layouts)), unmatched_names(workbook, layouts, ignored, needed))
