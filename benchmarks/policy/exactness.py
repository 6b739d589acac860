"""Who is right to the fen: totals of every household beside the true ones."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow.parquet import read_schema, read_table

SUBJECT, PAYABLE = "_subject", "payable"


class WrongAnswers(Exception):
    """Totals that are no answer to the register: households missing, twice or out of order, or none at all."""


@dataclass(frozen=True, slots=True)
class Exactness:
    """How many households differ in any column that both tables have, and the most that any is off by, in fen."""

    households: int
    wrong: int
    most_off: int

    @property
    def is_exact(self) -> bool:
        """Whether every household is right to the fen."""
        return self.wrong == 0


def compare(found: pa.Table, truth: pa.Table) -> Exactness:
    """The found totals beside the true ones; both in whole fen, a row a household, ``_subject`` from 0 upward.

    A column that only one of them has is not compared; ``payable`` must be in both.
    """
    for table in (found, truth):
        _check_rows(table, truth.num_rows)
    named = [name for name in truth.column_names if name in found.column_names and name != SUBJECT]
    if PAYABLE not in named:
        raise WrongAnswers("no payable total")
    off = [_differences(found[name], truth[name]) for name in named]
    differs = off[0]
    for each in off[1:]:
        differs = pc.max_element_wise(differs, each)
    wrong = pc.sum(pc.greater(differs, 0)).as_py() or 0
    return Exactness(truth.num_rows, int(wrong), int(max(pc.max(each).as_py() or 0 for each in off)))


def compare_any(found: pa.Table, truth: Path, households: int) -> Exactness:
    """As ``compare`` with the first households of the file; one row of totals over all is compared with their sums."""
    if found.num_rows != 1 or households == 1:
        return compare(found, read_table(truth).slice(0, households))
    names = [name for name in read_schema(truth).names if name != SUBJECT]
    sums = {name: [pc.sum(read_table(truth, columns=[name])[name][:households]).as_py()] for name in names}
    whole = compare(found, table_of(sums))
    return Exactness(households, households if whole.wrong else 0, whole.most_off)


def table_of(columns: Mapping[str, Iterable[Any]]) -> pa.Table:
    """Totals by hand: each column whole fen, the households in order."""
    made = {name: pa.array(values, type=pa.int64()) for name, values in columns.items()}
    return pa.table({SUBJECT: pa.array(range(len(made[PAYABLE])), type=pa.int64()), **made})


def _check_rows(table: pa.Table, households: int) -> None:
    if table.num_rows != households:
        raise WrongAnswers(f"{table.num_rows} households, not {households}")
    expected = pa.array(range(households), type=pa.int64()) if households < 2 else None
    subjects = table[SUBJECT].cast(pa.int64()).combine_chunks()
    if expected is not None:
        in_order = subjects.equals(pa.chunked_array([expected]).combine_chunks())
    else:
        steps = pc.pairwise_diff(subjects, 1)[1:]
        in_order = subjects[0].as_py() == 0 and pc.min(steps).as_py() == 1 and pc.max(steps).as_py() == 1
    if not in_order:
        raise WrongAnswers("households missing, twice or out of order")


def _differences(found: pa.ChunkedArray, truth: pa.ChunkedArray) -> pa.ChunkedArray:
    """By how much each is off; where one has no value, by the whole of the other and at least one fen."""
    one, other = (pc.fill_null(column.cast(pa.int64()), -1) for column in (found, truth))
    return pc.abs(pc.subtract(one, other))
