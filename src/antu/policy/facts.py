"""Reading facts: one JSON-like document of one subject, checked as a whole, every problem told together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import cast

from antu.kernel.errors import Place, Problem
from antu.policy.arithmetic import Uncomputable
from antu.policy.cell import BadValue, read_value, reader_of, shown
from antu.policy.evaluate import Scope
from antu.policy.faults import BadFacts, listed, nearest
from antu.policy.formula import Formula
from antu.policy.numbers import plain
from antu.policy.pack import Check, Pack
from antu.policy.schema import PROJECT, SUBJECT, FactColumn, FactTable, Row, Value

UNANSWERED = "算不出："
"""What stands in a problem between the formula and why it has no answer."""

_READERS = "readers of rows"


class RepeatedKeys(dict[str, object]):
    """A JSON object in which some keys were written more than once; ``repeated`` names them."""

    repeated: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts of one subject as a pack reads them: every column has its value, defaults put in.

    ``assumed_signed_on`` is the signing day of an estimate, None where the facts give their own.
    """

    subject: Row
    project: Row
    tables: Mapping[str, tuple[Row, ...]] = field(default_factory=dict)
    assumed_signed_on: date | None = None

    @property
    def subject_id(self) -> str:
        """The subject's id."""
        return str(self.subject["id"])

    def as_document(self) -> dict[str, object]:
        """The facts as JSON can hold them, defaults included: numbers as text, days in ISO form."""
        document: dict[str, object] = {SUBJECT: _written(self.subject), PROJECT: _written(self.project)}
        return document | {name: [_written(row) for row in rows] for name, rows in self.tables.items()}


def read_facts(pack: Pack, document: Mapping[str, object], *, signed_on: date | None = None) -> Facts:
    """The facts of one document in the form of the command line.

    ``signed_on`` makes an estimate: it stands for the signing day, whatever the document says. Raises BadFacts with
    every problem; the checks between columns run when every value can be read.
    """
    facts, problems = _read(pack, document, signed_on, unsigned=False)
    if facts is None or problems:
        raise BadFacts(problems)
    return facts


def check_facts(pack: Pack, document: Mapping[str, object]) -> tuple[Problem, ...]:
    """Every problem of a document that may lack its signing day, as a register of unsigned households does."""
    return _read(pack, document, None, unsigned=True)[1]


def _read(
    pack: Pack, document: Mapping[str, object], signed_on: date | None, *, unsigned: bool
) -> tuple[Facts | None, tuple[Problem, ...]]:
    reading = _Reading(pack, document, signed_on, unsigned=unsigned)
    facts = reading.facts()
    if facts is not None and not reading.problems:
        reading.problems.extend(_failed_checks(pack, facts, reading.subject))
    return facts, tuple(reading.problems)


class _RowReader:
    """Reads the rows of one table that have nothing wrong, as nearly all have; what is wrong is told elsewhere."""

    def __init__(self, table: FactTable) -> None:
        columns = table.columns.items()
        self._defaults: dict[str, Value] = {name: column.default for name, column in columns}
        self._required = [name for name, column in columns if column.required]
        self._readers = {name: reader_of(column) for name, column in columns}

    def sound(self, given: Mapping[str, object]) -> Row | None:
        """The row with every column; None where something is wrong with it."""
        if isinstance(given, RepeatedKeys) and given.repeated:
            return None
        row, readers = self._defaults.copy(), self._readers
        try:
            for name, value in given.items():
                if value is not None:
                    row[name] = readers[name](value)
                elif name not in readers:
                    return None
        except (KeyError, BadValue):
            return None
        return None if any(row[name] is None for name in self._required) else row


def _readers_of(pack: Pack) -> Mapping[str, _RowReader]:
    if _READERS not in pack.prepared:
        pack.prepared[_READERS] = {name: _RowReader(table) for name, table in pack.facts.tables.items()}
    return cast("Mapping[str, _RowReader]", pack.prepared[_READERS])


class _Reading:
    def __init__(self, pack: Pack, document: Mapping[str, object], signed_on: date | None, *, unsigned: bool) -> None:
        self.pack, self.document, self.signed_on, self.unsigned = pack, document, signed_on, unsigned
        self.problems: list[Problem] = []
        self.signing_column = pack.facts.signing_column
        self.readers = _readers_of(pack)
        subject = document.get(SUBJECT)
        given = subject.get("id") if isinstance(subject, Mapping) else None
        self.subject = given if isinstance(given, str) else None

    def facts(self) -> Facts | None:
        tables = self.pack.facts.tables
        self._refuse_repeated(self.document, None, None)
        for name in self.document:
            if name not in tables:
                self._problem(
                    "F-TABLE", f"本办法没有表「{name}」；可用的表有 {listed(tables)}{nearest(name, tables)}", name
                )
        subject, project = self._single(tables[SUBJECT]), self._single(tables[PROJECT])
        rows = {name: tuple(self._rows(table)) for name, table in tables.items() if not table.is_single}
        if subject is None or project is None:
            return None
        column = self.signing_column
        if self.signed_on is not None and column is None:
            self._problem("F-COLUMN", "本办法不读签约日，不能按签约日测算", SUBJECT)
        if self.signed_on is not None and column is not None:
            subject = {**subject, column.name: self.signed_on}
        return Facts(subject, project, rows, self.signed_on)

    def _single(self, table: FactTable) -> Row | None:
        given = self.document.get(table.name)
        if given is None:
            self._problem("F-REQUIRED", f"缺少「{table.label}」（{table.name}）", table.name)
        elif not isinstance(given, Mapping):
            self._problem(
                "F-SHAPE", f'「{table.label}」应为一个映射，如 {{"id": …}}，给的是「{shown(given)}」', table.name
            )
        else:
            return self._row(table, given, None)
        return None

    def _rows(self, table: FactTable) -> Iterator[Row]:
        given = self.document.get(table.name, ())
        if not isinstance(given, Sequence) or isinstance(given, str):
            self._problem("F-SHAPE", f"「{table.label}」应为行的列表，给的是「{shown(given)}」", table.name)
            return
        if len(given) > table.rows_max:
            self._problem(
                "F-ROWS", f"「{table.label}」有 {len(given)} 行，一个对象最多 {table.rows_max} 行", table.name
            )
            return
        seen: set[str] = set()
        for number, row in enumerate(given, 1):
            if not isinstance(row, Mapping):
                self._problem(
                    "F-SHAPE", f"「{table.label}」第 {number} 行应为映射，给的是「{shown(row)}」", table.name, number
                )
                continue
            key = row.get("id")
            if isinstance(key, str) and key in seen:
                self._problem(
                    "F-DUPLICATE",
                    f"编号「{key}」在「{table.label}」里用了两次；请改成不同的编号",
                    table.name,
                    key,
                    "id",
                )
            seen.add(key) if isinstance(key, str) else None
            yield self._row(table, row, key if isinstance(key, str) and key.strip() else number)

    def _row(self, table: FactTable, given: Mapping[str, object], row: Place) -> Row:
        sound = self.readers[table.name].sound(given)
        return self._told_row(table, given, row) if sound is None else sound

    def _told_row(self, table: FactTable, given: Mapping[str, object], row: Place) -> Row:
        self._refuse_repeated(given, table, row)
        for name in given:
            if name not in table.columns:
                known = f"可用的列有 {listed(table.columns)}{nearest(name, table.columns)}"
                self._problem("F-COLUMN", f"「{table.label}」没有列「{name}」；{known}", table.name, row, name)
        return {
            name: column.default
            if (value := given.get(name)) is None and not column.required
            else self._value(table, column, value, row)
            for name, column in table.columns.items()
        }

    def _value(self, table: FactTable, column: FactColumn, given: object, row: Place) -> Value:
        if column is self.signing_column and (self.signed_on is not None or self.unsigned):
            column = replace(column, required=False)
        try:
            return read_value(column, given)
        except BadValue as error:
            unit = f"，单位 {column.unit}" if column.unit else ""
            self._problem(
                error.rule,
                f"「{table.label}」的「{column.label}」（{column.name}{unit}）{error.message}",
                table.name,
                row,
                column.name,
            )
            return None

    def _refuse_repeated(self, given: Mapping[str, object], table: FactTable | None, row: Place) -> None:
        for name in given.repeated if isinstance(given, RepeatedKeys) else ():
            where = (table.name, row, name) if table else (name, None, None)
            self._problem("F-KEY-TWICE", f"「{name}」写了两次，不知道以哪个为准；请只保留一个", *where)

    def _problem(self, rule: str, message: str, table: str, row: Place = None, column: str | None = None) -> None:
        self.problems.append(Problem(rule, message, fact_place(self.subject, table, row, column)))


def fact_place(
    subject: str | None, table: str | None = None, row: Place = None, column: str | None = None
) -> dict[str, Place]:
    """Where a problem of facts stands: always the same four places, None where one does not apply."""
    return {"subject": subject, "table": table, "row": row, "column": column}


def scope_of(facts: Facts) -> Scope:
    """What formulas see of the facts."""
    return Scope({SUBJECT: facts.subject, PROJECT: facts.project}, dict(facts.tables))


def _failed_checks(pack: Pack, facts: Facts, subject: str | None) -> Iterator[Problem]:
    scope = scope_of(facts)
    for check in pack.checks:
        rows = scope.tables.get(check.table, ()) if check.table not in scope.single else (scope.single[check.table],)
        for row in rows:
            try:
                fails = check.refuse.value(scope, row)
            except Uncomputable as error:
                yield uncomputable(check.refuse, scope, f"检查「{check.message}」", error)
                continue
            if fails:
                place = None if check.table in scope.single else str(row["id"])
                where = fact_place(subject, check.table, place, check.column)
                yield Problem(check.rule, _check_message(pack, check, row), where)


def uncomputable(formula: Formula, scope: Scope, what: str, error: Uncomputable) -> Problem:
    """The problem of a formula that has no answer for the subject's facts."""
    message = f"{what}{UNANSWERED}{error}。公式是「{formula.text}」；请核对事实，或请制定办法的单位明确"
    return Problem("F-UNCOMPUTABLE", message, fact_place(str(scope.single[SUBJECT]["id"])))


def _check_message(pack: Pack, check: Check, row: Row) -> str:
    table = pack.facts.tables[check.table]
    column = table.columns[check.column]
    value = row[check.column]
    given = "没有填" if value is None else f"给的是「{column.label_of(value)}」"
    return f"「{table.label}」的「{column.label}」{given}：{check.message}"


def _written(row: Row) -> dict[str, object]:
    return {name: _plain_value(value) for name, value in row.items() if value is not None}


def _plain_value(value: Value) -> object:
    match value:
        case Decimal():
            return plain(value)
        case date():
            return value.isoformat()
        case _:
            return value
