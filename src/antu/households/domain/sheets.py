"""The sheets of one register workbook, read and not yet judged: what the rules between cells look at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from antu.households.domain.known import Holding, KnownProject, KnownRegister
from antu.households.domain.layout import PROJECT_SHEET, SUBJECT_SHEET, RegisterLayout
from antu.households.domain.subject import Child, Subject
from antu.kernel.errors import Problem
from antu.platform.workbook import HEAD_RULES, Row, SheetReading

WITH_ID = (SUBJECT_SHEET, "person")
"""Sheets with identity numbers."""
HOUSEHOLD, COLLECTIVE = "household", "collective"


@dataclass(frozen=True)
class RegisterSheets:
    """The readings of the sheets that are there, by what their rows describe, and what the records know of them."""

    layout: RegisterLayout
    readings: Mapping[str, SheetReading]
    records: KnownRegister
    known_project: KnownProject | None = None
    known: Mapping[str, Subject] = field(default_factory=dict)
    children: dict[tuple[str, int], Child] = field(default_factory=dict, init=False, compare=False)

    @cached_property
    def project(self) -> Row | None:
        """The first row of 项目."""
        return next(iter(self.rows(PROJECT_SHEET)), None)

    @cached_property
    def subjects(self) -> Mapping[str, Row]:
        """The rows of 户 by 户编号; of a number given twice, the first."""
        found: dict[str, Row] = {}
        for row in self.rows(SUBJECT_SHEET):
            if code := subject_code(row):
                found.setdefault(code, row)
        return found

    def has_column(self, key: str, field_name: str) -> bool:
        """Whether the sheet and this column of it are there, once: only then can its cells be compared at all."""
        reading = self.readings.get(key)
        if reading is None or reading.header_row is None:
            return False
        header = reading.layout.by_field[field_name].header
        return not any(problem.where["column"] == header and problem.rule in HEAD_RULES for problem in reading.errors)

    def rows(self, key: str) -> tuple[Row, ...]:
        """The rows of a sheet, bad ones included; none where the sheet isn't there."""
        return self.readings[key].rows if key in self.readings else ()

    def owned(self) -> Iterator[tuple[str, Row]]:
        """All rows that name a subject as their owner, with what they describe."""
        for key in self.readings:
            if key not in {PROJECT_SHEET, SUBJECT_SHEET}:
                for row in self.rows(key):
                    yield key, row

    @cached_property
    def held_by_number(self) -> Mapping[str, list[Holding]]:
        """Who is recorded with an identity number of the file."""
        held: dict[str, list[Holding]] = {}
        numbers = {text(row, "id_number") for key in WITH_ID for row in self.rows(key)}
        for holding in self.records.id_numbers(numbers - {""}):
            held.setdefault(holding.number, []).append(holding)
        return held

    def kind_of(self, code: str) -> str | None:
        """The kind of a subject by the file, else by the records; None where neither can be read."""
        if code in self.subjects:
            row = self.subjects[code]
            return str(row.values["kind"]) if row.readable("kind") else None
        return self.known[code].kind if code in self.known else None

    @property
    def asks_for_people(self) -> bool:
        """Whether the pack reads people, so that a household without any is one that misses them."""
        facts = (fact for table in self.layout.pack.facts.tables.values() for fact in table.columns.values())
        return any(fact.source.startswith("person.") for fact in facts)

    def header(self, key: str, field_name: str) -> str:
        """The canonical header of a field."""
        return self.layout.sheets[key].layout.by_field[field_name].header

    def label(self, key: str, field_name: str, code: str) -> str:
        """The label of a choice code in a field's list."""
        return self.layout.sheets[key].layout.by_field[field_name].label_of(code)

    def problem(self, key: str, row: Row, field_name: str, rule: str, message: str) -> Problem:
        """A problem at a cell."""
        return self.readings[key].problem(row, field_name, rule, message)


def subject_code(row: Row) -> str:
    """The 户编号 of a row; empty where it is missing or cannot be read."""
    return str(row.values.get("household") or "")


def text(row: Row, field_name: str) -> str:
    """The text of a cell that was given and could be read, else empty."""
    return str(row.values[field_name]) if row.has(field_name) else ""
