"""Typed trees as functions that also show their work: the numbers put in, and what was read and rounded on the way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import singledispatch
from operator import itemgetter
from typing import Any, TypeVar, cast

from antu.policy import tree
from antu.policy.computation import NOTHING_MET, RateRead, RoundingStep, Trace
from antu.policy.evaluate import (
    Exact,
    Scope,
    calculation_of,
    evaluator,
    fill_bands,
    find_band,
    negate,
    rate_finder,
    round_value,
    row_filter,
    total,
)
from antu.policy.numbers import EXACT, number_text, plain
from antu.policy.rates import RateRow
from antu.policy.schema import Row
from antu.policy.words import Wording, rounding_words

TERMS_MAX = 12
"""A longer sum shows its total instead of its terms: a page holds no more, and the note says how many there were."""

Entry = TypeVar("Entry")

_SIGNED, _SUM, _PRODUCT, _ATOM = range(4)
_VALUE = itemgetter(0)
_SIGNS = {"+": "+", "-": "−", "*": "×", "/": "÷"}


Shown = tuple[Exact, str, int]
"""A value, the numbers that it comes from, and how tightly those hold together. A plain tuple: one is made a step."""


def _held(shown: Shown, least: int) -> str:
    """The numbers, in brackets where they hold together less tightly than ``least``."""
    _, text, rank = shown
    return text if rank >= least else f"({text})"


@dataclass(slots=True)
class Record:
    """What was met while one value was worked out; one record serves all values of a subject by turns."""

    rates: list[RateRead] = field(default_factory=list)
    derived: list[tuple[str, str, str]] = field(default_factory=list)
    roundings: list[RoundingStep] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def take(self) -> Trace:
        """The trace of what was met, without repetitions; after that the record is empty again."""
        rates, derived, roundings, notes = self.rates, self.derived, self.roundings, self.notes
        if not (derived or roundings or notes):
            return Trace(_taken(rates)) if rates else NOTHING_MET
        return Trace(
            _taken(rates) if rates else (),
            _taken(derived) if derived else (),
            _taken(roundings) if roundings else (),
            _taken(notes) if notes else (),
        )


def _taken(entries: list[Entry]) -> tuple[Entry, ...]:
    if len(entries) == 1:
        return (entries.pop(),)
    taken = tuple(dict.fromkeys(entries))
    entries.clear()
    return taken


Show = Callable[[Scope, Row, Record], Shown]


def shown_number(value: Exact, text: str = "") -> Shown:
    """A number that stands for itself: − for the sign, a quotient that never ends as ``10 ÷ 3``."""
    text = text or (number_text(value) if isinstance(value, Decimal) else plain(value))
    if "-" not in text and "/" not in text:
        return value, text, _ATOM
    text = text.replace("-", "−").replace("/", " ÷ ")
    return value, text, _SIGNED if text.startswith("−") else _PRODUCT if "÷" in text else _ATOM


@singledispatch
def shower(node: tree.Node, _wording: Wording) -> Show:
    """The function that gives the value of a number's tree with its working, noting on the way."""
    value = evaluator(node)
    return lambda scope, row, _record: shown_number(value(scope, row))


@shower.register
def _constant(node: tree.Constant, _wording: Wording) -> Show:
    shown = shown_number(Decimal(node.value))
    return lambda _scope, _row, _record: shown


@shower.register
def _column(node: tree.Column, _wording: Wording) -> Show:
    value, name = evaluator(node), node.name
    if node.owner or node.is_filled:
        return lambda scope, row, _record: shown_number(value(scope, row))

    def show(_scope: Scope, row: Row, _record: Record) -> Shown:
        value: Any = row[name]
        return shown_number(value)

    return show


@shower.register
def _negative(node: tree.Negative, wording: Wording) -> Show:
    operand = shower(node.operand, wording)

    def show(scope: Scope, row: Row, record: Record) -> Shown:
        inner = operand(scope, row, record)
        return negate(inner[0]), f"−{_held(inner, _PRODUCT)}", _SIGNED

    return show


@shower.register
def _calculation(node: tree.Calculation, wording: Wording) -> Show:
    left, right, calculate = shower(node.left, wording), shower(node.right, wording), calculation_of(node)
    rank = _PRODUCT if node.sign in {"*", "/"} else _SUM
    first = _SIGNED if rank == _SUM else _PRODUCT
    second = {"+": _SUM, "-": _PRODUCT, "*": _PRODUCT, "/": _ATOM}[node.sign]
    sign = f" {_SIGNS[node.sign]} "

    def show(scope: Scope, row: Row, record: Record) -> Shown:
        one, left_text, left_rank = left(scope, row, record)
        other, right_text, right_rank = right(scope, row, record)
        if left_rank < first:
            left_text = f"({left_text})"
        if right_rank < second:
            right_text = f"({right_text})"
        return calculate(one, other), f"{left_text}{sign}{right_text}", rank

    return show


@shower.register
def _derived(node: tree.DerivedName, wording: Wording) -> Show:
    name, label = node.name, wording.derived[node.name]

    def show(scope: Scope, _row: Row, record: Record) -> Shown:
        value = scope.derived[name]
        text = plain(value)
        record.derived.append((name, label, text))
        return shown_number(value, text)

    return show


@shower.register
def _step(node: tree.Step, wording: Wording) -> Show:
    operand, owner = shower(node.operand, wording), node.owner
    is_rounded = isinstance(node.operand, tree.Rounded)
    whole = node.operand.operand if isinstance(node.operand, tree.Rounded) else node.operand
    words = f"{node.label}（{wording.of(whole)}）"

    def show(scope: Scope, row: Row, record: Record) -> Shown:
        inner = operand(scope, scope.single[owner] if owner else row, record)
        value, text, rank = inner
        if is_rounded:  # its last step is the rounding itself: give that the step's name
            record.roundings.append(record.roundings.pop().named(words))
        else:
            exact = plain(value)
            record.roundings.append(RoundingStep(words, text, exact, exact, ""))
        if rank == _ATOM or isinstance(value, Fraction):
            return inner
        return shown_number(value, _without_long_tail(value))

    return show


def _without_long_tail(value: Decimal) -> str:
    """A product as a result is quoted: 1350.000 as 1350.00, 2.490 as 2.49."""
    text = number_text(value)
    if value.is_zero():
        return "0"
    whole, point, decimals = text.partition(".")
    return f"{whole}{point}{decimals[:2]}{decimals[2:].rstrip('0')}"


@shower.register
def _amount(node: tree.ItemAmount, wording: Wording) -> Show:
    code, label = node.code, wording.items[node.code]

    def show(scope: Scope, _row: Row, record: Record) -> Shown:
        value = scope.amounts[code].yuan
        record.notes.append(f"「{label}」金额取已取整的 {value}")
        return shown_number(value)

    return show


@shower.register
def _rate(node: tree.RateOf, wording: Wording) -> Show:
    column = node.column
    cells = {
        each: (_named(row, node, each, wording), shown_number(row.cells[column]))
        for each, row in node.table.rows.items()
    }
    find = rate_finder(node, cells)

    def show(scope: Scope, row: Row, record: Record) -> Shown:
        read, shown = find(scope, row)
        record.rates.append(read)
        return shown

    return show


def _named(row: RateRow, node: tree.RateOf, keys: tuple[str, ...], wording: Wording) -> RateRead:
    """What is read of a row; one without a label of its own is named by the labels of its keys' choices."""
    read = row.reads[node.column]
    if row.label:
        return read
    words = (wording.code(key, code).strip("「」") for key, code in zip(node.keys, keys, strict=True))
    return read.worded(tuple(words))


@shower.register
def _tier(node: tree.TierOf, wording: Wording) -> Show:
    operand, column, words = shower(node.operand, wording), node.column, wording.of(node.operand)

    def measure(scope: Scope, row: Row, record: Record) -> Decimal:
        measured = operand(scope, row, record)
        record.notes.append(f"{words}为 {_worked(measured)}")
        return cast("Decimal", measured[0])  # a quotient that never ends is refused where a ladder is typed

    def show(scope: Scope, row: Row, record: Record) -> Shown:
        found = find_band(node, measure(scope, row, record))
        record.rates.append(found.reads[column])
        return shown_number(found.cells[column])

    def show_bands(scope: Scope, row: Row, record: Record) -> Shown:
        terms: list[Shown] = []
        for part, band in fill_bands(node, measure(scope, row, record)):
            rate = band.cells[column]
            record.rates.append(band.reads[column])
            text = f"{_held(shown_number(part), _ATOM)} × {_held(shown_number(rate), _ATOM)}"
            terms.append((EXACT.multiply(part, rate), text, _PRODUCT))
        return _added(terms)

    return show_bands if node.ladder.progressive else show


_NOTHING = shown_number(Decimal(0))


def _added(terms: list[Shown]) -> Shown:
    if len(terms) == 1:
        return terms[0]
    if not terms:
        return _NOTHING
    return total([value for value, _, _ in terms]), " + ".join([_held(term, _SUM) for term in terms]), _SUM


@shower.register
def _rounded(node: tree.Rounded, wording: Wording) -> Show:
    operand, words, how = shower(node.operand, wording), wording.of(node.operand), rounding_words(node)

    def show(scope: Scope, row: Row, record: Record) -> Shown:
        exact, text, _ = operand(scope, row, record)
        value = round_value(node, exact)
        record.roundings.append(RoundingStep(words, text, plain(exact), number_text(value), how))
        return shown_number(value)

    return show


@shower.register
def _extreme(node: tree.Extreme, wording: Wording) -> Show:
    operands = [shower(operand, wording) for operand in node.operands]
    choose, word = (min, "较小") if node.function == "min" else (max, "较大")

    def show(scope: Scope, row: Row, record: Record) -> Shown:
        candidates = [operand(scope, row, record) for operand in operands]
        chosen = choose(candidates, key=_VALUE)
        among = "、".join([_worked(candidate) for candidate in candidates])
        record.notes.append(f"{among} 中取{word}的 {plain(chosen[0])}")
        return chosen

    return show


def _worked(shown: Shown) -> str:
    value, text, rank = shown
    return text if rank in {_ATOM, _SIGNED} else f"{text} = {plain(value)}"


@shower.register
def _choose(node: tree.Choose, wording: Wording) -> Show:
    holds, words = evaluator(node.condition), wording.of(node.condition)
    then, otherwise = shower(node.then, wording), shower(node.otherwise, wording)
    yes, no = (f"{words}：是", then), (f"{words}：否", otherwise)

    def show(scope: Scope, row: Row, record: Record) -> Shown:
        note, branch = yes if holds(scope, row) else no
        record.notes.append(note)
        return branch(scope, row, record)

    return show


@shower.register
def _sum(node: tree.Sum, wording: Wording) -> Show:
    operand, rows, words = shower(node.operand, wording), row_filter(node), wording.of(node)

    def show(scope: Scope, _row: Row, record: Record) -> Shown:
        terms = [operand(scope, each, record) for each in rows(scope)]
        if len(terms) <= TERMS_MAX:
            return _added(terms)
        value = total([term[0] for term in terms])
        record.notes.append(f"{words}：共 {len(terms)} 项，合计 {plain(value)}")
        return shown_number(value)

    return show
