"""The tasks of a draft as they are typed: read, judged against the projects on record, every problem at its field."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from antu.kernel.errors import BadInput, Problem
from antu.platform.workbook.layout import Column, ColumnType
from antu.platform.workbook.numbers import read_number
from antu.platform.workbook.refusal import Refused

UNITS: Final = {"collective": "mu", "state": "m2"}
UNIT_WORDS: Final = {"mu": "亩", "m2": "㎡"}
LAND_WORDS: Final = {"collective": "集体", "state": "国有"}
_DECIMALS: Final = {"mu": 4, "m2": 2}
RESPONSIBLE_MAX: Final = 200


@dataclass(frozen=True, slots=True)
class KnownProject:
    """A project that a task may name; ``land`` is ``collective``, ``state``, or empty when nobody recorded it."""

    key: int
    name: str
    land: str


@dataclass(frozen=True, slots=True)
class TypedTask:
    """A row as typed, by the ``row`` of its grid."""

    row: str
    project: str = ""
    quantity: str = ""
    unit: str = ""
    responsible: str = ""


@dataclass(frozen=True, slots=True)
class DraftTask:
    """A task that may be kept; ``quantity`` is None while nobody knows it."""

    project: KnownProject
    land: str
    quantity: Decimal | None
    unit: str
    responsible: str


def read_tasks(rows: Iterable[TypedTask], find: Callable[[str], KnownProject | None]) -> list[DraftTask]:
    """The tasks in the order of their rows; ``find`` knows projects by number and name.

    Collective land is planned in 亩, state-owned in ㎡; without a unit it is that of the land. Raises BadInput with
    every problem, ``where`` giving its ``row`` and ``column``.
    """
    problems: list[Problem] = []
    tasks: list[DraftTask] = []
    taken: dict[int, int] = {}
    for number, row in enumerate(rows, start=1):
        project = find(row.project) if row.project else None
        found = list(_problems_of(row, project))
        if project and taken.setdefault(project.key, number) != number:
            first = taken[project.key]
            what = f"项目「{project.name}」在第 {first} 行已有任务；一个项目在一版计划里只列一次，请删去一行"
            found.append(_wrong(row, "N-TWICE", what, "project"))
        problems += found
        if project and not found:
            tasks.append(_task(row, project))
    if problems:
        raise BadInput(problems)
    return tasks


def _problems_of(row: TypedTask, project: KnownProject | None) -> Iterator[Problem]:
    if project is None:
        what = f"没有编号或名称为「{row.project}」的项目；请从列出的项目里选" if row.project else "还没有填项目"
        yield _wrong(row, "N-PROJECT", what, "project")
    land = project.land if project else ""
    if row.unit not in {"", *UNIT_WORDS}:
        yield _wrong(row, "N-UNIT", f"「{row.unit}」不是任务量的单位；请填亩或㎡", "unit")
    elif land and row.unit and row.unit != UNITS[land]:
        right = UNIT_WORDS[UNITS[land]]
        yield _wrong(row, "N-UNIT", f"{LAND_WORDS[land]}土地的任务以{right}计；请换算成{right}再填", "unit")
    else:
        try:
            _quantity(row, _unit(row, land))
        except Refused as refused:
            yield _wrong(row, refused.rule, refused.message, "quantity")
    if len(row.responsible) > RESPONSIBLE_MAX:
        yield _wrong(row, "R-RANGE", f"责任单位最多 {RESPONSIBLE_MAX} 个字；请缩短", "responsible")


def _task(row: TypedTask, project: KnownProject) -> DraftTask:
    unit = _unit(row, project.land)
    land = project.land or ("state" if unit == "m2" else "collective")
    return DraftTask(project, land, _quantity(row, unit), unit, row.responsible)


def _unit(row: TypedTask, land: str) -> str:
    return row.unit or UNITS.get(land, "mu")


def _quantity(row: TypedTask, unit: str) -> Decimal | None:
    column = Column(
        header="任务量",
        field="quantity",
        type=ColumnType.QUANTITY,
        minimum=Decimal(0),
        minimum_exclusive=True,
        decimals=_DECIMALS[unit],
    )
    if not row.quantity:
        return None
    number = read_number(row.quantity, column, UNIT_WORDS[unit])
    return number if isinstance(number, Decimal) else None


def _wrong(row: TypedTask, rule: str, message: str, column: str) -> Problem:
    return Problem(rule, message, {"row": row.row, "column": column})
