"""Facts of invented subjects, with values at the ends of their ranges as often as between them."""

from __future__ import annotations

import math
from datetime import date
from decimal import Decimal
from fractions import Fraction
from random import Random

from antu.policy import ColumnType, FactColumn, Facts, FactTable, Pack
from antu.policy.names import column_type
from antu.policy.schema import PROJECT, SUBJECT, Row, Value
from antu.policy.value_types import Num

DAYS = [
    date(2020, 2, 28), date(2020, 2, 29), date(2020, 3, 1), date(2021, 1, 30), date(2021, 1, 31), date(2022, 12, 31),
    date(2023, 3, 1), date(2023, 3, 10), date(2023, 3, 11), date(2023, 4, 1), date(2023, 4, 30), date(1, 1, 1),
    date(9999, 12, 31),
]  # fmt: skip


def random_facts(pack: Pack, seed: int, count: int, rows: int = 4) -> list[Facts]:
    """The facts of so many subjects of a few projects, each read as the pack would have read them."""
    random = Random(seed)  # noqa: S311 — a fixed seed makes no secret
    projects = [_row(pack.facts.tables[PROJECT], random, "P") for _ in range(5)]
    return [_facts(pack, random, random.choice(projects), number, rows) for number in range(count)]


def _facts(pack: Pack, random: Random, project: Row, number: int, rows: int) -> Facts:
    tables = {
        name: tuple(_row(table, random, f"{name}{place}") for place in range(random.randint(0, rows)))
        for name, table in pack.facts.tables.items()
        if not table.is_single
    }
    return Facts(_row(pack.facts.tables[SUBJECT], random, f"S{number}"), project, tables)


def _row(table: FactTable, random: Random, key: str) -> Row:
    return {name: key if name == "id" else _value(column, random) for name, column in table.columns.items()}


def _value(column: FactColumn, random: Random) -> Value:
    if column.may_be_empty and random.random() < 0.3:
        return None
    match column.type:
        case ColumnType.TEXT:
            return random.choice(["甲", "乙", "a"])
        case ColumnType.CHOICE:
            return random.choice(column.choices).code
        case ColumnType.DATE:
            return random.choice(DAYS)
        case ColumnType.BOOLEAN:
            return random.random() < 0.5
        case _:
            return _number(column, random)


def _number(column: FactColumn, random: Random) -> Decimal:
    kind = column_type(column)
    assert isinstance(kind, Num)
    low, high = kind.interval or (Fraction(0), Fraction(0))
    scale = kind.scale or 0
    units = 10**scale
    least, most = math.ceil(low * units), math.floor(high * units)
    near = random.randint(max(least, -200 * units), min(most, 200 * units))
    whole = random.choice([least, most, near, near, near, max(least, min(most, 0))])
    return Decimal(whole).scaleb(-scale)
