"""What computing at once gives."""

from __future__ import annotations

from dataclasses import dataclass

import pyarrow as pa

from antu.policy.batch.program import Unfit


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
