"""Which records the rows of a sheet mean, where pages may have called a record otherwise since."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from antu.platform.exchange.judging import name_key
from antu.platform.exchange.names import Key
from antu.platform.exchange.sheet import Matches
from antu.platform.workbook import Row, SheetReading

AGAIN: Final = "与第 {number} 行是同一条记录；请只留一行"


def no_other(_row: Row) -> int | None:
    """Nothing else tells which record a row means."""
    return None


def recognised(
    reading: SheetReading,
    fields: tuple[str, ...],
    *,
    named: Mapping[Key, int],
    formerly: Mapping[Key, int],
    otherwise: Callable[[Row], int | None] = no_other,
) -> Matches:
    """The record of each row: as it is called now, else as the workbook called it, else by ``otherwise``.

    ``fields`` is what a row is known by, the last one being where a second row of one record is refused
    (``R-DUPLICATE``).
    """
    keyed = {row.number: (row, name_key(row, fields)) for row in reading.rows if row.has(*fields)}
    passes: tuple[tuple[bool, Callable[[Row, Key], int | Key | None]], ...] = (
        (True, lambda _, key: named.get(key)),
        (True, lambda _, key: formerly.get(key)),
        (False, lambda row, _: otherwise(row)),
        (True, lambda _, key: key),
    )
    found: dict[int, int] = {}
    first: dict[object, int] = {}
    problems = []
    for is_sure, means in passes:
        for number, (row, key) in keyed.items():
            meant = None if number in found else means(row, key)
            if meant is None or (meant in first and not is_sure):
                continue
            if first.setdefault(meant, number) != number:
                problems.append(reading.problem(row, fields[-1], "R-DUPLICATE", AGAIN.format(number=first[meant])))
            if isinstance(meant, int):
                found[number] = meant
    return Matches(found, tuple(problems))
