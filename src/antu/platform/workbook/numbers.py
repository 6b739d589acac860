"""Numbers in cells: exact decimals from number cells and from text with separators and units."""

from __future__ import annotations

import re
from decimal import Decimal

from antu.kernel.money import Money
from antu.kernel.text import nfkc, without_space
from antu.platform.workbook.cells import Raw, plain, shown
from antu.platform.workbook.layout import Column, ColumnType, Value
from antu.platform.workbook.refusal import Refused
from antu.platform.workbook.units import is_unit, same_unit

LOST_FROM = Decimal(10) ** 15
"""From here on a number cell has lost digits of what was typed."""
COUNT_DIGITS_MAX = 9
"""Digits of a whole number: what the database's integers hold."""

_DECIMALS = {ColumnType.AREA: 2, ColumnType.MONEY: 2, ColumnType.INTEGER: 0}
_DECIMALS_OTHERWISE = 4
_SIGNED = {ColumnType.MONEY, ColumnType.NUMBER}
_SCIENTIFIC = re.compile(r"['`‘’]?\d(?:\.\d*)?[Ee]\+?\d+", re.ASCII)
_NUMBER = re.compile(r"([-−]?)(\d{1,3}(?:,\d{3})+(?:\.\d*)?|\d+(?:\.\d*)?|\.\d+)(.*)", re.ASCII)


def lost_digits(raw: Raw) -> bool:
    """Whether an identity number or account was kept as a number too long to be kept whole."""
    if isinstance(raw, Decimal):
        return abs(raw) >= LOST_FROM
    return isinstance(raw, str) and bool(_SCIENTIFIC.fullmatch(without_space(nfkc(raw))))


def read_number(raw: Raw, column: Column, unit: str | None) -> Value:
    """The exact number of a cell: ``int`` of an integer column, :class:`Money` (yuan) of a money column, else Decimal.

    ``unit`` is what may be typed behind it, None for any. Refused, in this order: no number, another unit, below
    zero, a fraction in an integer column, too many decimals, outside the column's bounds.
    """
    number = _exact(raw, column, unit)
    if number < 0 and not _may_be_negative(column):
        raise Refused("R-NEGATIVE", f"{column.header}填的是「{shown(raw)}」，不能小于 0；请核对")
    decimals = _decimals(number)
    if column.type is ColumnType.INTEGER and decimals:
        raise Refused("R-INTEGER", f"{column.header}填的是「{shown(raw)}」，应为整数；请核对")
    limit = _DECIMALS.get(column.type, _DECIMALS_OTHERWISE) if column.decimals is None else column.decimals
    if decimals > limit:
        advice = "精确到分" if column.type is ColumnType.MONEY else "按测绘成果填写"
        what = f"{column.header}填的是「{shown(raw)}」，最多 {limit} 位小数；请{advice}"
        raise Refused("R-AREA-PRECISION", what)
    _check_bounds(number, raw, column)
    if column.type is ColumnType.INTEGER:
        return int(number)
    return Money.from_yuan(number) if column.type is ColumnType.MONEY else Decimal(plain(number))


def _exact(raw: Raw, column: Column, unit: str | None) -> Decimal:
    if isinstance(raw, Decimal):
        return raw
    found = _NUMBER.fullmatch(without_space(nfkc(raw))) if isinstance(raw, str) else None
    if found is None or (found[3] and not _is_unit(found[3], unit)):
        example = "12" if column.type is ColumnType.INTEGER else "216.48"
        raise Refused("R-NUMBER", f"{column.header}填的是「{shown(raw)}」，不是数字；请只填数字，如 {example}")
    if found[3] and unit is not None and not same_unit(found[3], unit):
        expected = f"的单位是「{unit}」，请换算" if unit else "不带单位，请只填数字"
        raise Refused("R-UNIT", f"{column.header}填的是「{shown(raw)}」；这一列{expected}")
    magnitude = Decimal(found[2].replace(",", ""))
    return magnitude.copy_negate() if found[1] and magnitude else magnitude


def _is_unit(suffix: str, unit: str | None) -> bool:
    return is_unit(suffix) or bool(unit and same_unit(suffix, unit))


def _may_be_negative(column: Column) -> bool:
    return column.type in _SIGNED if column.minimum is None else column.minimum < 0


def _decimals(number: Decimal) -> int:
    return len(plain(number).partition(".")[2])


def _check_bounds(number: Decimal, raw: Raw, column: Column) -> None:
    low, high = column.minimum, column.maximum
    if low is not None and (number <= low if column.minimum_exclusive else number < low):
        word = "大于" if column.minimum_exclusive else "不小于"
        raise Refused("R-RANGE", f"{column.header}填的是「{shown(raw)}」，应{word} {plain(low)}；请核对")
    if high is not None and number > high:
        raise Refused("R-RANGE", f"{column.header}填的是「{shown(raw)}」，应不大于 {plain(high)}；请核对")
    digits = COUNT_DIGITS_MAX if column.type is ColumnType.INTEGER else column.integer_digits
    if abs(number) >= Decimal(10) ** digits:
        raise Refused("R-RANGE", f"{column.header}填的是「{shown(raw)}」，整数部分多于 {digits} 位；请核对")
