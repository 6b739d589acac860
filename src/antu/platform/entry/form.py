"""A form: sections of fields, grids of rows, what is wrong, and where it goes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from antu.kernel.errors import Problem
from antu.platform.entry.fields import EntryField
from antu.platform.entry.grid import EntryGrid, EntryRow


class FieldPlace(NamedTuple):
    """Where on the form a problem stands: a field, or a grid's row and column; ``field`` empty means the whole row."""

    field: str
    grid: str = ""
    row: str = ""


@dataclass(frozen=True, slots=True)
class EntrySection:
    """Fields that belong together, under a heading; one without a title has no frame."""

    title: str
    fields: tuple[EntryField, ...]
    help: str = ""


@dataclass(frozen=True, slots=True)
class ListedProblem:
    """One line of the list on top; ``anchor`` is the id of the field that it leads to, empty when there is none.

    ``line`` is that of a long text.
    """

    message: str
    anchor: str = ""
    line: int | None = None


@dataclass(frozen=True, slots=True)
class EntryForm:
    """All that ``antu/entry_form.html`` draws. ``key`` sets its ids apart from another form's on the same page.

    ``closing`` sections stand after the grids: what is said last, such as the reason of a change.

    ``version`` is sent back as it came, for optimistic locking. ``is_compact``: fields and button stand in one line.
    """

    sections: tuple[EntrySection, ...] = ()
    grids: tuple[EntryGrid, ...] = ()
    problems: tuple[ListedProblem, ...] = ()
    action: str = ""
    submit_label: str = "保存"
    cancel_url: str = ""
    version: str = ""
    key: str = "form"
    is_compact: bool = False
    closing: tuple[EntrySection, ...] = ()

    def all_fields(self) -> Iterator[EntryField]:
        """The fields outside the grids."""
        for section in (*self.sections, *self.closing):
            yield from section.fields

    @property
    def takes_files(self) -> bool:
        """Whether a file is sent with it."""
        return any(field.kind == "file" for field in self.all_fields())

    def with_problems(
        self, problems: Iterable[Problem], place: Callable[[Problem], FieldPlace | None] | None = None
    ) -> EntryForm:
        """The form with each problem beside its field and listed on top; ``place`` finds the field, else its column.

        Without ``place`` a problem belongs to the field whose name or label its ``where`` gives as ``column``.
        """
        form = self
        for problem in problems:
            where = place(problem) if place else form._column_of(problem)
            line = problem.where.get("line")
            form = form._with_problem(problem.message, where, line if isinstance(line, int) else None)
        return form

    def _column_of(self, problem: Problem) -> FieldPlace | None:
        column = problem.where.get("column")
        found = (field.name for field in self.all_fields() if column in {field.name, field.label})
        return next((FieldPlace(name) for name in found), None)

    def _with_problem(self, message: str, where: FieldPlace | None, line: int | None) -> EntryForm:
        anchor = self._anchor(where) if where else ""
        listed = replace(self, problems=(*self.problems, ListedProblem(message, anchor, line)))
        if where is None:
            return listed
        if where.grid:
            return replace(listed, grids=tuple(_grid_with(grid, where, message) for grid in self.grids))
        sections, closing = (_sections_with(each, where.field, message) for each in (self.sections, self.closing))
        return replace(listed, sections=sections, closing=closing)

    def _anchor(self, where: FieldPlace) -> str:
        if not where.grid:
            return f"{self.key}-{where.field}"
        grid = next(grid for grid in self.grids if grid.key == where.grid)
        return f"{where.grid}-{where.row}-{where.field or grid.columns[0].name}"


def simple_form(*fields: EntryField, action: str, submit_label: str, key: str = "form") -> EntryForm:
    """A form of a few fields in one line, with its button."""
    return EntryForm((EntrySection("", fields),), action=action, submit_label=submit_label, key=key, is_compact=True)


def _sections_with(sections: tuple[EntrySection, ...], name: str, message: str) -> tuple[EntrySection, ...]:
    return tuple(replace(each, fields=_fields_with(each.fields, name, message)) for each in sections)


def _fields_with(fields: tuple[EntryField, ...], name: str, message: str) -> tuple[EntryField, ...]:
    return tuple(replace(field, errors=(*field.errors, message)) if field.name == name else field for field in fields)


def _grid_with(grid: EntryGrid, where: FieldPlace, message: str) -> EntryGrid:
    if grid.key != where.grid:
        return grid
    return replace(grid, rows=tuple(_row_with(row, where, message) for row in grid.rows))


def _row_with(row: EntryRow, where: FieldPlace, message: str) -> EntryRow:
    if row.key != where.row:
        return row
    if not where.field:
        return replace(row, errors=(*row.errors, message))
    return replace(row, fields=_fields_with(row.fields, where.field, message))
