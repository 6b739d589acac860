"""What a room declares of one sheet of the district workbook."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db.models import Q

from antu.kernel.errors import Problem
from antu.platform.exchange.columns import REMARKS
from antu.platform.models import RecordedRow
from antu.platform.workbook import Column, SheetLayout, SheetReading

Values = dict[str, Any]
"""What a row gives, by the model's attribute names, as the model keeps it."""


@dataclass(frozen=True, slots=True)
class Reference:
    """Columns that name a row of another sheet: 项目名称 a project, 年度 and 版本 a plan version.

    ``attribute`` is the foreign key that keeps it, ``fields`` the columns, ``model`` what they name. An optional one
    may be empty.
    """

    attribute: str
    fields: tuple[str, ...]
    model: type[RecordedRow]


@dataclass(frozen=True, slots=True)
class Matches:
    """The primary key that each row (by number) means, where it is on record, and rows that cannot be told apart."""

    by_row: Mapping[int, int]
    problems: tuple[Problem, ...] = ()


Rule = Callable[[SheetReading], Iterable[Problem]]
"""A rule between cells or rows; it leaves alone what could not be read."""


def as_given(_row: RecordedRow, values: Values) -> Values:
    """Keep what the row gives."""
    return values


@dataclass(frozen=True)
class DistrictSheet:
    """One sheet: its name and columns, the model that keeps its rows, and what makes two rows the same.

    ``identity`` names the model's attributes that a row is known by, the last one being where a second such row is
    reported; ``match`` replaces the search by identity where more is needed. ``known_by`` are the groups of fields by
    which other sheets name a row of this one, the stronger first. ``adapt`` sees the record as it stands and what the
    row gives, and says what shall be kept. ``exported`` are the rows that leave in an export. 示例 and 作废 are
    added to every sheet.
    """

    name: str
    model: type[RecordedRow]
    columns: tuple[Column, ...]
    identity: tuple[str, ...]
    references: tuple[Reference, ...] = ()
    known_by: tuple[tuple[str, ...], ...] = ()
    rules: tuple[Rule, ...] = ()
    match: Callable[[SheetReading], Matches] | None = None
    adapt: Callable[[Any, Values], Values] = as_given
    also: tuple[str, ...] = field(default=())
    exported: Q = field(default_factory=Q)

    @cached_property
    def layout(self) -> SheetLayout:
        """The sheet as the workbook reader wants it."""
        return SheetLayout(self.name, (*self.columns, *REMARKS), self.also)

    @cached_property
    def reference_by_attribute(self) -> Mapping[str, Reference]:
        """The references by their foreign key."""
        return {reference.attribute: reference for reference in self.references}

    @cached_property
    def kept_fields(self) -> tuple[str, ...]:
        """The columns that the model keeps under the same name, so all but the names of other rows."""
        naming = {field for reference in self.references for field in reference.fields}
        return tuple(column.field for column in self.layout.columns if column.field not in naming)
