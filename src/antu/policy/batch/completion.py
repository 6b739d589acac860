"""What an engine leaves out, computed by explaining, so that no total is silently partial."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

import pyarrow as pa
import pyarrow.compute as pc

from antu.policy.batch.layout import REFUSED_SCHEMA
from antu.policy.batch.program import Program
from antu.policy.batch.results import BatchResult
from antu.policy.batch.scopes import SUBJECT_ID
from antu.policy.batch.whole import BIG, WIDEST
from antu.policy.compute import Computation, compute
from antu.policy.facts import Facts
from antu.policy.faults import BadFacts

Line = tuple[int, int, int | None, int]
_LINE = (SUBJECT_ID, "item", "row", "amount_fen")


def complete_with_explain(program: Program, facts: Sequence[Facts], result: BatchResult) -> BatchResult:
    """The result with every line, item and total of every subject that can be computed at all.

    Where a part of the pack is unfit, all subjects are explained, else only those beyond the engine. Derived values
    that are unfit stay out: they have no column that would hold them.
    """
    refused = set(result.refused[SUBJECT_ID].to_pylist())
    places = set(range(len(facts))) if program.unfit else set(result.beyond[SUBJECT_ID].to_pylist())
    if not places:
        return result
    explained: dict[int, Computation] = {}
    uncomputable: list[int] = []
    for place in sorted(places - refused):
        try:
            explained[place] = compute(program.pack, facts[place])
        except BadFacts:
            uncomputable.append(place)
    kept = BatchResult(
        _without(result.lines, places), _without(result.subjects, places), result.refused, result.beyond[:0]
    )
    lines = [line for place, each in explained.items() for line in _lines(program, place, facts[place], each)]
    rows = [_values(program, place, each) for place, each in explained.items()]
    failed = [{SUBJECT_ID: place, "rule": "F-UNCOMPUTABLE"} for place in uncomputable]
    return BatchResult(
        _joined(kept.lines, [dict(zip(_LINE, line, strict=True)) for line in lines], _LINE),
        _joined(kept.subjects, rows, (SUBJECT_ID,)),
        pa.concat_tables([kept.refused, pa.Table.from_pylist(failed, REFUSED_SCHEMA)]).sort_by(SUBJECT_ID),
        kept.beyond,
    )


def _without(table: pa.Table, places: set[int]) -> pa.Table:
    return table.filter(pc.invert(pc.is_in(table[SUBJECT_ID], pa.array(sorted(places), pa.int64()))))


def _lines(program: Program, place: int, facts: Facts, computation: Computation) -> Iterator[Line]:
    items = {item.code: (number, item.per) for number, item in enumerate(program.pack.items)}
    rows = {name: {str(row["id"]): at for at, row in enumerate(found)} for name, found in facts.tables.items()}
    for line in computation.lines:
        item, per = items[line.code]
        yield place, item, None if line.row is None else rows[per][line.row], line.amount.fen


def _values(program: Program, place: int, computation: Computation) -> dict[str, object]:
    values: dict[str, object] = {SUBJECT_ID: place}
    for value in program.derived:
        exact = Fraction(computation.derived[value.name.removeprefix("d_")]) * 10**value.scale
        values[value.name] = exact.numerator
        if value.over:
            values[value.over] = exact.denominator
    for item in program.pack.items:
        values[f"i_{item.code}"] = sum(line.amount.fen for line in computation.lines if line.code == item.code)
    values |= {f"t_{name}": amount.fen for name, amount in computation.totals.items()}
    return values | {"draft": computation.draft}


def _joined(table: pa.Table, rows: list[dict[str, object]], order: Sequence[str]) -> pa.Table:
    """The table and the rows, each whole number as wide as it needs to be."""
    names = list(dict.fromkeys([*table.column_names, *(name for row in rows[:1] for name in row)]))
    columns = {}
    for name in names:
        old = table[name].to_pylist() if name in table.column_names else []
        columns[name] = _array(name, [*old, *(row.get(name) for row in rows)], table.schema)
    return pa.table(columns).sort_by([(name, "ascending", "at_start") for name in order if name != "amount_fen"])


def _array(name: str, values: list[object], schema: pa.Schema) -> pa.Array:
    place = schema.get_field_index(name)
    kept = schema.field(place).type if place >= 0 else pa.int64()
    if name == SUBJECT_ID or pa.types.is_boolean(kept) or pa.types.is_int32(kept):
        return pa.array(values, kept)
    most = max((abs(int(value)) for value in values if isinstance(value, int | Decimal)), default=0)
    if pa.types.is_int64(kept) and most <= BIG:
        return pa.array(values, kept)
    wide = pa.decimal128(38, 0) if most <= WIDEST else pa.decimal256(76, 0)
    return pa.array([None if value is None else Decimal(str(value)) for value in values], wide)
