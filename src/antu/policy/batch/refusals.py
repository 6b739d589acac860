"""Rows that break a pack's ranges or checks: each is listed, none is passed over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pyarrow as pa
import pyarrow.compute as pc

from antu.policy import tree
from antu.policy.batch.engine import Engine
from antu.policy.batch.layout import REFUSED_SCHEMA, FactsTables
from antu.policy.batch.program import Program
from antu.policy.batch.scopes import SUBJECT_ID
from antu.policy.formula import Formula
from antu.policy.pack import Check, Item, Pack
from antu.policy.schema import PROJECT, SUBJECT
from antu.policy.value_types import whole


def without(tables: FactsTables, refused: pa.Table) -> FactsTables:
    """The tables without the subjects of these refusals, which are named beside the others."""
    if not refused.num_rows:
        return tables
    both = pa.concat_tables([tables.refused, refused]).sort_by(
        [(name, "ascending") for name in (SUBJECT_ID, "table", "row", "column")]
    )
    return replace(_left(tables, refused[SUBJECT_ID]), refused=both)


def _left(tables: FactsTables, gone: pa.ChunkedArray) -> FactsTables:
    subjects = gone.combine_chunks()
    left = {
        name: table if name == PROJECT else table.filter(pc.invert(pc.is_in(table[SUBJECT_ID], subjects)))
        for name, table in tables.tables.items()
    }
    return replace(tables, tables=left)


def checks_pack(pack: Pack) -> Pack:
    """The pack's checks as items: a line stands where a check fails."""
    nothing = tree.Constant(whole(0, 0), Decimal(0))
    items = []
    for number, check in enumerate(pack.checks):
        per = "" if pack.facts.tables[check.table].is_single else check.table
        amount = Formula("0", nothing, "0")
        items.append(
            Item(
                f"check_{number}",
                check.message,
                per,
                check.refuse,
                amount,
                None,
                "",
                None,
                "memo",
                "",
                "",
                pack.rounding,
            )
        )
    return replace(pack, checks=(), derived=(), evaluation=(), eligibility=None, items=tuple(items))


def failed_checks(engine: Engine, program: Program, checks: Sequence[Check], tables: FactsTables) -> FactsTables:
    """The tables without the subjects that break a check, and without those whose checks the engine cannot run.

    ``program`` is that of :func:`checks_pack`.
    """
    if not checks:
        return tables
    if program.unfit:
        return _left(tables, tables.tables[SUBJECT][SUBJECT_ID])
    result = engine.run(program, replace(tables, refused=REFUSED_SCHEMA.empty_table()))
    found = result.lines.to_pydict()
    broken = [checks[item] for item in found["item"]]
    failed = pa.table(
        {
            SUBJECT_ID: found[SUBJECT_ID],
            "table": [check.table for check in broken],
            "row": found["row"],
            "column": [check.column for check in broken],
            "rule": [check.rule for check in broken],
        },
        schema=REFUSED_SCHEMA,
    )
    return _left(without(tables, pa.concat_tables([failed, result.refused])), result.beyond[SUBJECT_ID])
