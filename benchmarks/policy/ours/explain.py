"""Explaining: every subject by itself, with its full trace; reading and checking its facts is timed apart."""

from __future__ import annotations

import pyarrow as pa

from antu.policy import Computation, compute, read_facts
from benchmarks.policy.contest import Contestant
from benchmarks.policy.exactness import PAYABLE, table_of
from benchmarks.policy.registers import Register, documents, pack_of


def contestants(register: Register) -> list[Contestant]:
    """Computing from facts that are read, and from the documents of the command line."""
    pack = pack_of(register.policy)
    given = documents(register, register.subjects)
    facts = [read_facts(pack, document) for document in given]

    def explained() -> list[Computation]:
        return [compute(pack, each) for each in facts]

    def read_and_explained() -> list[Computation]:
        return [compute(pack, read_facts(pack, document)) for document in given]

    return [
        Contestant("antu explain, full trace", explained, _totals, len(facts)),
        Contestant("antu explain, facts read and checked too", read_and_explained, _totals, len(facts)),
    ]


def _totals(computed: list[Computation]) -> pa.Table:
    return table_of({PAYABLE: [each.payable.fen for each in computed]})
