"""Reading rate tables: what ``pack.yaml`` says of a table, and the rows of its CSV file."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from antu.policy.block import Block
from antu.policy.computation import RateRead
from antu.policy.faults import Faults, Place, listed, nearest
from antu.policy.numbers import decimal_from, decimals_of
from antu.policy.rates import Band, Ladder, RateRow, RateTable, rate_file
from antu.policy.settlement_columns import RATE_COLUMNS

_EXTRA_COLUMNS = ("label", "also", "unit", "clause")
_BOUNDS = ("from", "to")


@dataclass(frozen=True, slots=True)
class _Declared:
    name: str
    label: str
    unit: str
    keys: tuple[str, ...]
    values: tuple[str, ...]
    columns: Mapping[str, str]
    bounds: str
    progressive: bool
    settlement_column: str

    @property
    def required(self) -> tuple[str, ...]:
        return (*(_BOUNDS if self.bounds else self.keys), *self.values, "clause")


def read_rates(block: Block | None, files: Mapping[str, bytes], faults: Faults) -> dict[str, RateTable | Ladder]:
    """All rate tables that ``pack.yaml`` declares under ``rates``; those with faults hold what could be read."""
    tables: dict[str, RateTable | Ladder] = {}
    for name, declared in block.names() if block else ():
        table = _declared(name, declared)
        file = rate_file(name)
        before = len(faults.problems)
        if file in files:
            rows = list(_read_csv(table, file, files[file], faults))
        else:
            rows = []
            declared.fault("", "P-FILE", f"没有文件 {file}；请补上这张标准表，或删去声明")
        if not rows and len(faults.problems) == before:
            faults.add(Place(file), "P-RATE", "这张表没有一行标准；请写出标准和条款，或删去声明和文件")
        tables[name] = _ladder(table, rows, faults) if table.bounds else _table(table, rows, faults)
    return tables


def _declared(name: str, block: Block) -> _Declared:
    bounds = block.one_of("bounds", ("closed", "lower")) if block.has("bounds") else ""
    columns = block.labels("values")
    keys = block.texts("keys")
    table = _Declared(
        name=name,
        label=block.optional("label"),
        unit=block.optional("unit"),
        keys=keys,
        values=tuple(columns) or ("rate",),
        columns=columns,
        bounds=bounds,
        progressive=block.flag("progressive"),
        settlement_column=block.one_of("settlement_column", RATE_COLUMNS) if block.has("settlement_column") else "",
    )
    if bool(keys) == bool(bounds):
        message = "标准表要么按键查（keys: [kind]），要么是阶梯（bounds: closed 或 lower），二者取一"
        block.fault("keys", "P-RATE", message)
    if table.progressive and not bounds:
        block.fault("progressive", "P-RATE", "只有阶梯（有 bounds 的表）才能分段累进")
    block.finish()
    return table


@dataclass(frozen=True, slots=True)
class _Raw:
    cells: Mapping[str, str]
    place: Place

    def at(self, column: str) -> Place:
        return Place(self.place.file, self.place.line, column)


def _read_csv(table: _Declared, file: str, content: bytes, faults: Faults) -> Iterator[_Raw]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        saved = "应为 UTF-8 编码、逗号分隔的 CSV；Excel 里另存为「CSV UTF-8（逗号分隔）」"
        faults.add(Place(file, line), "P-CSV", f"读不出这张表；{saved}")
        return
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    starts, lines = 1, []
    try:
        for cells in reader:
            lines.append((starts, [cell.strip() for cell in cells]))
            starts = reader.line_num + 1
    except csv.Error:
        faults.add(Place(file, starts), "P-CSV", '这一行的双引号没有配对；没有逗号的格子不用引号，引号本身写成 ""')
        return
    lines = [(number, cells) for number, cells in lines if any(cells)]
    header = lines[0][1] if lines else []
    if not _header_fits(table, Place(file, lines[0][0] if lines else 1), header, faults):
        return
    for number, cells in lines[1:]:
        if len(cells) == len(header):
            yield _Raw(dict(zip(header, cells, strict=True)), Place(file, number))
        else:
            faults.add(
                Place(file, number),
                "P-CSV",
                f"这一行有 {len(cells)} 格，表头有 {len(header)} 格；请补齐或去掉多余的逗号"
                + ("，逗号要用半角" if any("，" in cell for cell in cells) else ""),
            )


def _header_fits(table: _Declared, place: Place, header: list[str], faults: Faults) -> bool:
    known = (*table.required, *_EXTRA_COLUMNS)
    before = len(faults.problems)
    for name in dict.fromkeys(header):
        if name not in known:
            faults.add(
                place,
                "P-CSV",
                f"表头里不认识「{name}」；这张表的列是 {listed(dict.fromkeys(known))}{nearest(name, known)}",
            )
        if header.count(name) > 1:
            faults.add(place, "P-CSV", f"表头里「{name}」出现两次；请只保留一列")
    for name in table.required:
        if name not in header:
            faults.add(place, "P-CSV", f"表头缺少「{name}」列；这张表必须有 {listed(table.required)}")
    return len(faults.problems) == before


def _row(table: _Declared, raw: _Raw, words: tuple[str, ...], faults: Faults) -> RateRow:
    if not raw.cells["clause"]:
        faults.add(raw.at("clause"), "P-CLAUSE", "没有条款；每个标准都要写出处，如 附件二")
    label, given, clause = raw.cells.get("label", ""), raw.cells.get("unit", ""), raw.cells["clause"]
    if not label and not table.label:
        faults.add(raw.at("label"), "P-CSV", "没有中文名称；请在 label 列写出，或在 pack.yaml 给这张表写 label")
    unit = table.unit.replace("{unit}", given) if "{unit}" in table.unit else given or table.unit
    keys = () if table.bounds else words
    cells = {column: _number(raw, column, faults) for column in table.values}
    reads = {
        column: RateRead(
            table=table.name,
            label=table.columns.get(column) or table.label,
            keys=keys,
            keys_words=(label,) if label else words,
            column=column,
            value=format(value, "f"),
            unit=unit,
            clause=clause,
            settlement_column=table.settlement_column,
        )
        for column, value in cells.items()
    }
    also = tuple(word for word in raw.cells.get("also", "").split("、") if word)
    return RateRow(label, also, given, clause, raw.place.line or 0, cells, reads)


def _number(raw: _Raw, column: str, faults: Faults) -> Decimal:
    value = decimal_from(raw.cells[column])
    if value is None:
        faults.add(
            raw.at(column), "P-NUMBER", f"「{raw.cells[column]}」不是数字；应为十进制数，如 980.00，不带单位和千分号"
        )
    return Decimal(0) if value is None else value


def _table(table: _Declared, raws: list[_Raw], faults: Faults) -> RateTable:
    rows: dict[tuple[str, ...], RateRow] = {}
    for raw in raws:
        keys = tuple(raw.cells[key] for key in table.keys)
        if not all(keys):
            faults.add(raw.place, "P-RATE", f"键 {listed(table.keys)} 不能为空")
        if keys in rows:
            faults.add(
                raw.place, "P-DUPLICATE", f"「{'、'.join(keys)}」在第 {rows[keys].line} 行已有一个标准；请只保留一行"
            )
        rows[keys] = _row(table, raw, keys, faults)
    return RateTable(table.name, table.label, table.keys, table.values, rows, table.unit, table.columns)


def _ladder(table: _Declared, raws: list[_Raw], faults: Faults) -> Ladder:
    bands = []
    for raw in raws:
        low = _number(raw, "from", faults)
        high = _number(raw, "to", faults) if raw.cells["to"] else None
        words = (f"{raw.cells['from']} 至 {raw.cells['to']}" if raw.cells["to"] else f"{raw.cells['from']} 起",)
        bands.append(Band(low, high, _row(table, raw, words, faults)))
    bounds = [bound for band in bands for bound in (band.low, band.high) if bound is not None]
    decimals = max(map(decimals_of, bounds), default=0)
    ladder = Ladder(
        table.name,
        table.label,
        table.bounds == "closed",
        table.progressive,
        table.values,
        tuple(bands),
        decimals,
        table.unit,
        table.columns,
    )
    _check_ladder(ladder, faults)
    return ladder


def _check_ladder(ladder: Ladder, faults: Faults) -> None:
    step = Decimal(1).scaleb(-ladder.decimals) if ladder.closed else Decimal(0)
    for band in ladder.bands:
        if band.high is not None and (band.high < band.low if ladder.closed else band.high <= band.low):
            faults.add(
                Place(ladder.file, band.row.line, "to"), "P-LADDER", f"这一档的止 {band.high} 不在起 {band.low} 之后"
            )
    for band, following in pairwise(ladder.bands):
        place = Place(ladder.file, following.row.line, "from")
        if band.high is None:
            faults.add(Place(ladder.file, band.row.line, "to"), "P-LADDER", "只有最后一档可以没有止；请填写这一档的止")
        elif following.low < band.high + step:
            faults.add(
                place, "P-LADDER", f"这一档与上一档重叠：上一档止于 {band.high}，这一档应从 {band.high + step} 起"
            )
        elif following.low > band.high + step:
            faults.add(
                place, "P-LADDER", f"这一档与上一档之间有空档：上一档止于 {band.high}，这一档应从 {band.high + step} 起"
            )
