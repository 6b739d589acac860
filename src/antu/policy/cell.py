"""Reading one given value as its column says."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from antu.policy.faults import listed, nearest
from antu.policy.numbers import day_from, decimal_from, decimals_of, plain
from antu.policy.schema import ColumnType, FactColumn, Value

_SHOWN_MAX = 40


@dataclass(frozen=True, slots=True)
class InexactNumber:
    """A JSON or YAML number that is no exact integer: a float, NaN, Infinity, or more digits than any quantity has."""

    text: str


class BadValue(Exception):
    """A value that its column does not allow: the rule, and what was given and what is allowed in Chinese."""

    def __init__(self, rule: str, message: str) -> None:
        super().__init__(message)
        self.rule, self.message = rule, message


def read_value(column: FactColumn, given: object) -> Value:
    """The fact; the column's default for None. BadValue where the column does not allow it."""
    if given is None:
        if column.required:
            raise BadValue("F-REQUIRED", f"必填，但没有给；应为{allowed(column)}")
        return column.default
    return _READERS[column.type](column, given)


def reader_of(column: FactColumn) -> Callable[[object], Value]:
    """``read_value`` of one column for what is given and not None, its choices and kind looked up once."""
    if column.type == ColumnType.CHOICE:
        codes = frozenset(choice.code for choice in column.choices)
        return lambda given: given if isinstance(given, str) and given in codes else _choice(column, given)
    if column.type == ColumnType.BOOLEAN:
        return lambda given: given if isinstance(given, bool) else _boolean(column, given)
    return partial(_READERS[column.type], column)


def allowed(column: FactColumn) -> str:
    """What a column takes, in words, with its bounds."""
    match column.type:
        case ColumnType.TEXT:
            return "文字"
        case ColumnType.DATE:
            return '日期，如 "2023-06-08"'
        case ColumnType.BOOLEAN:
            return " true 或 false"
        case ColumnType.CHOICE:
            return "以下之一：" + listed((f"{choice.code} {choice.label}" for choice in column.choices), 30)
        case ColumnType.INTEGER:
            return f"整数{_bounds(column)}"
        case ColumnType.DECIMAL:
            return f'十进制数{_bounds(column)}，写成文字，如 "216.48"'


def _bounds(column: FactColumn) -> str:
    low = f"{'>' if column.minimum_exclusive else '≥'} {plain(column.minimum)}" if column.minimum is not None else ""
    high = f"≤ {plain(column.maximum)}" if column.maximum is not None else ""
    bounds = "，".join(bound for bound in (low, high) if bound)
    return f"（{bounds}）" if bounds else ""


def shown(given: object) -> str:
    """What was given, for a message, cut short."""
    if isinstance(given, InexactNumber):
        text = given.text
    elif isinstance(given, bool):
        text = "true" if given else "false"
    else:
        text = "一个列表" if isinstance(given, list) else "一个映射" if isinstance(given, Mapping) else str(given)
    text = " ".join(text.split())
    return text if len(text) <= _SHOWN_MAX else text[:_SHOWN_MAX] + "…"


def _refused(column: FactColumn, rule: str, given: object, why: str) -> BadValue:
    return BadValue(rule, f"给的是「{shown(given)}」，{why}；应为{allowed(column)}")


def _text(column: FactColumn, given: object) -> str:
    if not isinstance(given, str):
        raise _refused(column, "F-TEXT", given, "不是文字")
    if not given.strip():
        raise _refused(column, "F-REQUIRED", given, "是空的")
    return given


def _choice(column: FactColumn, given: object) -> str:
    codes = [choice.code for choice in column.choices]
    if not isinstance(given, str) or given not in codes:
        hint = nearest(given, codes) if isinstance(given, str) else ""
        raise BadValue("F-CHOICE", f"给的是「{shown(given)}」，不在可选值里；应为{allowed(column)}{hint}")
    return given


def _date(column: FactColumn, given: object) -> Value:
    day = day_from(given) if isinstance(given, str) else None
    if day is None:
        raise _refused(column, "F-DATE", given, "不是存在的日期")
    return day


def _boolean(column: FactColumn, given: object) -> bool:
    if not isinstance(given, bool):
        raise _refused(column, "F-BOOLEAN", given, "不是 true 或 false")
    return given


def _number(column: FactColumn, given: object) -> Decimal:
    if isinstance(given, float | InexactNumber):
        raise _refused(column, "F-FLOAT", given, "是浮点数，会丢失分位")
    value = None
    if isinstance(given, str):
        value = decimal_from(given)
    elif isinstance(given, int) and not isinstance(given, bool):
        value = Decimal(given)
    if value is None:
        raise _refused(column, "F-NUMBER", given, "不是数字")
    if column.type == ColumnType.INTEGER and value != int(value):
        raise _refused(column, "F-INTEGER", given, "不是整数")
    _check_size(column, given, value)
    return value or value.copy_abs()  # a zero has no sign


def _check_size(column: FactColumn, given: object, value: Decimal) -> None:
    low, high = column.minimum, column.maximum
    if (low is not None and (value < low or (value == low and column.minimum_exclusive))) or (
        high is not None and value > high
    ):
        raise _refused(column, "F-BOUNDS", given, "超出范围")
    whole = column.digits - column.decimals
    if decimals_of(value) > column.decimals or value.copy_abs() >= 10**whole:
        raise _refused(column, "F-DIGITS", given, f"超过小数点前 {whole} 位、后 {column.decimals} 位")


_READERS: Mapping[ColumnType, Callable[[FactColumn, object], Value]] = {
    ColumnType.TEXT: _text,
    ColumnType.CHOICE: _choice,
    ColumnType.DATE: _date,
    ColumnType.BOOLEAN: _boolean,
    ColumnType.DECIMAL: _number,
    ColumnType.INTEGER: _number,
}
