"""Kept values as the texts of a form, and typed texts read by the same columns as a workbook's cells."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Final

from antu.kernel.errors import Problem
from antu.platform.workbook.cells import plain
from antu.platform.workbook.layout import Column, ColumnType, Value
from antu.platform.workbook.refusal import Refused
from antu.platform.workbook.values import Setting, read_value

YES: Final = "是"
NO: Final = "否"


def text_of(value: Value) -> str:
    """The text of a value: a choice by its code, a mark as 是 or 否, a day in ISO form, a number plain."""
    match value:
        case None:
            return ""
        case bool():
            return YES if value else NO
        case Decimal():
            return plain(value)
        case date():
            return value.isoformat()
        case _:
            return str(value)


def read_texts(columns: Iterable[Column], texts: Mapping[str, str]) -> tuple[dict[str, Value], list[Problem]]:
    """The values of a form's fields by the columns of the same names, and every problem with its field.

    What could not be read has no value. A number takes its unit from the choice that its column names, where that was
    made.
    """
    values: dict[str, Value] = {}
    problems = []
    for column in columns:
        typed = texts.get(column.field, "")
        if column.required and not typed.strip():
            problems.append(Problem("R-REQUIRED", f"请填写{column.header}", {"column": column.field}))
            continue
        try:
            values[column.field] = read_value(typed, column, Setting(unit=_unit(column, texts)))
        except Refused as refused:
            problems.append(Problem(refused.rule, refused.message, {"column": column.field}))
    return values, problems


def _unit(column: Column, texts: Mapping[str, str]) -> str | None:
    if not column.unit_of:
        return column.unit if column.type is not ColumnType.TEXT else ""
    return column.units.get(texts.get(column.unit_of, ""))
