"""What computing at once gives."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pyarrow as pa

from antu.policy.batch.program import Unfit
from antu.policy.facts import Facts
from antu.policy.pack import Pack


@dataclass(frozen=True, slots=True)
class BatchResult:
    """Lines, values of subjects, and what was refused; parts of the pack that are ``unfit`` are in none of them.

    ``lines``: ``_subject``, ``item`` (place in the pack), ``row`` (place in its table, null for the whole subject),
    ``amount_fen``. ``subjects``: ``_subject``, derived values ``d_…``, totals of items ``i_…`` and of categories
    ``t_…`` in fen, ``draft``. ``refused``: ``_subject``, ``table``, ``row``, ``column``, ``rule``; a refused subject
    has no lines and no values. ``beyond``: ``_subject`` of those in which a quotient needs more than 36 digits on the
    way; they have none either, and are left to explain.
    """

    lines: pa.Table
    subjects: pa.Table
    refused: pa.Table
    beyond: pa.Table
    unfit: tuple[Unfit, ...] = ()

    def lines_read(self, pack: Pack, facts: Sequence[Facts]) -> Iterator[tuple[int, str, str | None, int]]:
        """Each line as place of the subject in ``facts``, code, id of its row (None for the whole subject), fen."""
        columns = (self.lines.column(name).to_pylist() for name in ("_subject", "item", "row", "amount_fen"))
        for subject, place, row, fen in zip(*columns, strict=True):
            item = pack.items[place]
            yield subject, item.code, None if row is None else str(facts[subject].tables[item.per][row]["id"]), int(fen)
