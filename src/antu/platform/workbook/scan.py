"""What python-calamine doesn't tell of a worksheet: how far it reaches, merges, errors, formulas never calculated."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import IO
from xml.parsers import expat

from antu.platform.workbook.cells import Fault
from antu.platform.workbook.package import local, parse

_REFERENCE = re.compile(r"\$?([A-Z]{1,7})\$?(\d{1,9})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged range; rows and columns as in Excel, from 1, both ends inside."""

    first_row: int
    last_row: int
    first_column: int
    last_column: int

    @property
    def runs_down(self) -> bool:
        """Whether it covers several rows of one column."""
        return self.first_column == self.last_column and self.first_row < self.last_row


@dataclass(slots=True)
class Scan:
    """The findings of one worksheet: the last filled row and column, its merges, its faults by (row, column).

    ``has_marks`` says that a cell may be a mark (TRUE, FALSE), which Python takes for equal to 1 and 0.
    """

    last_row: int = 0
    last_column: int = 0
    merges: list[Merge] = field(default_factory=list)
    faults: dict[tuple[int, int], Fault] = field(default_factory=dict)
    has_marks: bool = True


@dataclass(slots=True)
class _Scanner:
    """Handlers that walk a worksheet's XML; a cell's text is gathered only where a fault may hide."""

    scan: Scan
    parser: expat.XMLParserType
    row: int = 0
    column: int = 0
    type: str = ""
    has_formula: bool = False
    is_filled: bool = False
    text: list[str] = field(default_factory=list)

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        match local(name):
            case "c":
                self._begin_cell(attributes)
            case "row":
                self.row = int(attributes.get("r", self.row + 1))
                self.column = 0
            case "f":
                self.has_formula = True
            case "v":
                self.is_filled = True
                if self.has_formula or self.type == "e":
                    self.parser.CharacterDataHandler = self.text.append
            case "is":
                self.is_filled = True
            case "mergeCell":
                self._note_merge(attributes.get("ref", ""))

    def end(self, name: str) -> None:
        match local(name):
            case "v":
                self.parser.CharacterDataHandler = None
            case "c":
                self._end_cell()

    def _begin_cell(self, attributes: Mapping[str, str]) -> None:
        reference = _REFERENCE.fullmatch(attributes.get("r", ""))
        if reference:
            self.column, self.row = column_number(reference[1]), int(reference[2])
        else:
            self.column += 1
        self.type = attributes.get("t", "n")
        self.has_formula = self.is_filled = False
        self.text.clear()

    def _end_cell(self) -> None:
        if not (self.is_filled or self.has_formula):
            return
        self.scan.last_row = max(self.scan.last_row, self.row)
        self.scan.last_column = max(self.scan.last_column, self.column)
        value = "".join(self.text).strip()
        if self.type == "e":
            self.scan.faults[self.row, self.column] = Fault(value or "#VALUE!")
        elif self.has_formula and not value and self.type != "str":  # an empty text is a value that a formula may give
            self.scan.faults[self.row, self.column] = Fault()

    def _note_merge(self, reference: str) -> None:
        ends = [_REFERENCE.fullmatch(end) for end in reference.split(":")]
        if len(ends) == 2 and ends[0] and ends[1]:  # noqa: PLR2004 - a range has two ends
            (first, last) = ((column_number(end[1]), int(end[2])) for end in ends if end)
            self.scan.merges.append(Merge(first[1], last[1], first[0], last[0]))


def scan_sheet(stream: IO[bytes]) -> Scan:
    """The findings of a worksheet's XML; expat's error when it isn't well-formed."""
    scan = Scan()

    def prepare(parser: expat.XMLParserType) -> None:
        scanner = _Scanner(scan, parser)
        parser.StartElementHandler = scanner.start
        parser.EndElementHandler = scanner.end

    parse(stream, prepare)
    return scan


def column_number(letters: str) -> int:
    """The number of a column named by letters: A is 1, AA is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
