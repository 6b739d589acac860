"""One household as typed on a page: read and judged by the very rules that read and judge a workbook.

Pure. Every column of the register layout has its text; each typed row becomes a row of its sheet, so that a problem
names sheet, row and column as an import does, and :meth:`TypedReading.field_of` leads it back to the field.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from antu.households.domain.judgement import judged
from antu.households.domain.known import KnownProject, KnownRegister
from antu.households.domain.layout import PROJECT_SHEET, SUBJECT_SHEET, RegisterLayout
from antu.households.domain.sheets import RegisterSheets
from antu.households.domain.subject import ProjectRow, Subject
from antu.kernel.errors import Problem
from antu.platform.workbook import Row, Sheet, SheetLayout, SheetReading, at, read_sheet
from antu.platform.workbook.cells import Raw, raw_cell

Texts = Mapping[str, str]
"""What was typed, by field of the sheet; a field that is missing was left empty."""

FIRST_ROW = 2
"""The sheet row of the first typed row: the header stands in row 1."""

_ROW_NAMED = re.compile(r"第 (\d+) 行")
_NUMBER = "第几行"
"""A header that no layout knows."""

HEAD = "head"
"""The key of the household's own row among typed rows."""


@dataclass(frozen=True, slots=True)
class TypedRow:
    """One row of a grid: ``key`` names it on the page (the row's record, or a new row's own key)."""

    key: str
    texts: Texts


@dataclass(frozen=True, slots=True)
class TypedHousehold:
    """All that was typed of one household: its own fields, and its rows by what they describe."""

    own: Texts
    rows: Mapping[str, tuple[TypedRow, ...]] = field(default_factory=dict)

    def of(self, key: str) -> tuple[TypedRow, ...]:
        """The typed rows of one kind."""
        return self.rows.get(key, ())


@dataclass(frozen=True, slots=True)
class TypedField:
    """A field on the page: what its row describes, the row's key, the field."""

    sheet: str
    row: str
    field: str


@dataclass(frozen=True, slots=True)
class TypedReading:
    """What typed texts say: the subject when nothing is refused, else None, and all errors and warnings."""

    layout: RegisterLayout
    typed: TypedHousehold
    subject: Subject | None
    errors: tuple[Problem, ...]
    warnings: tuple[Problem, ...]

    def own_problem(self, field_name: str, rule: str, message: str) -> Problem:
        """A problem at a field of the household itself."""
        layout = self.layout.sheets[SUBJECT_SHEET].layout
        return Problem(rule, message, at(layout.name, FIRST_ROW, layout.by_field[field_name].header))

    def field_of(self, problem: Problem) -> TypedField | None:
        """The field that the problem is about; None where it is about none (a row as a whole, the project)."""
        keys = {sheet.layout.name: key for key, sheet in self.layout.sheets.items()}
        key, row = keys.get(str(problem.where.get("sheet"))), problem.where.get("row")
        if key is None or not isinstance(row, int):
            return None
        columns = self.layout.sheets[key].layout.columns
        name = next((column.field for column in columns if column.header == problem.where.get("column")), "")
        return TypedField(key, self._row_key(key, row), name)

    def _row_key(self, key: str, row: int) -> str:
        place, rows = row - FIRST_ROW, self.typed.of(key)
        return rows[place].key if key != SUBJECT_SHEET and place < len(rows) else HEAD


def read_typed(
    layout: RegisterLayout,
    project: ProjectRow,
    known_project: KnownProject,
    typed: TypedHousehold,
    records: KnownRegister,
) -> TypedReading:
    """Judge one typed household as an import of these rows alone would be judged.

    All of its rows are taken to be typed: a recorded row that is not among them is being withdrawn. What is wrong with
    the project itself is not told here.
    """
    readings = dict(_readings(layout, typed))
    register = RegisterSheets(layout, {PROJECT_SHEET: _project_reading(layout, project), **readings}, records)
    register = replace(register, known_project=known_project)
    found = [problem for reading in readings.values() for problem in reading.errors]
    found += _skipped(readings[SUBJECT_SHEET])
    judgement = judged(register, found)
    own = layout.sheets[PROJECT_SHEET].layout.name
    told = (problem for problem in judgement.errors if problem.where.get("sheet") != own)
    errors = tuple(_by_number(problem, layout, typed) for problem in told)
    subject = next(iter(judgement.subjects), None) if not errors else None
    return TypedReading(layout, typed, subject, errors, judgement.warnings)


def _by_number(problem: Problem, layout: RegisterLayout, typed: TypedHousehold) -> Problem:
    """The problem with another row that it names called by its 编号: a page has no rows of Excel."""

    def number(found: re.Match[str]) -> str:
        keys = (key for key, sheet in layout.sheets.items() if sheet.layout.name == problem.where.get("sheet"))
        rows, place = typed.of(next(keys, "")), int(found[1]) - FIRST_ROW
        return f"「{rows[place].texts.get('id', '')}」这一行" if 0 <= place < len(rows) else found[0]

    return replace(problem, message=_ROW_NAMED.sub(number, problem.message))


def _readings(layout: RegisterLayout, typed: TypedHousehold) -> Iterator[tuple[str, SheetReading]]:
    code = typed.own.get("household", "")
    for key, sheet in layout.sheets.items():
        if key == SUBJECT_SHEET:
            yield key, _reading(sheet.layout, [typed.own])
        elif key != PROJECT_SHEET and (rows := typed.of(key)):
            yield key, _reading(sheet.layout, [{**row.texts, "household": code} for row in rows])


def _reading(layout: SheetLayout, rows: Iterable[Texts]) -> SheetReading:
    """The rows as a sheet. A number in front keeps a row that is empty, or looks like a remark, from being skipped."""
    headers: list[Raw] = [_NUMBER, *(column.header for column in layout.columns)]
    cells = [[str(n), *(raw_cell(row.get(c.field, "")) for c in layout.columns)] for n, row in enumerate(rows)]
    return read_sheet(Sheet(layout.name, [headers, *cells]), layout)


def _project_reading(layout: RegisterLayout, project: ProjectRow) -> SheetReading:
    """The recorded project as the sheet that the rules between cells look at."""
    sheet = layout.sheets[PROJECT_SHEET].layout
    recorded = {**project.values, **project.extra}
    values = {name: recorded.get(name) for name in sheet.by_field}
    given = frozenset(name for name, value in values.items() if value not in {None, ""})
    return SheetReading(sheet, 1, (Row(FIRST_ROW, values, given, frozenset()),), (), ())


def _skipped(own: SheetReading) -> Iterator[Problem]:
    """A workbook's sums are skipped by their 户编号; on a page such a number must not make the household vanish."""
    if not own.rows:
        header = own.layout.by_field["household"].header
        what = f"{header}不能写成「合计」「小计」之类；请改用别的编号"
        yield Problem("R-CHOICE", what, at(own.layout.name, FIRST_ROW, header))
