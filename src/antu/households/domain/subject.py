"""A subject with all its rows, as typed values: what an import gives, what is saved, what facts are made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from antu.platform.workbook import Value

Values = Mapping[str, Value]
"""Typed values by ``field`` of the page 台账; of a pack's own columns by the name of the fact."""


@dataclass(frozen=True, slots=True)
class Child:
    """A row that a subject owns: its 编号, its row in the sheet, the register's fields, the pack's own."""

    no: str
    row: int | None
    values: Values
    extra: Values = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Subject:
    """A household or a collective (户, 村/组集体) and the rows that it owns.

    ``children`` are by what a row describes: ``person``, ``building``, ``decoration``, ``fixture``, ``crop``,
    ``grave``, ``parcel``, or the name of a table that only the pack has. ``row`` is None, and ``values`` and ``extra``
    are empty, for a registered subject of which a workbook brings rows but not its own. A subject that was typed on a
    page stands in no file: its ``row`` is None too.
    """

    code: str
    row: int | None
    values: Values
    extra: Values = field(default_factory=dict)
    children: Mapping[str, tuple[Child, ...]] = field(default_factory=dict)

    @property
    def has_own_row(self) -> bool:
        """Whether the subject itself was given, and not only rows that it owns."""
        return bool(self.values)

    @property
    def kind(self) -> str:
        """``household`` or ``collective``; empty where it could not be read."""
        return str(self.values.get("kind") or "")

    @property
    def row_count(self) -> int:
        """How many rows were given of it."""
        return self.has_own_row + sum(map(len, self.children.values()))

    def of(self, key: str) -> tuple[Child, ...]:
        """The rows of one kind that the subject owns."""
        return self.children.get(key, ())


@dataclass(frozen=True, slots=True)
class ProjectRow:
    """The project of a register: the row of its sheet 项目."""

    row: int | None
    values: Values
    extra: Values = field(default_factory=dict)


def updated(known: Subject, new: Subject) -> Subject:
    """A registered subject after an import: rows that the import doesn't have stay as they are, after the others."""
    keys = [*new.children, *(key for key in known.children if key not in new.children)]
    children = {
        key: (*new.of(key), *(child for child in known.of(key) if child.no not in {own.no for own in new.of(key)}))
        for key in keys
    }
    if not new.has_own_row:
        return replace(known, children=children)
    return replace(new, children=children)
