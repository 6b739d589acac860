"""Which rows of a sheet may go in: each row by itself, its names, and its likeness to other rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db.models import CharField

from antu.kernel.errors import Problem
from antu.kernel.text import entries
from antu.platform.exchange.lineage import descent
from antu.platform.exchange.names import Directory, Key, comparable_value
from antu.platform.exchange.sheet import DistrictSheet, Matches, Reference
from antu.platform.workbook import Row, SheetReading, one_per_cell


@dataclass(frozen=True, slots=True)
class Judgement:
    """The rows that go in, in the order to record them; by row number the records that they name and that they are."""

    accepted: tuple[Row, ...]
    problems: tuple[Problem, ...]
    references: Mapping[int, Mapping[str, int]] = field(default_factory=dict)
    on_record: Mapping[int, int] = field(default_factory=dict)


def judge(reading: SheetReading, sheet: DistrictSheet, directory: Directory) -> Judgement:
    """Judge all rows of a sheet; one bad row leaves the others alone."""
    references = {row.number: dict(_resolved(row, sheet, directory)) for row in reading.rows}
    matches = sheet.match(reading) if sheet.match else _by_identity(reading, sheet, references)
    problems = [
        *reading.errors,
        *_overlong(reading, sheet),
        *(problem for rule in sheet.rules for problem in rule(reading)),
        *matches.problems,
        *_orphans(reading, sheet, references),
    ]
    bad = {problem.where["row"] for problem in problems}
    fit = [] if reading.is_refused else [row for row in reading.rows if row.number not in bad]
    accepted, lost = _in_descent(fit, reading, sheet, directory)
    told = sorted(one_per_cell([*problems, *lost]), key=lambda problem: int(problem.where["row"] or 0))
    return Judgement(tuple(accepted), tuple(told), references, matches.by_row)


def name_key(row: Row, fields: tuple[str, ...]) -> Key:
    """The comparable values of these columns."""
    return tuple(comparable_value(row.values.get(field)) for field in fields)


def _resolved(row: Row, sheet: DistrictSheet, directory: Directory) -> Iterator[tuple[str, int]]:
    for reference in sheet.references:
        if reference.model is not sheet.model and row.has(*reference.fields):
            found = directory.find(reference.model, name_key(row, reference.fields))
            if found is not None:
                yield reference.attribute, found


def _overlong(reading: SheetReading, sheet: DistrictSheet) -> Iterator[Problem]:
    """Texts that are longer than the record holds; of a cell that lists several, each by itself."""
    for name in sheet.kept_fields:
        column = sheet.model._meta.get_field(name)
        lists = isinstance(column, ArrayField)
        column = column.base_field if isinstance(column, ArrayField) else column
        limit = column.max_length if isinstance(column, CharField) else None
        for row in reading.rows if limit else ():
            value = row.values.get(name)
            texts = (entries(value) if lists else [value]) if isinstance(value, str) else []
            longest = max(map(len, texts), default=0)
            if limit and longest > limit:
                header = sheet.layout.by_field[name].header
                yield reading.problem(row, name, "R-RANGE", f"{header}有 {longest} 个字，最多 {limit} 个；请缩短")


def _orphans(
    reading: SheetReading, sheet: DistrictSheet, references: Mapping[int, Mapping[str, int]]
) -> Iterator[Problem]:
    for row in reading.rows:
        for reference in sheet.references:
            is_own = reference.model is sheet.model
            if not is_own and row.has(*reference.fields) and reference.attribute not in references[row.number]:
                yield _orphan(reading, row, reference)


def _orphan(reading: SheetReading, row: Row, reference: Reference) -> Problem:
    named = " ".join(str(row.values[field]) for field in reference.fields)
    kind = reference.model._meta.verbose_name
    what = f"{kind}「{named}」在本文件和已有记录里都没有（或它所在的行有错）；请核对名称，或先把它登记上"
    return reading.problem(row, reference.fields[-1], "R-ORPHAN", what)


def _by_identity(reading: SheetReading, sheet: DistrictSheet, references: Mapping[int, Mapping[str, int]]) -> Matches:
    """Rows known by the sheet's identity; the later of two alike is refused."""
    on_record = {_record_key(record, sheet): record.pk for record in sheet.model.objects.all()}
    first_rows: dict[Key, int] = {}
    by_row: dict[int, int] = {}
    problems = []
    for row in reading.rows:
        key = _row_key(row, sheet, references[row.number])
        if key is None:
            continue
        if key in first_rows:
            what = f"与第 {first_rows[key]} 行是同一条记录；请只留一行"
            problems.append(reading.problem(row, _identity_column(sheet), "R-DUPLICATE", what))
        first_rows.setdefault(key, row.number)
        if key in on_record:
            by_row[row.number] = on_record[key]
    return Matches(by_row, tuple(problems))


def _identity_column(sheet: DistrictSheet) -> str:
    last = sheet.identity[-1]
    reference = sheet.reference_by_attribute.get(last)
    return reference.fields[-1] if reference else last


def _row_key(row: Row, sheet: DistrictSheet, resolved: Mapping[str, int]) -> Key | None:
    """What the row is known by; a name that means no record counts as it was typed; None where a part is missing."""
    parts: list[object] = []
    for attribute in sheet.identity:
        reference = sheet.reference_by_attribute.get(attribute)
        fields = reference.fields if reference else (attribute,)
        if not row.has(*fields):
            return None
        parts.append(resolved.get(attribute, name_key(row, fields)))
    return tuple(parts)


def _record_key(record: Any, sheet: DistrictSheet) -> Key:
    references = sheet.reference_by_attribute
    return tuple(
        getattr(record, f"{attribute}_id")
        if attribute in references
        else (comparable_value(getattr(record, attribute)),)
        for attribute in sheet.identity
    )


def _in_descent(
    rows: list[Row], reading: SheetReading, sheet: DistrictSheet, directory: Directory
) -> tuple[list[Row], list[Problem]]:
    """The rows ordered so that a row stands after the one above it; refusals of those that hang in the air."""
    own = next((reference for reference in sheet.references if reference.model is sheet.model), None)
    if own is None:
        return rows, []
    by_name = {name_key(row, sheet.known_by[0]): row for row in rows}
    lines = {name: name_key(row, own.fields) if row.has(*own.fields) else None for name, row in by_name.items()}
    ordered, orphans = descent(lines, _lines_on_record(sheet, own, directory))
    return [by_name[name] for name in ordered], [_orphan(reading, by_name[name], own) for name in orphans]


def _lines_on_record(sheet: DistrictSheet, own: Reference, directory: Directory) -> dict[Key, Key | None]:
    names = {pk: name for name, pk in directory.names(sheet.model).items()}
    above = dict(sheet.model.objects.values_list("pk", f"{own.attribute}_id"))
    return {name: names.get(above[pk]) for pk, name in names.items()}
