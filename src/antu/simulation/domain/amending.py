"""Rates of a pack amended cell by cell: the cells as data, the pack loaded again from its changed files. Pure."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, Self

from antu.kernel.errors import BadInput, Problem
from antu.policy import Pack, load_pack
from antu.policy.faults import nearest
from antu.policy.rates import Ladder, RateRow, RateTable, rate_file

#: Between the parts of a cell's name.
_STOP: Final = "·"


@dataclass(frozen=True, slots=True)
class RateCell:
    """One rate of a pack: its file's ``line`` and ``column``; ``name`` in words, unique within the pack."""

    table: str
    line: int
    column: str
    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Amendment:
    """A rate written otherwise: which cell, and the number as typed."""

    table: str
    line: int
    column: str
    name: str
    before: str
    value: str

    def as_json(self) -> dict[str, Any]:
        """As it is kept with a simulation."""
        return {name: getattr(self, name) for name in ("table", "line", "column", "name", "before", "value")}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Self:
        """What was kept."""
        return cls(**kept)

    @property
    def words(self) -> str:
        """House_rate 框架 一等 from so much to so much."""
        return f"{self.name}：{self.before} → {self.value}"


def rate_cells(pack: Pack) -> list[RateCell]:
    """Every rate of the pack in the order of its tables, as its files write it."""
    cells = [cell for table in pack.rates.values() for cell in _cells_of(pack, table)]
    counts = Counter(cell.name for cell in cells)
    return [cell if counts[cell.name] == 1 else _with_place(cell) for cell in cells]


def _with_place(cell: RateCell) -> RateCell:
    return replace(cell, name=f"{cell.name}（{rate_file(cell.table)} 第 {cell.line} 行 {cell.column}）")


def _cells_of(pack: Pack, table: RateTable | Ladder) -> Iterator[RateCell]:
    written = _lines(pack.files[table.file])
    header = [name.strip() for name in written[0]]
    for words, row in _rows(table):
        for column in table.values:
            label = _column_label(table, column) if len(table.values) > 1 else ""
            name = _STOP.join(part for part in (table.label, words, label) if part)
            yield RateCell(table.name, row.line, column, name, written[row.line - 1][header.index(column)].strip())


def _rows(table: RateTable | Ladder) -> Iterator[tuple[str, RateRow]]:
    if isinstance(table, Ladder):
        for band in table.bands:
            yield f"{band.low} 至 {band.high}" if band.high is not None else f"{band.low} 以上", band.row
    else:
        for keys, row in table.rows.items():
            yield row.label or " ".join(keys), row


def _column_label(table: RateTable | Ladder, column: str) -> str:
    return table.label_of(column) if isinstance(table, RateTable) else column


def read_amendments(pack: Pack, typed: Sequence[tuple[str, str, str]]) -> list[Amendment]:
    """The amendments that were typed: (row of the grid, name of the cell, number).

    Raises BadInput with every problem, ``where`` giving ``row`` and ``column``; the pack judges the numbers.
    """
    cells = {cell.name: cell for cell in rate_cells(pack)}
    problems: list[Problem] = []
    found: dict[str, Amendment] = {}
    for row, name, value in typed:
        cell = cells.get(name)
        if cell is None:
            what = f"{pack.name} 没有标准「{name}」；请从列出的标准里选{nearest(name, cells)}"
            problems.append(Problem("Y-CELL", what, {"row": row, "column": "cell"}))
        elif name in found:
            what = f"「{name}」改了两次；一个标准只写一行"
            problems.append(Problem("Y-CELL", what, {"row": row, "column": "cell"}))
        elif not value:
            problems.append(Problem("Y-CELL", "请填写改成多少", {"row": row, "column": "value"}))
        else:
            found[name] = Amendment(cell.table, cell.line, cell.column, name, cell.value, value)
    if problems:
        raise BadInput(problems)
    return list(found.values())


def amended_pack(pack: Pack, amendments: Sequence[Amendment]) -> Pack:
    """The pack with these rates, loaded from its changed files: it has another sha256, and is judged as any other.

    Raises PackError with every problem; BadInput (``Y-CELL``) where a cell is no longer there.
    """
    if not amendments:
        return pack
    files = dict(pack.files)
    for table in dict.fromkeys(each.table for each in amendments):
        file = pack.rates[table].file if table in pack.rates else ""
        if not file:
            raise BadInput(Problem("Y-CELL", f"{pack.name} 没有标准表「{table}」"))
        files[file] = _rewritten(pack, files[file], [each for each in amendments if each.table == table])
    return load_pack(files)


def _rewritten(pack: Pack, content: bytes, amendments: Sequence[Amendment]) -> bytes:
    lines = _lines(content)
    header = [name.strip() for name in lines[0]]
    for each in amendments:
        place = header.index(each.column) if each.column in header else -1
        if place < 0 or not 1 < each.line <= len(lines) or lines[each.line - 1][place].strip() != each.before:
            what = f"{pack.name} 的标准「{each.name}」已经不是 {each.before}；请重新选择"
            raise BadInput(Problem("Y-CELL", what))
        lines[each.line - 1][place] = each.value
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(lines)
    return text.getvalue().encode()


def _lines(content: bytes) -> list[list[str]]:
    """The rows of a rates file; the place in the list is the line less one (no cell spans lines)."""
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
