"""A register read by columns comes to what each row's facts come to, read and computed one by one: broken rows, too."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from random import Random
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.unit.policy.batch.agreement import case_facts
from tests.unit.policy.batch.random_facts import random_facts

from antu.policy import BadFacts, Pack, compute, read_facts, shipped_shelf
from antu.policy.batch import DuckDB
from antu.policy.schema import ColumnType, FactColumn
from antu.simulation.domain.comparing import Amounts
from antu.simulation.selectors.computing import AREA, PEOPLE, Computing, Simulated
from antu.simulation.selectors.register_files import FileSources
from antu.simulation.selectors.subjects import Source

PACKS = {pack.id: pack for pack in shipped_shelf().all()}
DAY = date(2023, 6, 1)
WRONG: Mapping[str, tuple[str, ...]] = {
    "text": ("", " \u3000", "甲"),
    "choice": ("castle", "", " house"),
    "date": ("2023-02-30", "20230501", "2023-5-1", "昨天", ""),
    "boolean": ("true", "1", ""),
    "number": ("-1", "1e3", "１２", "99999999999999999999", "0.123456789", "NaN", "1.5", "abc", "", "+1", "01"),
}
WRONG_NUMBERS = (Decimal(-1), Decimal("0.123456789"), Decimal(10) ** 18, Decimal("1.5"), Decimal(0))


def generated(packs: tuple[Pack, ...], seed: int, count: int) -> list[dict[str, Any]]:
    """Documents of subjects that have the tables and columns of all the packs."""
    random = Random(seed)  # noqa: S311 - a fixed seed makes no secret
    documents: list[dict[str, Any]] = [{} for _ in range(count)]
    for pack in reversed(packs):
        cases = case_facts(pack)
        drawn = random_facts(pack, seed, count)
        given_facts = [cases[place % len(cases)] if place % 2 else each for place, each in enumerate(drawn)]
        for document, facts in zip(documents, given_facts, strict=True):
            for name, given in facts.as_document().items():
                old = document.get(name)
                document[name] = {**old, **given} if isinstance(old, dict) and isinstance(given, dict) else given
            if random.random() < 0.4 and pack.facts.signing_column:
                document["subject"].pop(pack.facts.signing_column.name, None)
    return documents


def broken(packs: tuple[Pack, ...], documents: list[dict[str, Any]], seed: int, *, typed: bool) -> None:
    """Breaks every third document in one place, or in two."""
    random = Random(seed)  # noqa: S311 - as above
    for document in documents[::3]:
        for _ in range(random.choice((1, 1, 2))):
            table = random.choice([each for each in packs[0].facts.tables.values() if document.get(each.name)])
            rows = [document[table.name]] if table.is_single else document[table.name]
            row = random.choice(rows)
            column = random.choice(list(table.columns.values()))
            match random.choice(("none", "wrong", "wrong", "twice", "many")):
                case "none":
                    row.pop(column.name, None)
                case "twice" if not table.is_single:
                    rows.append(dict(row))
                case "many" if not table.is_single and table.rows_max < 300:
                    rows.extend([dict(row, id=f"R{place}") for place in range(table.rows_max + 1)])
                case _:
                    row[column.name] = wrong(column, random, typed=typed)


def wrong(column: FactColumn, random: Random, *, typed: bool) -> Any:
    if typed and column.type in {ColumnType.DECIMAL, ColumnType.INTEGER}:
        return random.choice(WRONG_NUMBERS)
    if typed and column.type in {ColumnType.DATE, ColumnType.BOOLEAN}:
        return None
    return random.choice(WRONG.get(column.type.value, WRONG["number"]))


def written(packs: tuple[Pack, ...], documents: list[dict[str, Any]], path: Path, *, typed: bool) -> Path:
    """The documents as a file: its columns typed as the packs type them, or all of them text."""
    arrays = {}
    for name in {name for pack in packs for name in pack.facts.tables}:
        table = next(pack.facts.tables[name] for pack in packs if name in pack.facts.tables)
        tables = [pack.facts.tables[name] for pack in reversed(packs) if name in pack.facts.tables]
        columns = {key: each for own in tables for key, each in own.columns.items()}
        kind = pa.struct([(key, _type(each, typed=typed)) for key, each in columns.items()] + [("remark", pa.string())])
        values: list[Any] = [
            _row(given, columns, typed=typed)
            if table.is_single
            else [_row(row, columns, typed=typed) for row in given or ()]
            for given in (document.get(name) for document in documents)
        ]
        arrays[name] = pa.array(values, kind if table.is_single else pa.list_(kind))
    pq.write_table(pa.table(arrays), path)
    return path


def _type(column: FactColumn, *, typed: bool) -> pa.DataType:
    if column.type == ColumnType.BOOLEAN:
        return pa.bool_() if typed else pa.string()
    if not typed or column.type in {ColumnType.TEXT, ColumnType.CHOICE}:
        return pa.string()
    return pa.date32() if column.type == ColumnType.DATE else pa.decimal128(38, 10)


def _row(row: Mapping[str, Any] | None, columns: Mapping[str, FactColumn], *, typed: bool) -> dict[str, Any]:
    return {name: _value(columns[name], value, typed=typed) for name, value in (row or {}).items() if name in columns}


def _value(column: FactColumn, value: Any, *, typed: bool) -> Any:
    if not typed:
        return str(value) if isinstance(value, bool | Decimal) else value
    if isinstance(value, str) and column.type in {ColumnType.DECIMAL, ColumnType.INTEGER}:
        return Decimal(value)
    return date.fromisoformat(value) if isinstance(value, str) and column.type == ColumnType.DATE else value


def one_by_one(pack: Pack, source: Source) -> Amounts | list[tuple[str, str]]:
    """What the row's facts come to, read and explained; or each rule that it breaks with its message."""
    try:
        facts = read_facts(
            pack, source.facts_of(pack), signed_on=source.assumed_on if pack.facts.signing_column else None
        )
        answer = compute(pack, facts)
    except BadFacts as error:
        return [(each.rule, str(each)) for each in error.problems]
    items: dict[str, int] = {}
    for line in answer.lines:
        items[line.code] = items.get(line.code, 0) + line.amount.fen
    sizes = (Fraction(answer.derived[name]) if name in answer.derived else None for name in (AREA, PEOPLE))
    return Amounts(answer.payable.fen, answer.totals["separate"].fen, {k: v for k, v in items.items() if v}, *sizes)


def without_nothing(amounts: Amounts | None) -> Amounts | None:
    if amounts is None:
        return None
    items = {code: fen for code, fen in amounts.items.items() if fen}
    return Amounts(amounts.payable, amounts.separate, items, amounts.area, amounts.people)


def differing(packs: tuple[Pack, Pack], simulated: Simulated) -> Iterator[str]:
    sides = [one_by_one(pack, simulated.source) for pack in packs]
    told = [without_nothing(each) for each in (simulated.pack, simulated.against)]
    if all(isinstance(each, Amounts) for each in sides):
        yield from (f"{one} is not {other}" for one, other in zip(told, sides, strict=True) if one != other)
        return
    reasons = [each for side in sides if isinstance(side, list) for each in side]
    found = [(each.problem.rule, str(each.problem)) for each in simulated.refusals]
    if told != [None, None] or found != reasons:
        yield f"{found} are not {reasons}"


@pytest.mark.parametrize("form", ["typed", "text"])
@pytest.mark.parametrize("ids", [*((each, each) for each in PACKS), *zip(PACKS, [*PACKS][1:], strict=False)])
def test_every_row_is_worth_or_refused_what_it_is_alone(ids: tuple[str, str], form: str, tmp_path: Path) -> None:
    packs, typed = (PACKS[ids[0]], PACKS[ids[1]]), form == "typed"
    documents = generated(packs, len(ids[0]), 120)
    broken(packs, documents, 5, typed=typed)
    sources = FileSources(written(packs, documents, tmp_path / "register.parquet", typed=typed), packs, DAY)
    with DuckDB() as engine:
        found = list(Computing(*packs, engine).subjects(sources, lambda _done, _total: None))
    assert [each for simulated in found for each in differing(packs, simulated)] == []
    refused = sum(each.pack is None for each in found)
    assert len(found) == len(documents)
    assert refused > 20
    assert ids[0] != ids[1] or not typed or refused < len(found)
