"""What is due to every subject: the hand-written statement in fen, believed once explain says the same of many."""

from __future__ import annotations

from itertools import chain
from typing import Any

import pyarrow as pa
from pyarrow.parquet import ParquetWriter

from antu.policy import compute, read_facts
from benchmarks.policy.exactness import PAYABLE, SUBJECT, WrongAnswers, compare, table_of
from benchmarks.policy.hand_sql import true_totals
from benchmarks.policy.registers import Register, documents, pack_of

EXPLAINED = 1_000


def have_truth(register: Register) -> None:
    """Leave the true totals beside the register; WrongAnswers where explain and the hand-written SQL disagree."""
    if register.truth.exists():
        return
    parts = true_totals(register)
    totals, explained = next(parts), explained_totals(register, EXPLAINED)
    named = [name for name in totals.column_names if name in {SUBJECT, PAYABLE, *explained.column_names}]
    found = compare(totals.slice(0, explained.num_rows), explained)
    if not found.is_exact:
        raise WrongAnswers(f"{register.policy}: {found} between explain and the hand-written SQL")
    draft = register.truth.with_suffix(".draft")
    with ParquetWriter(draft, totals.select(named).schema) as file:
        for part in chain([totals], parts):
            file.write_table(part.select(named))
    draft.rename(register.truth)


def explained_totals(register: Register, first: int) -> pa.Table:
    """Payable and the total of every item of the first subjects, each computed and explained by itself."""
    pack = pack_of(register.policy)
    computed = [compute(pack, read_facts(pack, document)) for document in documents(register, first)]
    columns: dict[str, list[Any]] = {PAYABLE: [each.payable.fen for each in computed]}
    columns |= {item.code: [0] * len(computed) for item in pack.items}
    for number, each in enumerate(computed):
        for line in each.lines:
            columns[line.code][number] += line.amount.fen
    return table_of(columns)
