"""What every SQL engine does alike: facts in, queries in order, lines and values out."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Callable, Collection, Container, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Self

import pyarrow as pa
import pyarrow.parquet as pq
from sqlglot import exp

from antu.policy.batch.dialects import Dialect, sql_text
from antu.policy.batch.layout import REFUSED_SCHEMA, FactsTables
from antu.policy.batch.outputs import lines_query, marked_query, subjects_query
from antu.policy.batch.program import Program
from antu.policy.batch.queries import Query
from antu.policy.batch.ranges import check_files, check_tables
from antu.policy.batch.results import BatchResult
from antu.policy.batch.rows import BEYOND, FAILED
from antu.policy.batch.totals import BatchTotals, added, totals_of, totals_query
from antu.policy.schema import PROJECT, SUBJECT

_NOBODY = pa.schema([("_subject", pa.int64())]).empty_table()
SUBJECTS_AT_ONCE = 1_000_000
_DEEPEST = 40
"""How far queries may stand inside each other."""


class Engine(ABC):
    """Computes programs over tables of facts; use it in a ``with``."""

    dialect: Dialect

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _at: TracebackType | None
    ) -> None:
        self.close()

    @abstractmethod
    def close(self) -> None:
        """Frees what the engine holds."""

    @abstractmethod
    def _provide(self, name: str, table: pa.Table) -> None: ...

    @abstractmethod
    def _provide_file(self, name: str, file: Path, part: range | None) -> None: ...

    @abstractmethod
    def _forget(self, name: str) -> None: ...

    @abstractmethod
    def _create(self, name: str, text: str) -> None: ...

    @abstractmethod
    def _drop(self, name: str) -> None: ...

    @abstractmethod
    def _fetch(self, text: str) -> pa.Table: ...

    def run(self, program: Program, tables: FactsTables) -> BatchResult:
        """Everything that the program computes of the subjects.

        Raises ValueError for facts outside the ranges of the pack's columns, as all that runs a program does.
        """
        check_tables(program.pack, tables.tables)
        with self._facts(tables), self._kept(program):
            lines = self._answer(program, ("lines",), lambda: lines_query(program))
            subjects = self._answer(program, ("subjects",), lambda: subjects_query(program))
            failed, beyond = (self._marked(program, mark) for mark in (FAILED, BEYOND))
        refused = pa.concat_tables([tables.refused, _uncomputable(failed)]).sort_by("_subject")
        return BatchResult(lines, subjects, refused, beyond.sort_by("_subject"), program.unfit)

    def run_subjects(self, program: Program, tables: FactsTables, columns: Collection[str] | None = None) -> pa.Table:
        """The values of the subjects that can be computed, in no order and without lines; of those columns, or all."""
        chosen = None if columns is None else frozenset(columns)
        key = ("subjects at once", *(["*"] if chosen is None else sorted(chosen)))

        def query() -> exp.Expr:
            return with_queries(subjects_query(program, ordered=False, only=chosen), list(program.queries))

        check_tables(program.pack, tables.tables)
        with self._facts(tables):
            return self._answer(program, key, query)

    def _marked(self, program: Program, mark: str) -> pa.Table:
        if mark not in program.marks:
            return _NOBODY
        return self._answer(program, (mark,), lambda: marked_query(program, mark))

    def ask(self, tables: FactsTables, queries: Iterable[exp.Expr]) -> list[pa.Table]:
        """What each query finds in the tables."""
        with self._facts(tables):
            return [self._table(query) for query in queries]

    def run_totals(self, program: Program, source: FactsTables | Path, at_once: int = SUBJECTS_AT_ONCE) -> BatchTotals:
        """The totals over all subjects, without their lines.

        ``source`` may be a folder of ``FactsTables`` written by ``save_tables``, which is read in parts of ``at_once``
        subjects, so that memory holds them.
        """
        if isinstance(source, FactsTables):
            check_tables(program.pack, source.tables)
            with self._facts(source):
                return self._totals(program)
        check_files(program.pack, source)
        return added(self._parts(program, source, at_once), program)

    def _parts(self, program: Program, folder: Path, at_once: int) -> Iterator[BatchTotals]:
        names = program.pack.facts.tables
        count = pq.read_metadata(folder / f"{SUBJECT}.parquet").num_rows
        for start in range(0, count, at_once):
            part = range(start, min(start + at_once, count)) if count > at_once else None
            for name in names:
                self._provide_file(name, folder / f"{name}.parquet", None if name == PROJECT else part)
            try:
                yield self._totals(program)
            finally:
                for name in names:
                    self._forget(name)

    def _totals(self, program: Program) -> BatchTotals:
        def query() -> exp.Expr:
            return with_queries(totals_query(program), list(program.queries))

        return totals_of(program, self._answer(program, ("totals",), query).to_pylist()[0])

    @contextmanager
    def _facts(self, tables: FactsTables) -> Iterator[None]:
        for name, table in tables.tables.items():
            self._provide(name, table)
        try:
            yield
        finally:
            for name in tables.tables:
                self._forget(name)

    @contextmanager
    def _kept(self, program: Program) -> Iterator[None]:
        """Works out the queries that several others read."""
        made: list[str] = []
        waiting: list[Query] = []
        try:
            for query in program.queries:
                if query.kept or query.name == program.final:
                    before = [*waiting]
                    text = self._text(program, ("kept", query.name), partial(with_queries, query.select, before))
                    self._create(query.name, text)
                    made.append(query.name)
                else:
                    waiting.append(query)
            yield
        finally:
            for name in made:
                self._drop(name)

    def _answer(self, program: Program, key: tuple[str, ...], query: Callable[[], exp.Expr]) -> pa.Table:
        return self._fetch(self._text(program, key, query))

    def _text(self, program: Program, key: tuple[str, ...], query: Callable[[], exp.Expr]) -> str:
        """The query as this engine reads it, written once for each program."""
        place = (self.dialect.value, *key)
        if place not in program.texts:
            program.texts[place] = sql_text(query(), self.dialect)
        return program.texts[place]

    def _table(self, query: exp.Expr) -> pa.Table:
        return self._fetch(sql_text(query, self.dialect))


def with_queries(select: exp.Expr, queries: list[Query]) -> exp.Expr:
    """The SELECT with those earlier queries that it needs: inside it what one alone reads, in front of it the rest.

    Engines plan what stands inside several times as quickly.
    """
    by_name = {query.name: query.select for query in queries}
    read = _readers(select, by_name)
    inside: dict[str, exp.Expr] = {}
    depths: dict[str, int] = {}
    ctes: list[exp.CTE] = []
    for query in queries:
        if query.name not in read:
            continue
        depths[query.name] = 1 + max((depths[name] for name in _names(query.select, inside)), default=0)
        filled = _filled(query.select, inside)
        if read[query.name] == 1 and depths[query.name] < _DEEPEST:
            inside[query.name] = filled
        else:
            ctes.append(exp.CTE(this=filled, alias=exp.TableAlias(this=exp.to_identifier(query.name, quoted=True))))
    whole = _filled(select, inside)
    if ctes:
        whole.set("with_", exp.With(expressions=ctes))
    return whole


def _readers(select: exp.Expr, by_name: Mapping[str, exp.Expr]) -> Counter[str]:
    """How often each query is read, by those that are needed."""
    read: Counter[str] = Counter()
    waiting = [select]
    while waiting:
        names = _names(waiting.pop(), by_name)
        waiting += [by_name[name] for name in {*names} - read.keys()]
        read.update(names)
    return read


def _names(select: exp.Expr, of: Container[str]) -> list[str]:
    return [table.name for table in select.find_all(exp.Table) if table.name in of]


def _filled(select: exp.Expr, inside: Mapping[str, exp.Expr]) -> exp.Expr:
    copy = select.copy()
    for table in list(copy.find_all(exp.Table)):
        if table.name in inside:
            table.replace(exp.Subquery(this=inside[table.name], alias=table.args["alias"]))
    return copy


def _uncomputable(failed: pa.Table) -> pa.Table:
    count = failed.num_rows
    nothing = {name: pa.nulls(count, REFUSED_SCHEMA.field(name).type) for name in ("table", "row", "column")}
    rules = pa.array(["F-UNCOMPUTABLE"] * count, pa.string())
    return pa.table({"_subject": failed["_subject"], **nothing, "rule": rules}, schema=REFUSED_SCHEMA)
