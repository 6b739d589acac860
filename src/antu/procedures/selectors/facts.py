"""Facts of a case: kept as JSON, read back by the columns that the procedure declares."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from antu.kernel.errors import BadInput, Problem
from antu.platform.workbook.dates import written_day
from antu.policy.cell import BadValue, read_value
from antu.policy.schema import ColumnType, FactColumn, Value
from antu.procedures.domain.checking import STEP_FACTS
from antu.procedures.selectors.drawings import kind_of


def kept(facts: Mapping[str, Value]) -> dict[str, Any]:
    """Facts as JSON holds them: numbers and days as text."""
    return {name: _kept(value) for name, value in facts.items() if value is not None}


def _kept(value: Value) -> str | bool:
    if isinstance(value, bool):
        return value
    if isinstance(value, date):
        return value.isoformat()
    return format(value, "f") if isinstance(value, Decimal) else str(value)


def read_kept(key: str, facts: Mapping[str, Any]) -> dict[str, Value]:
    """Facts of a case as they were kept; what the procedure no longer declares is left out."""
    columns = {column.name: column for column in columns_of(key)}
    return {name: read_value(columns[name], each) for name, each in facts.items() if name in columns}


def columns_of(key: str) -> tuple[FactColumn, ...]:
    """All facts that a branch of this procedure may ask for."""
    kind = kind_of(key)
    return (*STEP_FACTS, *kind.facts, *kind.asked)


def answers_typed(columns: Iterable[FactColumn], texts: Mapping[str, str]) -> dict[str, Value]:
    """What was filled in at a step. Raises BadInput (``B-ANSWER``) with all that is missing or cannot be read."""
    found: dict[str, Value] = {}
    problems = []
    for column in columns:
        text = texts.get(column.name, "").strip()
        try:
            found[column.name] = read_value(column, _typed(column, text) if text else None)
        except BadValue:
            problems.append(Problem("B-ANSWER", _way_out(column, text), {"column": column.name}))
    if problems:
        raise BadInput(problems)
    return found


def _typed(column: FactColumn, text: str) -> object:
    if column.type is ColumnType.DATE and (day := written_day(text)):
        return day.isoformat()
    if column.type is ColumnType.DECIMAL:
        return text.replace(",", "").replace("，", "")
    return text == "是" if column.type is ColumnType.BOOLEAN and text in {"是", "否"} else text


def _way_out(column: FactColumn, text: str) -> str:
    """What to fill in instead."""
    if not text:
        return f"请填写{column.label}"
    wanted = {
        ColumnType.DATE: "请填写日期，如 2023-06-08",
        ColumnType.DECIMAL: f"请填写数字，最多 {column.decimals} 位小数，不小于 {column.minimum or 0}",
        ColumnType.INTEGER: "请填写整数",
        ColumnType.BOOLEAN: "请选择是或否",
        ColumnType.CHOICE: "请从列出的里面选",
    }
    return f"{column.label}「{text[:40]}」读不出来：{wanted.get(column.type, '请重新填写')}"
