"""What generated functions call to tell a record: numbers put together to workings, and traces of what was met."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache, partial
from typing import Any, TypeVar

from antu.policy import tree
from antu.policy.arithmetic import Exact, fill_bands
from antu.policy.computation import DerivedValue, Line, RateRead, RoundingStep, Trace
from antu.policy.numbers import number_text, plain

TERMS_MAX = 12
"""A longer sum shows its total instead of its terms: a page holds no more, and the note says how many there were."""

SIGNED, SUM, PRODUCT, ATOM = range(4)
"""How tightly the numbers of a working hold together."""

_TRACES_KEPT = 4096

Entry = TypeVar("Entry")
Made = TypeVar("Made", bound=tuple[Any, ...])
Ranked = tuple[str, int]
"""The numbers of a working, and how tightly they hold together."""


def exact_text(value: Exact) -> str:
    """A decimal as it was written, a quotient that never ends as ``10/3``."""
    return number_text(value) if isinstance(value, Decimal) else plain(value)


def shown(text: str) -> Ranked:
    """A number that stands for itself: − for the sign, a quotient that never ends as ``10 ÷ 3``."""
    if "-" not in text and "/" not in text:
        return text, ATOM
    text = text.replace("-", "−").replace("/", " ÷ ")
    return text, SIGNED if text.startswith("−") else PRODUCT if "÷" in text else ATOM


def held(text: str, rank: int, least: int) -> str:
    """The numbers, in brackets where they hold together less tightly than ``least``."""
    return text if rank >= least else f"({text})"


def worked(text: str, rank: int, value: Exact) -> str:
    """The numbers and what they come to; a number that stands for itself alone."""
    return text if rank in {ATOM, SIGNED} else f"{text} = {plain(value)}"


def _quoted(value: Decimal) -> str:
    """A product as a result is quoted: 1350.000 as 1350.00, 2.490 as 2.49."""
    text = number_text(value)
    if value.is_zero():
        return "0"
    whole, point, decimals = text.partition(".")
    return f"{whole}{point}{decimals[:2]}{decimals[2:].rstrip('0')}"


def step_quoted(text: str, rank: int, value: Exact) -> Ranked:
    """A step as the formula around it shows it: by its result, but for a quotient that never ends."""
    return (text, rank) if rank == ATOM or isinstance(value, Fraction) else shown(_quoted(value))


def _added_up(terms: Sequence[Ranked]) -> Ranked:
    """The terms of a sum."""
    if not terms:
        return "0", ATOM
    if len(terms) == 1:
        return terms[0]
    return " + ".join([held(text, rank, SUM) for text, rank in terms]), SUM


def summed(terms: Sequence[Ranked], value: Exact, *words: str) -> tuple[str, int, tuple[str, ...]]:
    """The terms of a sum that comes to the value; of a longer one the value, and a note with these words."""
    if len(terms) <= TERMS_MAX:
        return *_added_up(terms), ()
    first, second = words
    return *shown(exact_text(value)), (f"{first}{len(terms)}{second}{plain(value)}",)


def bands_filled(node: tree.TierOf, value: Decimal) -> tuple[list[RateRead], str, int]:
    """What a progressive ladder reads for the value, and how its bands add up."""
    filled, column = fill_bands(node, value), node.column
    terms = [f"{_factor(exact_text(part))} × {_factor(exact_text(band.cells[column]))}" for part, band in filled]
    return [band.reads[column] for _, band in filled], *_added_up([(term, PRODUCT) for term in terms])


def _factor(text: str) -> str:
    return held(*shown(text), ATOM)


def distinct(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """The entries without repetitions, in their order."""
    return tuple(dict.fromkeys(entries) if len(entries) > 1 else entries)


@lru_cache(_TRACES_KEPT)
def rates_alone(*rates: RateRead) -> Trace:
    """The trace of what only reads rates; the same one for the same rates, since most lines are such."""
    return Trace(distinct(rates))


def made(kind: type[Made]) -> Callable[[Iterable[Any]], Made]:
    """What makes a named tuple of all its fields, which are not counted again as ``_make`` does."""
    return partial(tuple.__new__, kind)


FUNCTIONS: Mapping[str, Callable[..., Any]] = {
    "derived_value": made(DerivedValue), "line": made(Line), "rounding_step": made(RoundingStep),
    "trace": made(Trace), "rates_alone": rates_alone, "distinct": distinct,
    "plain": plain, "number_text": number_text, "exact_text": exact_text,
    "shown": shown, "held": held, "worked": worked, "step_quoted": step_quoted, "summed": summed,
    "bands_filled": bands_filled,
    "next": next, "str": str, "range": range,
}  # fmt: skip
"""All that a function which tells may call, by the name that it has there."""
