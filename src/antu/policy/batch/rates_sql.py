"""Rates in SQL: the rate of keys, the band of a number, the sum over filled bands."""

from __future__ import annotations

import math
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from itertools import product
from typing import Final

from sqlglot import exp

from antu.policy import tree
from antu.policy.batch.numbers_sql import Number
from antu.policy.batch.scopes import Words
from antu.policy.batch.whole import (
    BOUNDED,
    LOOKED_UP,
    Whole,
    add,
    as_long,
    choose,
    extreme,
    held,
    literal,
    multiply,
    subtract,
)
from antu.policy.numbers import decimals_of
from antu.policy.value_types import Str

_ASKED_MOST: Final = 8
"""So many cells are asked one by one: more are quicker looked up in a list."""
_LISTED_MOST: Final = 4096


def scaled(value: Decimal, scale: int) -> int:
    """The number as a whole one at a scale that holds it."""
    return int(Fraction(value) * 10**scale)


def rate_number(node: tree.RateOf, keys: list[Words], codes: Mapping[str, int]) -> Number:
    """The rate of the keys; those that can occur have all been proved to be there."""
    kinds = [key.type.codes or frozenset() for key in node.keys if isinstance(key.type, Str)]
    cells = {each: node.table.rows[each].cells[node.column] for each in product(*map(sorted, kinds))}
    scale = max(decimals_of(cell) for cell in cells.values())
    layer = max(key.layer for key in keys)
    whole = {each: scaled(cell, scale) for each, cell in cells.items()}
    if len({*whole.values()}) == 1:
        return Number(literal(next(iter(whole.values()))), scale)
    if len(whole) > _ASKED_MOST:
        found = _looked_up(keys, whole, codes, layer)
        if found is not None:
            return Number(found, scale)
    *others, (_, last) = [(_are(keys, each, codes), literal(value)) for each, value in whole.items()]
    return Number(choose(others, last, layer), scale)


def _looked_up(
    keys: list[Words], cells: Mapping[tuple[str, ...], int], codes: Mapping[str, int], layer: int
) -> Whole | None:
    """The cell at the place that the keys' numbers make in a list of all cells; None where the list would be long."""
    numbers = {tuple(codes[code] for code in each): value for each, value in cells.items()}
    least = [min(place) for place in zip(*numbers, strict=True)]
    spans = [max(place) - low + 1 for place, low in zip(zip(*numbers, strict=True), least, strict=True)]
    if math.prod(spans) > _LISTED_MOST:
        return None
    strides = [math.prod(spans[place + 1 :]) for place in range(len(spans))]
    low, high = min(cells.values()), max(cells.values())
    listed = [low] * math.prod(spans)
    for number, value in numbers.items():
        listed[sum((each - start) * stride for each, start, stride in zip(number, least, strides, strict=True))] = value
    at = literal(0)
    for key, start, stride, span in zip(keys, least, strides, spans, strict=True):
        if key.constant is None:
            known = exp.Anonymous(this=BOUNDED, expressions=[as_long(key.sql.copy()), literal(len(codes)).sql])
            step = subtract(Whole(known, start, start + span - 1, key.layer), literal(start))
            at = add(at, multiply(step, literal(stride)))
    values = exp.Array(expressions=[literal(value).sql for value in listed])
    found = exp.Anonymous(this=LOOKED_UP, expressions=[values, at.sql])
    return Whole(as_long(found), low, high, layer)


def _are(keys: list[Words], wanted: tuple[str, ...], codes: Mapping[str, int]) -> exp.Expr:
    """Whether the keys are those; a key that is written in the formula need not be asked."""
    asked = [
        exp.EQ(this=key.sql.copy(), expression=exp.Literal.number(codes[code]))
        for key, code in zip(keys, wanted, strict=True)
        if key.constant is None
    ]
    return exp.and_(*asked) if asked else exp.true()


def tier_number(node: tree.TierOf, operand: Number) -> Number:
    """The rate of the band that the number lies in, or the sum over its filled bands; outside the ladder any number."""
    cells = [band.row.cells[node.column] for band in node.ladder.bands]
    scale = max(decimals_of(cell) for cell in cells)
    return _progressive(node, operand, scale) if node.ladder.progressive else _band(node, operand, scale)


def _band(node: tree.TierOf, operand: Number, scale: int) -> Number:
    order = exp.LTE if node.ladder.closed else exp.LT
    cells = [literal(scaled(band.row.cells[node.column], scale)) for band in node.ladder.bands]
    bounds = [band.high for band in node.ladder.bands[:-1] if band.high is not None]
    cases = [(below(operand, bound, order), cell) for bound, cell in zip(bounds, cells[:-1], strict=True)]
    return Number(choose(cases, cells[-1], operand.layer) if cases else cells[-1], scale)


def below(operand: Number, bound: Decimal, order: type[exp.Binary]) -> exp.Expr:
    """How the number compares with a bound of a ladder."""
    scale = max(operand.scale, decimals_of(bound))
    return order(this=held(operand.at(scale).sql), expression=literal(scaled(bound, scale)).sql)


def _progressive(node: tree.TierOf, operand: Number, scale: int) -> Number:
    bounds = [bound for band in node.ladder.bands for bound in (band.low, band.high) if bound is not None]
    fine = max(operand.scale, *map(decimals_of, bounds))
    value, zero = operand.at(fine), literal(0)
    paid = zero
    for band in node.ladder.bands:
        part = subtract(value, literal(scaled(band.low, fine)))
        if band.high is not None:
            part = extreme(part, literal(scaled(band.high - band.low, fine)), least=True)
        filled = extreme(part, zero, least=False)
        paid = add(paid, multiply(filled, literal(scaled(band.row.cells[node.column], scale))))
    return Number(paid, fine + scale)
