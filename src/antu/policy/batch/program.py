"""A pack as a program of SQL queries: what is computed of subjects and rows, in which order, and what is left out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

from sqlglot import exp

from antu.policy.batch.failures import failure
from antu.policy.batch.layout import codes_of
from antu.policy.batch.nodes_sql import Known, Writer
from antu.policy.batch.numbers_sql import Number
from antu.policy.batch.queries import Query, grouped, layers_from
from antu.policy.batch.rounds import Rounds
from antu.policy.batch.rows import BEYOND, FAILED, RowItem, Rows, item_amount, item_failure
from antu.policy.batch.scopes import Scope, Truth, any_of, both, column
from antu.policy.batch.whole import ZERO, TooWide, Whole, add_all, choose
from antu.policy.computation import CATEGORIES, PAYABLE
from antu.policy.pack import Derived, Item, Pack
from antu.policy.schema import SUBJECT

_SUBJECTS = f"_{SUBJECT}"
"""Queries and what is summed up of rows have names that begin with _, as no table of a pack may be called."""


@dataclass(frozen=True, slots=True)
class Unfit:
    """A part of a pack that cannot be computed at once, itself or by what it depends on: left to explain.

    ``digits`` is how many it may need, 0 where that is not the reason.
    """

    kind: str
    code: str
    label: str
    digits: int
    why: str


@dataclass(frozen=True, slots=True)
class LineColumn:
    """Where the lines of an item stand: a column of a query, with one row a facts row where ``by_row``.

    ``only`` is the column of the last query that says on which subjects they stand, empty where on all.
    """

    item: int
    query: str
    column: str
    by_row: bool
    only: str = ""


@dataclass(frozen=True, slots=True)
class ValueColumn:
    """A column of the subjects: a whole number of ``10**-scale``, divided by the column ``over`` where there is one."""

    name: str
    scale: int
    over: str = ""

    def of(self, row: Mapping[str, Any]) -> Fraction:
        """The exact value that a row of the subjects has here."""
        whole = Fraction(int(row[self.name]), 10**self.scale)
        return whole / int(row[self.over]) if self.over else whole


@dataclass(frozen=True, slots=True)
class Program:
    """The queries of a pack in order, the query with the subjects' values last."""

    pack: Pack
    unfit: tuple[Unfit, ...]
    queries: tuple[Query, ...]
    lines: tuple[LineColumn, ...]
    derived: tuple[ValueColumn, ...]
    items: tuple[ValueColumn, ...]
    totals: tuple[ValueColumn, ...]
    has_draft: bool
    has_failures: bool
    has_beyond: bool
    texts: dict[tuple[str, ...], str] = field(default_factory=dict, compare=False, repr=False)
    """What engines have written of it already: writing takes longer than computing a small register."""

    @property
    def marks(self) -> tuple[str, ...]:
        """Columns that say of a subject that it has no result: it cannot be computed, or not here."""
        return tuple(mark for mark, there in ((FAILED, self.has_failures), (BEYOND, self.has_beyond)) if there)

    @property
    def final(self) -> str:
        """The query with the subjects' values."""
        return self.queries[-1].name


def compile_pack(pack: Pack) -> Program:
    """The program of a loaded pack; parts that cannot be exact in any engine's integers are its ``unfit``."""
    return _Compiler(pack).program()


class _Compiler:
    def __init__(self, pack: Pack) -> None:
        self.pack, self.rounds = pack, Rounds(pack)
        self.known = Known(pack.facts, codes_of(pack), pack.eligibility)
        self.scope = Scope(SUBJECT)
        self.writer = Writer(self.known, self.scope)
        self.places = {item.code: place for place, item in enumerate(pack.items)}
        self.labels = {item.code: item.label for item in pack.items}
        self.unfit: list[Unfit] = []
        self.rows_before: dict[int, list[Query]] = {}
        self.lines: list[LineColumn] = []
        self.derived: dict[str, ValueColumn] = {}
        self.fails: list[Truth | None] = []
        self.has_draft = False
        self.subject_lines: list[tuple[int, str]] = []

    def program(self) -> Program:
        for number in range(self.rounds.last + 1):
            if number:
                self._rows_of_round(number)
            for derived in self.rounds.derived_in(number):
                self._derived(derived)
            for place, item in self.rounds.items_in(number, ""):
                self._item(place, item)
        totals = tuple(self._totals())
        fails, beyond = any_of(self.fails), any_of(self.writer.beyond)
        for mark, found in ((FAILED, fails), (BEYOND, beyond)):
            if found is not None:
                self.scope.name(mark, found.sql, found.layer)
        queries = self._all_queries()
        final = queries[-1].name
        lines = [*self.lines, *(LineColumn(place, final, name, by_row=False) for place, name in self.subject_lines)]
        return Program(
            pack=self.pack,
            unfit=tuple(self.unfit),
            queries=tuple(queries),
            lines=tuple(sorted(lines, key=lambda line: line.item)),
            derived=tuple(self.derived[each.name] for each in self.pack.derived if each.name in self.derived),
            items=tuple(ValueColumn(f"i_{item.code}", 2) for item in self.pack.items if self._fits(item)),
            totals=totals,
            has_draft=self.has_draft,
            has_failures=fails is not None,
            has_beyond=beyond is not None,
        )

    def _fits(self, item: Item) -> bool:
        return isinstance(self.known.amounts[item.code], Number)

    def _all_queries(self) -> list[Query]:
        """The layers of subjects, each group of row queries before the layer that joins its sums."""
        made: list[Query] = []
        for number, query in enumerate(layers_from(self.scope, _SUBJECTS, 0, "")):
            made += self.rows_before.get(number, [])
            made.append(query)
        return made

    def _rows_of_round(self, number: int) -> None:
        known = f"{_SUBJECTS}_{len(self.scope.layers) - 1}"
        self.scope.close()
        joined: list[Rows] = []
        for name, table in self.pack.facts.tables.items():
            rows = Rows.of(f"_{name}_{number}", name, table.rows_max, self.known)
            if not table.is_single and self._fill(rows, number, name):
                joined.append(rows)
        if joined:
            self._join(joined, known)

    def _fill(self, rows: Rows, number: int, table: str) -> bool:
        for place, node in self.rounds.aggregates:
            if place == number and node.table == table:
                rows.aggregate(node)
        for _, item in self.rounds.items_in(number, table):
            rows.item(item)
        eligibility = self.pack.eligibility
        if eligibility and eligibility.table == table and self.rounds.decision == number:
            try:
                rows.decide(eligibility)
                self.has_draft = True
            except TooWide as error:
                self._unfit("eligibility", eligibility.column, "安置资格认定", error)
        rows.finish()
        self.known.aggregates.update({node: found for node, found in rows.found.items() if isinstance(found, TooWide)})
        for code, found in rows.items.items():
            if isinstance(found, TooWide):
                self.known.amounts[code] = found
                self._unfit("item", code, self.labels[code], found)
        return bool(rows.sums) or any(isinstance(found, RowItem) for found in rows.items.values())

    def _join(self, joined: list[Rows], known: str) -> None:
        queries = [self._row_queries(rows, known) for rows in joined]
        layer = self.scope.join(
            tuple((each[-1].name, tuple(rows.sums)) for rows, each in zip(joined, queries, strict=True))
        )
        self.rows_before[layer] = [query for each in queries for query in each]
        for rows, each in zip(joined, queries, strict=True):
            self._joined(rows, layer, each[-2].name)

    def _joined(self, rows: Rows, layer: int, query: str) -> None:
        self.known.aggregates.update(
            {node: _on(found, layer) for node, found in rows.found.items() if isinstance(found, Number)}
        )
        self.known.failing.update({node: replace(count, layer=layer) for node, count in rows.failing.items()})
        for code, item in rows.items.items():
            if isinstance(item, RowItem):
                self._row_item(code, item, layer, query)
        self.fails.append(rows.marked(FAILED, layer))
        if beyond := rows.marked(BEYOND, layer):
            self.writer.beyond.append(beyond)

    def _row_queries(self, rows: Rows, known: str) -> list[Query]:
        *layers, last = layers_from(rows.writer.scope, rows.name, 0, known)
        kept = replace(last, kept=any(isinstance(item, RowItem) for item in rows.items.values()))
        return [*layers, kept, grouped(last.name, f"{rows.name}_sums", rows.sums)]

    def _row_item(self, code: str, item: RowItem, layer: int, query: str) -> None:
        total, only = replace(item.total, layer=layer), ""
        holds: Truth | None = None
        for condition in item.subject_conditions:
            holds = both(holds, self.writer.truth(condition))
        if holds is not None:
            only = f"w_{code}"
            at = self.scope.name(only, holds.sql, max(holds.layer, layer))
            total = choose([(column(only), total)], ZERO, at)
        self.known.amounts[code] = Number(self._named(f"i_{code}", total), 2)
        self.lines.append(LineColumn(self.places[code], query, item.line, by_row=True, only=only))

    def _derived(self, derived: Derived) -> None:
        try:
            number = self.writer.number(derived.formula.node)
            self.fails.append(failure(derived.formula.node, self.writer))
        except TooWide as error:
            self.known.derived[derived.name] = error
            self._unfit("derived", derived.name, derived.label, error)
            return
        name, over = f"d_{derived.name}", f"o_{derived.name}"
        top, bottom = self._named(name, number.top), None
        if number.bottom is not None:
            bottom = self._named(over, number.bottom)
        self.known.derived[derived.name] = Number(top, number.scale, bottom)
        self.derived[derived.name] = ValueColumn(name, number.scale, over if bottom else "")

    def _item(self, place: int, item: Item) -> None:
        known_beyond = len(self.writer.beyond)
        try:
            fen = item_amount(item, [item.when.node] if item.when else [], self.writer)
            fails = item_failure(item, self.writer)
        except TooWide as error:
            self.known.amounts[item.code] = error
            self._unfit("item", item.code, item.label, error)
            return
        self.fails.append(fails)
        line, name = f"l_{item.code}", f"i_{item.code}"
        layer = self.scope.name(line, fen.sql, fen.layer)
        paid = Whole(column(line), fen.low, fen.high, layer)
        if item.when or fails or len(self.writer.beyond) > known_beyond:
            filled = exp.Coalesce(this=column(line), expressions=[exp.Literal.number(0)])
            paid = Whole(filled, min(fen.low, 0), max(fen.high, 0), layer)
        top = self._named(name, paid)
        self.known.amounts[item.code] = Number(top, 2)
        self.subject_lines.append((place, line))

    def _named(self, name: str, number: Whole) -> Whole:
        layer = self.scope.name(name, number.sql, number.layer)
        return Whole(column(name), number.low, number.high, layer)

    def _totals(self) -> Iterator[ValueColumn]:
        whole: dict[str, Whole] = {}
        for category in CATEGORIES:
            amounts = [self.known.amounts[item.code] for item in self.pack.items if item.category == category]
            total = self._total(category, amounts)
            if total is not None:
                whole[category] = total
                yield ValueColumn(f"t_{category}", 2)
        if "household" in whole and "collective" in whole:
            payable = self._total(PAYABLE, [Number(whole["household"], 2), Number(whole["collective"], 2)])
            if payable is not None:
                yield ValueColumn(f"t_{PAYABLE}", 2)

    def _total(self, name: str, amounts: list[Number | TooWide]) -> Whole | None:
        tops = [amount.top for amount in amounts if isinstance(amount, Number)]
        if len(tops) < len(amounts):
            return None
        try:
            total = add_all(sorted(tops, key=lambda top: top.is_wide))  # 64 bits as long as they hold the sum
        except TooWide as error:
            self._unfit("total", name, name, error)
            return None
        return self._named(f"t_{name}", total)

    def _unfit(self, kind: str, code: str, label: str, error: TooWide) -> None:
        self.unfit.append(Unfit(kind, code, label, error.digits, error.why))


def _on(number: Number, layer: int) -> Number:
    return Number(Whole(number.top.sql, number.top.low, number.top.high, layer), number.scale, number.bottom)
