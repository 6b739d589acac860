"""What was recorded of a value, in words: the numbers put in, and what was read and rounded on the way.

The record holds the values of a typed tree in the order in which the generated function worked them out; what is here
reads them in that order again, and computes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import singledispatch
from operator import itemgetter
from typing import Any, TypeVar, cast

from antu.policy import tree
from antu.policy.arithmetic import Exact, fill_bands
from antu.policy.computation import NOTHING_MET, RateRead, RoundingStep, Trace
from antu.policy.evaluate import by_keys, fixed_keys
from antu.policy.numbers import number_text, plain
from antu.policy.rates import RateRow
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
class Reading:
    """Values as they were recorded, and what was met in one of them; one reading serves all of a subject by turns."""

    values: Iterator[Any]
    rates: list[RateRead] = field(default_factory=list)
    derived: list[tuple[str, str, str]] = field(default_factory=list)
    roundings: list[RoundingStep] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def take(self) -> Trace:
        """The trace of what was met, without repetitions; after that nothing is met any more."""
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


Show = Callable[[Reading], Shown]


def shown_number(value: Exact, text: str = "") -> Shown:
    """A number that stands for itself: − for the sign, a quotient that never ends as ``10 ÷ 3``."""
    text = text or (number_text(value) if isinstance(value, Decimal) else plain(value))
    if "-" not in text and "/" not in text:
        return value, text, _ATOM
    text = text.replace("-", "−").replace("/", " ÷ ")
    return value, text, _SIGNED if text.startswith("−") else _PRODUCT if "÷" in text else _ATOM


@singledispatch
def shower(_node: tree.Node, _wording: Wording) -> Show:
    """The function that reads a number's value with its working, noting on the way."""
    return lambda reading: shown_number(next(reading.values))


@shower.register
def _constant(node: tree.Constant, _wording: Wording) -> Show:
    shown = shown_number(Decimal(node.value))
    return lambda _reading: shown


@shower.register
def _negative(node: tree.Negative, wording: Wording) -> Show:
    operand = shower(node.operand, wording)

    def show(reading: Reading) -> Shown:
        text = _held(operand(reading), _PRODUCT)
        return next(reading.values), f"−{text}", _SIGNED

    return show


@shower.register
def _calculation(node: tree.Calculation, wording: Wording) -> Show:
    left, right = shower(node.left, wording), shower(node.right, wording)
    rank = _PRODUCT if node.sign in {"*", "/"} else _SUM
    first = _SIGNED if rank == _SUM else _PRODUCT
    second = {"+": _SUM, "-": _PRODUCT, "*": _PRODUCT, "/": _ATOM}[node.sign]
    sign = f" {_SIGNS[node.sign]} "

    def show(reading: Reading) -> Shown:
        one, other = _held(left(reading), first), _held(right(reading), second)
        return next(reading.values), f"{one}{sign}{other}", rank

    return show


@shower.register
def _derived(node: tree.DerivedName, wording: Wording) -> Show:
    name, label = node.name, wording.derived[node.name]

    def show(reading: Reading) -> Shown:
        value = next(reading.values)
        text = plain(value)
        reading.derived.append((name, label, text))
        return shown_number(value, text)

    return show


@shower.register
def _step(node: tree.Step, wording: Wording) -> Show:
    operand = shower(node.operand, wording)
    is_rounded = isinstance(node.operand, tree.Rounded)
    whole = node.operand.operand if isinstance(node.operand, tree.Rounded) else node.operand
    words = f"{node.label}（{wording.of(whole)}）"

    def show(reading: Reading) -> Shown:
        inner = operand(reading)
        value, text, rank = inner
        if is_rounded:  # its last step is the rounding itself: give that the step's name
            reading.roundings.append(reading.roundings.pop().named(words))
        else:
            exact = plain(value)
            reading.roundings.append(RoundingStep(words, text, exact, exact, ""))
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
    label = wording.items[node.code]

    def show(reading: Reading) -> Shown:
        value = next(reading.values)
        reading.notes.append(f"「{label}」金额取已取整的 {value}")
        return shown_number(value)

    return show


@shower.register
def _rate(node: tree.RateOf, wording: Wording) -> Show:
    found = by_keys(node, lambda keys, row: (_named(row, node, keys, wording), shown_number(row.cells[node.column])))
    fixed = fixed_keys(node)

    def show(reading: Reading) -> Shown:
        read, shown = found[next(reading.values) if fixed is None else fixed]
        reading.rates.append(read)
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

    def measure(reading: Reading) -> Decimal:
        measured = operand(reading)
        reading.notes.append(f"{words}为 {_worked(measured)}")
        return cast("Decimal", measured[0])  # a quotient that never ends is refused where a ladder is typed

    def show(reading: Reading) -> Shown:
        measure(reading)
        found = node.ladder.bands[next(reading.values)].row
        reading.rates.append(found.reads[column])
        return shown_number(found.cells[column])

    def show_bands(reading: Reading) -> Shown:
        filled = fill_bands(node, measure(reading))
        reading.rates.extend(band.reads[column] for _, band in filled)
        texts = [
            f"{_held(shown_number(part), _ATOM)} × {_held(shown_number(band.cells[column]), _ATOM)}"
            for part, band in filled
        ]
        return _added([(_NOUGHT, text, _PRODUCT) for text in texts], next(reading.values))

    return show_bands if node.ladder.progressive else show


_NOUGHT = Decimal(0)


def _added(terms: list[Shown], value: Exact) -> Shown:
    """The terms of a sum that comes to the value."""
    if not terms:
        return shown_number(_NOUGHT)
    if len(terms) == 1:
        return value, *terms[0][1:]
    return value, " + ".join([_held(term, _SUM) for term in terms]), _SUM


@shower.register
def _rounded(node: tree.Rounded, wording: Wording) -> Show:
    operand, words, how = shower(node.operand, wording), wording.of(node.operand), rounding_words(node)

    def show(reading: Reading) -> Shown:
        exact, text, _ = operand(reading)
        value = next(reading.values)
        reading.roundings.append(RoundingStep(words, text, plain(exact), number_text(value), how))
        return shown_number(value)

    return show


@shower.register
def _extreme(node: tree.Extreme, wording: Wording) -> Show:
    operands = [shower(operand, wording) for operand in node.operands]
    choose, word = (min, "较小") if node.function == "min" else (max, "较大")

    def show(reading: Reading) -> Shown:
        candidates = [operand(reading) for operand in operands]
        chosen = choose(candidates, key=_VALUE)
        among = "、".join([_worked(candidate) for candidate in candidates])
        reading.notes.append(f"{among} 中取{word}的 {plain(chosen[0])}")
        return chosen

    return show


def _worked(shown: Shown) -> str:
    value, text, rank = shown
    return text if rank in {_ATOM, _SIGNED} else f"{text} = {plain(value)}"


@shower.register
def _choose(node: tree.Choose, wording: Wording) -> Show:
    words = wording.of(node.condition)
    then, otherwise = shower(node.then, wording), shower(node.otherwise, wording)
    yes, no = (f"{words}：是", then), (f"{words}：否", otherwise)

    def show(reading: Reading) -> Shown:
        note, branch = yes if next(reading.values) else no
        reading.notes.append(note)
        return branch(reading)

    return show


@shower.register
def _sum(node: tree.Sum, wording: Wording) -> Show:
    operand, words = shower(node.operand, wording), wording.of(node)

    def show(reading: Reading) -> Shown:
        terms = [operand(reading) for _ in range(next(reading.values))]
        value = next(reading.values)
        if len(terms) <= TERMS_MAX:
            return _added(terms, value)
        reading.notes.append(f"{words}：共 {len(terms)} 项，合计 {plain(value)}")
        return shown_number(value)

    return show
