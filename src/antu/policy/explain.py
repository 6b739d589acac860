"""Typed trees as functions that also show their work: the numbers put in, and what was read and rounded on the way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from antu.policy import tree
from antu.policy.computation import RateRead, RoundingStep, Trace
from antu.policy.evaluate import (
    Evaluate,
    Exact,
    Scope,
    calculate,
    evaluator,
    fill_bands,
    find_band,
    negate,
    rate_finder,
    round_value,
    rows_of,
    total,
)  # fmt: skip
from antu.policy.numbers import EXACT, plain
from antu.policy.schema import Row
from antu.policy.words import Wording, rounding_words

TERMS_MAX = 12
"""A longer sum shows its total instead of its terms: a page holds no more, and the note says how many there were."""

_SIGNED, _SUM, _PRODUCT, _ATOM = range(4)
_SIGNS = {"+": "+", "-": "−", "*": "×", "/": "÷"}


class Shown(NamedTuple):
    """A value, the numbers that it comes from, and how tightly those hold together."""

    value: Exact
    text: str
    rank: int

    def held(self, least: int) -> str:
        """The numbers, in brackets where they hold together less tightly than ``least``."""
        return self.text if self.rank >= least else f"({self.text})"


@dataclass(slots=True)
class Record:
    """What was met while one value was worked out."""

    rates: list[RateRead] = field(default_factory=list)
    derived: list[tuple[str, str, str]] = field(default_factory=list)
    roundings: list[RoundingStep] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def trace(self) -> Trace:
        """The record without repetitions, to keep."""
        kept = (self.rates, self.derived, self.roundings, self.notes)
        rates, derived, roundings, notes = (tuple(dict.fromkeys(entries)) for entries in kept)
        return Trace(rates, derived, roundings, notes)  # type: ignore[arg-type]


Show = Callable[[Scope, Row, Record], Shown]


def number_text(value: Exact) -> str:
    """A number as it stands in a working: − for the sign, a quotient that never ends as ``10 ÷ 3``."""
    text = format(value, "f") if isinstance(value, Decimal) else plain(value).replace("/", " ÷ ")
    return text.replace("-", "−")


def shown_number(value: Exact, text: str = "") -> Shown:
    """A number that stands for itself."""
    text = text or number_text(value)
    rank = _SIGNED if text.startswith("−") else _PRODUCT if "÷" in text else _ATOM
    return Shown(value, text, rank)


def shower(node: tree.Node, wording: Wording) -> Show:
    """The function that gives the value of a number's tree with its working, noting on the way."""
    match node:
        case tree.Negative(operand=operand):
            return _negative(shower(operand, wording))
        case tree.Calculation():
            return _calculation(node, shower(node.left, wording), shower(node.right, wording))
        case tree.DerivedName(name=name):
            return _derived(name, wording.derived[name])
        case tree.RateOf():
            return _rate(node)
        case tree.TierOf():
            return _progressive(node) if node.ladder.progressive else _tier(node)
        case tree.Rounded():
            return _rounded(node, shower(node.operand, wording), wording)
        case tree.Extreme():
            return _extreme(node, [shower(operand, wording) for operand in node.operands])
        case tree.Choose():
            return _choose(node, wording)
        case tree.Sum():
            return _sum(node, wording)
        case tree.ItemAmount(code=code):
            return _amount(code, wording.items[code])
        case _:
            value = evaluator(node)
            return lambda scope, row, record: shown_number(value(scope, row))


def _negative(operand: Show) -> Show:
    def show(scope: Scope, row: Row, record: Record) -> Shown:
        inner = operand(scope, row, record)
        return Shown(negate(inner.value), f"−{inner.held(_PRODUCT)}", _SIGNED)

    return show


def _calculation(node: tree.Calculation, left: Show, right: Show) -> Show:
    rank = _PRODUCT if node.sign in {"*", "/"} else _SUM
    first = _SIGNED if rank == _SUM else _PRODUCT
    second = {"+": _SUM, "-": _PRODUCT, "*": _PRODUCT, "/": _ATOM}[node.sign]
    sign = f" {_SIGNS[node.sign]} "

    def show(scope: Scope, row: Row, record: Record) -> Shown:
        one, other = left(scope, row, record), right(scope, row, record)
        return Shown(calculate(node, one.value, other.value), one.held(first) + sign + other.held(second), rank)

    return show


def _derived(name: str, label: str) -> Show:
    def show(scope: Scope, _row: Row, record: Record) -> Shown:
        value = scope.derived[name]
        record.derived.append((name, label, plain(value)))
        return shown_number(value, plain(value).replace("-", "−").replace("/", " ÷ "))

    return show


def _amount(code: str, label: str) -> Show:
    def show(scope: Scope, _row: Row, record: Record) -> Shown:
        value = scope.amounts[code]
        record.notes.append(f"「{label}」金额取已取整的 {value}")
        return shown_number(value)

    return show


def _rate(node: tree.RateOf) -> Show:
    find, column = rate_finder(node), node.column

    def show(scope: Scope, row: Row, record: Record) -> Shown:
        found = find(scope, row)
        record.rates.append(found.reads[column])
        return shown_number(found.cells[column])

    return show


def _tier(node: tree.TierOf) -> Show:
    operand, column = evaluator(node.operand), node.column

    def show(scope: Scope, row: Row, record: Record) -> Shown:
        found = find_band(node, operand(scope, row))
        record.rates.append(found.reads[column])
        return shown_number(found.cells[column])

    return show


def _progressive(node: tree.TierOf) -> Show:
    operand, column = evaluator(node.operand), node.column

    def show(scope: Scope, row: Row, record: Record) -> Shown:
        terms = []
        for part, band in fill_bands(node, operand(scope, row)):
            rate = band.cells[column]
            record.rates.append(band.reads[column])
            terms.append(
                Shown(
                    EXACT.multiply(part, rate),
                    f"{shown_number(part).held(_ATOM)} × {shown_number(rate).held(_ATOM)}",
                    _PRODUCT,
                )
            )
        return _added(terms)

    return show


def _added(terms: list[Shown]) -> Shown:
    if len(terms) == 1:
        return terms[0]
    text = " + ".join(term.held(_SUM) for term in terms)
    return Shown(total(term.value for term in terms), text, _SUM) if terms else shown_number(Decimal(0))


def _rounded(node: tree.Rounded, operand: Show, wording: Wording) -> Show:
    words, how = wording.of(node.operand), rounding_words(node)

    def show(scope: Scope, row: Row, record: Record) -> Shown:
        inner = operand(scope, row, record)
        value = round_value(node, inner.value)
        record.roundings.append(RoundingStep(words, inner.text, plain(inner.value), number_text(value), how))
        return shown_number(value)

    return show


def _extreme(node: tree.Extreme, operands: list[Show]) -> Show:
    choose, word = (min, "较小") if node.function == "min" else (max, "较大")

    def show(scope: Scope, row: Row, record: Record) -> Shown:
        records = [Record() for _ in operands]
        candidates = [operand(scope, row, each) for operand, each in zip(operands, records, strict=True)]
        chosen = choose(range(len(candidates)), key=lambda at: candidates[at].value)
        among = "、".join(_worked(candidate) for candidate in candidates)
        record.notes.append(f"{among} 中取{word}的 {plain(candidates[chosen].value)}")
        for each in records:  # the ones not chosen were read too, and a reader wants to see why they lost
            record.rates += each.rates
            record.derived += each.derived
            record.roundings += each.roundings
            record.notes += each.notes
        return candidates[chosen]

    return show


def _worked(shown: Shown) -> str:
    return shown.text if shown.rank in {_ATOM, _SIGNED} else f"{shown.text} = {plain(shown.value)}"


def _choose(node: tree.Choose, wording: Wording) -> Show:
    holds, words = evaluator(node.condition), wording.of(node.condition)
    then, otherwise = shower(node.then, wording), shower(node.otherwise, wording)

    def show(scope: Scope, row: Row, record: Record) -> Shown:
        held = bool(holds(scope, row))
        record.notes.append(f"{words}：{'是' if held else '否'}")
        return (then if held else otherwise)(scope, row, record)

    return show


def _sum(node: tree.Sum, wording: Wording) -> Show:
    operand = shower(node.operand, wording)
    holds: Evaluate = evaluator(node.condition) if node.condition is not None else lambda scope, row: True

    def show(scope: Scope, _row: Row, record: Record) -> Shown:
        terms = [operand(scope, each, record) for each in rows_of(scope, node.table) if holds(scope, each)]
        if len(terms) <= TERMS_MAX:
            return _added(terms)
        value = total(term.value for term in terms)
        record.notes.append(f"{wording.of(node)}：共 {len(terms)} 项，合计 {plain(value)}")
        return shown_number(value, number_text(value))

    return show
