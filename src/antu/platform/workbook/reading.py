"""Reading a sheet by its layout: rows of typed values, errors and warnings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import compress, repeat

from antu.kernel.errors import Problem
from antu.kernel.text import comparable, nfkc, without_space
from antu.platform.workbook.cells import Raw, is_empty
from antu.platform.workbook.headers import Header, find_header, first_filled, is_serial_only
from antu.platform.workbook.layout import Column, SheetLayout, Value
from antu.platform.workbook.refusal import Refused, at
from antu.platform.workbook.source import RawRow, Sheet, Workbook
from antu.platform.workbook.values import CellReader, ReadCell

_LOST = ReadCell(None, is_given=False)  # of a column that could not be found, though it is needed
_TOTAL = re.compile(r"(?:本[页组村户])?(?:小计|合计|总计|累计):?")
_NOTE = re.compile(r"注:|说明:|填表人|制表人|制表日期|审核人|填报单位")


@dataclass(frozen=True, slots=True)
class Row:
    """One counted row: its number in Excel and its values by field.

    ``values`` has every field of the layout: None where a cell could not be read, the default where it was empty.
    ``given`` names the fields that were filled in, ``unread`` those whose cell was refused or whose column was missing
    or doubled though needed: a rule between cells leaves them alone.
    """

    number: int
    values: Mapping[str, Value]
    given: frozenset[str]
    unread: frozenset[str]

    def has(self, *fields: str) -> bool:
        """Whether all these cells were given and could be read."""
        for field in fields:  # noqa: SIM110 - asked a dozen times a row, and twice as quick as all()
            if field not in self.given or field in self.unread:
                return False
        return True

    def readable(self, *fields: str) -> bool:
        """Whether all these cells could be read, empty or not."""
        return not self.unread.intersection(fields)


@dataclass(frozen=True, slots=True)
class SheetReading:
    """What one sheet holds: its rows, bad ones included, and what is wrong with header and cells.

    ``title`` is the sheet's own in the workbook. ``is_refused`` says that the header has an error: all rows are
    rejected, though their cells were read.
    """

    layout: SheetLayout
    header_row: int | None
    rows: tuple[Row, ...]
    errors: tuple[Problem, ...]
    warnings: tuple[Problem, ...]
    is_refused: bool = False
    title: str = ""

    def problem(self, row: Row, field: str, rule: str, message: str) -> Problem:
        """A problem at a cell of this sheet, named by its canonical header."""
        return Problem(rule, message, at(self.layout.name, row.number, self.layout.by_field[field].header))


def read_sheet(sheet: Sheet, layout: SheetLayout) -> SheetReading:
    """Read all rows of the sheet by the layout; see the package's docstring for an example."""
    header = find_header(sheet, layout)
    if header.row is None:
        rows = tuple(Row(number, {}, frozenset(), frozenset(layout.by_field)) for number in _unheaded_rows(sheet))
        return SheetReading(layout, None, rows, header.errors, header.warnings, is_refused=True, title=sheet.name)
    lost = frozenset(
        str(field)
        for field, column in layout.by_field.items()
        if any(problem.where["column"] == column.header for problem in header.errors)
    )
    reader = _RowReader(sheet, layout, header, lost)
    rows = tuple(reader.rows())
    errors = (*header.errors, *reader.errors)
    return SheetReading(
        layout, header.row, rows, errors, header.warnings, is_refused=bool(header.errors), title=sheet.name
    )


def match_sheets(
    workbook: Workbook, layouts: tuple[SheetLayout, ...], ignored: frozenset[str] = frozenset()
) -> tuple[dict[str, Sheet], list[Problem]]:
    """The workbook's sheets by canonical name, and a warning for each that no layout knows and that is not ignored.

    Where two sheets mean the same, the one with the canonical name is read, else the first whose name was not taught;
    the other is warned of. ``ignored`` are comparable titles.
    """
    found: dict[str, Sheet] = {}
    for layout in layouts:
        meant = [sheet for sheet in workbook.sheets if comparable(sheet.name) in layout.names]
        meant.sort(key=lambda sheet: _strangeness(sheet, layout))
        if meant:
            found[layout.name] = meant[0]
    read = {sheet.name for sheet in found.values()}
    unknown = [
        Problem(
            "W-SHEET-UNKNOWN", f"不认识「{sheet.name}」这张表，或它与别的表重复，没有读入", at(sheet.name, None, None)
        )
        for sheet in workbook.sheets
        if sheet.name not in read and comparable(sheet.name) not in ignored
    ]
    return found, unknown


def _strangeness(sheet: Sheet, layout: SheetLayout) -> int:
    """0 by its canonical name, 1 by another, 2 by a taught one."""
    title = comparable(sheet.name)
    return 2 if title in layout.taught_titles else int(title != comparable(layout.name))


class _RowReader:
    """Reads the rows below a header, one column after the other, gathering the errors of their cells."""

    def __init__(self, sheet: Sheet, layout: SheetLayout, header: Header, lost: frozenset[str]) -> None:
        self.errors: list[Problem] = []
        self._sheet, self._layout, self._header, self._lost = sheet, layout, header, lost
        self._merged = dict(_merged_values(sheet, header.row or 0))

    def rows(self) -> Iterator[Row]:
        kept = list(self._kept())
        by_field: dict[str, list[ReadCell]] = {}
        for column in sorted(self._layout.columns, key=lambda column: bool(column.unit_of)):
            by_field[column.field] = self._cells(column, kept, by_field)
        numbers = [number for number, _ in kept]
        unread = self._refused(numbers, by_field)
        given = _FieldSets(by_field)
        values = ([cell.value for cell in cells] for cells in by_field.values())
        are_given = ([cell.is_given for cell in cells] for cells in by_field.values())
        for number, of_row, marks in zip(numbers, zip(*values, strict=True), zip(*are_given, strict=True), strict=True):
            yield Row(number, dict(zip(by_field, of_row, strict=True)), given[marks], unread.get(number, self._lost))

    def _kept(self) -> Iterator[tuple[int, RawRow]]:
        """The rows that are data, by their number."""
        first = (self._header.row or 0) + 1
        for number, cells in enumerate(self._sheet.rows[first - 1 :], start=first):
            if not is_serial_only(cells, self._header) and not self._is_remark(number, cells):
                yield number, cells

    def _is_remark(self, number: int, cells: RawRow) -> bool:
        first = first_filled(cells)
        return _is_note(first) or any(
            _is_total(raw) for raw in (first, *(self._raw(number, cells, field) for field in self._layout.label_fields))
        )

    def _raw(self, number: int, cells: RawRow, field: str) -> Raw:
        place = self._header.places.get(field)
        if place is None:
            return None
        own = cells[place] if place < len(cells) else None
        return self._merged.get((number, place + 1)) if own is None and self._merged else own

    def _cells(
        self, column: Column, kept: Sequence[tuple[int, RawRow]], by_field: Mapping[str, Sequence[ReadCell]]
    ) -> list[ReadCell]:
        """What came of the column's cells; where its unit goes by another column, that has been read before."""
        if column.field in self._lost:
            return [_LOST] * len(kept)
        raws = [self._raw(number, cells, column.field) for number, cells in kept]
        units: Iterable[str | None] = repeat(column.unit, len(kept))
        if column.unit_of:
            units = (
                None if cell.refusal or cell is _LOST else column.units.get(str(cell.value), "")
                for cell in by_field[column.unit_of]
            )
        return CellReader(column, self._sheet.date_base).read(raws, units)

    def _refused(
        self, numbers: Sequence[int], by_field: Mapping[str, Sequence[ReadCell]]
    ) -> Mapping[int, frozenset[str]]:
        """The fields without a value of each row with a refused cell; the errors go to the others, row by row."""
        found: dict[int, list[tuple[str, Refused]]] = {}
        for field, cells in by_field.items():
            for number, cell in zip(numbers, cells, strict=True):
                if cell.refusal:
                    found.setdefault(number, []).append((field, cell.refusal))
        for number in sorted(found):
            for field, refusal in found[number]:
                where = at(self._layout.name, number, self._layout.by_field[field].header)
                self.errors.append(Problem(refusal.rule, refusal.message, where))
        return {number: self._lost | {field for field, _ in refused} for number, refused in found.items()}


class _FieldSets(dict[tuple[bool, ...], frozenset[str]]):
    """The fields that are marked in a row, made once for each pattern of marks: a sheet has few."""

    def __init__(self, fields: Iterable[str]) -> None:
        super().__init__()
        self._fields = tuple(fields)

    def __missing__(self, marks: tuple[bool, ...]) -> frozenset[str]:
        fields = self[marks] = frozenset(compress(self._fields, marks))
        return fields


def _merged_values(sheet: Sheet, header_row: int) -> Iterator[tuple[tuple[int, int], Raw]]:
    """The value of each merge down one column, by the (row, column) of the cells it covers below the first."""
    for merge in sheet.merges:
        if not merge.runs_down or merge.first_row <= header_row or merge.first_row > len(sheet.rows):
            continue
        top = sheet.rows[merge.first_row - 1]
        value = top[merge.first_column - 1] if merge.first_column <= len(top) else None
        for number in range(merge.first_row + 1, min(merge.last_row, len(sheet.rows)) + 1):
            yield (number, merge.first_column), value


def _unheaded_rows(sheet: Sheet) -> Iterator[int]:
    """The rows of a sheet without a header that may be data: neither remarks nor lone cells such as titles."""
    for number, cells in enumerate(sheet.rows, start=1):
        filled = [raw for raw in cells if not is_empty(raw)]
        if len(filled) > 1 and not _is_note(filled[0]) and not any(_is_total(raw) for raw in filled):
            yield number


@lru_cache(maxsize=2**14)
def _is_total(raw: Raw) -> bool:
    return isinstance(raw, str) and bool(_TOTAL.fullmatch(without_space(nfkc(raw))))


@lru_cache(maxsize=2**14)
def _is_note(raw: Raw) -> bool:
    return isinstance(raw, str) and bool(_NOTE.match(without_space(nfkc(raw))))
