"""Rates in SQL: the rate of keys, the band of a number, the sum over filled bands."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from itertools import product

from sqlglot import exp

from antu.policy import tree
from antu.policy.batch.numbers_sql import Number
from antu.policy.batch.scopes import Words
from antu.policy.batch.whole import Whole, add, choose, extreme, held, literal, multiply, subtract
from antu.policy.numbers import decimals_of
from antu.policy.value_types import Str


def scaled(value: Decimal, scale: int) -> int:
    """The number as a whole one at a scale that holds it."""
    return int(Fraction(value) * 10**scale)


def rate_number(node: tree.RateOf, keys: list[Words], codes: Mapping[str, int]) -> Number:
    """The rate of the keys; those that can occur have all been proved to be there."""
    kinds = [key.type.codes or frozenset() for key in node.keys if isinstance(key.type, Str)]
    cells = {each: node.table.rows[each].cells[node.column] for each in product(*map(sorted, kinds))}
    scale = max(decimals_of(cell) for cell in cells.values())
    layer = max(key.layer for key in keys)
    cases = [
        (_are(keys, each, codes), Whole(literal(scaled(cell, scale)).sql, scaled(cell, scale), scaled(cell, scale)))
        for each, cell in cells.items()
    ]
    first = cases[0][1]
    if all(number.low == first.low for _, number in cases):
        return Number(literal(first.low), scale)
    return Number(choose(cases, None, layer), scale)


def _are(keys: list[Words], wanted: tuple[str, ...], codes: Mapping[str, int]) -> exp.Expr:
    """Whether the keys are those; a key that is written in the formula need not be asked."""
    asked = [
        exp.EQ(this=key.sql.copy(), expression=exp.Literal.number(codes[code]))
        for key, code in zip(keys, wanted, strict=True)
        if key.constant is None
    ]
    return exp.and_(*asked) if asked else exp.true()


def tier_number(node: tree.TierOf, operand: Number) -> Number:
    """The rate of the band that the number lies in, or the sum over its filled bands; NULL outside the ladder."""
    cells = [band.row.cells[node.column] for band in node.ladder.bands]
    scale = max(decimals_of(cell) for cell in cells)
    return _progressive(node, operand, scale) if node.ladder.progressive else _band(node, operand, scale)


def _band(node: tree.TierOf, operand: Number, scale: int) -> Number:
    cases: list[tuple[exp.Expr, Whole]] = []
    for band in node.ladder.bands:
        inside = [below(operand, band.low, exp.GTE)]
        if band.high is not None:
            inside.append(below(operand, band.high, exp.LTE if node.ladder.closed else exp.LT))
        cases.append((exp.and_(*inside), literal(scaled(band.row.cells[node.column], scale))))
    return Number(choose(cases, None, operand.layer), scale)


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
            part = extreme([part, literal(scaled(band.high - band.low, fine))], least=True)
        filled = extreme([part, zero], least=False)
        paid = add(paid, multiply(filled, literal(scaled(band.row.cells[node.column], scale))))
    return Number(paid, fine + scale)
